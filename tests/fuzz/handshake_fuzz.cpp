// Any bytes as request, response, URL and extension list: the same outcome whole and byte by byte, offsets in bounds,
// answers that are heads themselves, and nothing unprintable in the words.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "handshake/check_response.hpp"
#include "handshake/client_handshake.hpp"
#include "handshake/extension.hpp"
#include "handshake/origin.hpp"
#include "handshake/server_handshake.hpp"
#include "handshake/url.hpp"

namespace {

using namespace ws101;

void require(bool truth) {
  if (!truth) std::abort();
}

void require_printable(std::string_view words) {
  for (const char c : words) require(c >= ' ' && c <= '~');
}

template <class Head>
std::variant<NeedMore, Head, HandshakeIssue> read_both_ways(std::string_view text) {
  const HeadLimits limits{512, 8};
  const auto whole = HeadParser<Head>(limits).parse(text);
  HeadParser<Head> parser(limits);
  std::variant<NeedMore, Head, HandshakeIssue> by_byte;
  for (std::size_t n = 1; n <= text.size() && std::holds_alternative<NeedMore>(by_byte); ++n) {
    by_byte = parser.parse(text.substr(0, n));
  }
  require(whole.index() == by_byte.index());
  if (const auto* head = std::get_if<Head>(&whole)) {
    const Head& other = std::get<Head>(by_byte);
    require(head->size == other.size && head->size <= text.size() && head->size <= limits.max_bytes);
    require(head->fields.size() == other.fields.size() && head->fields.size() <= limits.max_fields);
  } else if (const auto* issue = std::get_if<HandshakeIssue>(&whole)) {
    const HandshakeIssue& other = std::get<HandshakeIssue>(by_byte);
    require(issue->violation == other.violation && issue->offset == other.offset &&
            issue->detail == other.detail);
    require(issue->offset <= text.size());
    require_printable(issue->detail);
  }
  HeadParser<Head> tolerant(limits, HeadRigour::Tolerant);
  const auto tolerated = tolerant.parse(text);
  require(!std::holds_alternative<Head>(whole) || std::holds_alternative<Head>(tolerated));
  for (const HandshakeIssue& issue : tolerant.noted()) require_printable(issue.detail);
  return whole;
}

void judge_request(const RequestHead& head) {
  const auto result = answer_request(head, {{"chat"}, {"http://example.com"}, false});
  std::string response;
  if (const auto* accepted = std::get_if<Accepted>(&result)) response = accepted->response;
  if (const auto* refusal = std::get_if<Refusal>(&result)) response = serialise(*refusal);
  if (const auto* ordinary = std::get_if<NotWebSocket>(&result))
    response = serialise(upgrade_required(*ordinary));
  const auto parsed = ResponseHeadParser().parse(response);
  require(std::holds_alternative<ResponseHead>(parsed));
  const ResponseHead& answer = std::get<ResponseHead>(parsed);
  if (answer.status == 101) require(check_response(answer, expectations_of(head)).empty());
  origin_is_same_host(head.fields.value("Origin"), head.fields.value("Host"));
}

void judge_response(const ResponseHead& head) {
  ClientRequest request;
  request.key = "dGhlIHNhbXBsZSBub25jZQ==";
  request.subprotocols = {"chat"};
  const auto result = verify_response(head, request);
  if (const auto* error = std::get_if<ClientHandshakeError>(&result)) require_printable(error->words);
}

// A URL that is taken gives a request that our own server reads.
void judge_url(std::string_view text) {
  const auto parsed = parse_url(text);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    require(error->offset <= text.size());
    require_printable(error->words);
    return;
  }
  const Url& url = std::get<Url>(parsed);
  ClientRequest request;
  request.host = url.host;
  request.port = url.port;
  request.target = url.target;
  request.key = "dGhlIHNhbXBsZSBub25jZQ==";
  const auto built = build_request(request);
  require(std::holds_alternative<std::string>(built));
  const auto head = RequestHeadParser({1 << 20, 100}).parse(std::get<std::string>(built));
  require(std::holds_alternative<RequestHead>(head));
  require(std::holds_alternative<Accepted>(answer_request(std::get<RequestHead>(head), {})));
}

void judge_extensions(std::string_view text) {
  const auto parsed = parse_extensions(text);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    require(error->offset <= text.size());
    require_printable(error->words);
    return;
  }
  const auto& list = std::get<std::vector<Extension>>(parsed);
  const auto again = parse_extensions(extensions_text(list));
  require(std::holds_alternative<std::vector<Extension>>(again));
  require(extensions_text(std::get<std::vector<Extension>>(again)) == extensions_text(list));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto request = read_both_ways<RequestHead>(text);
  if (const auto* head = std::get_if<RequestHead>(&request)) judge_request(*head);
  const auto response = read_both_ways<ResponseHead>(text);
  if (const auto* head = std::get_if<ResponseHead>(&response)) judge_response(*head);
  judge_url(text);
  judge_extensions(text);
  return 0;
}
