// Request and response heads: any split gives the same head or the same issue, and every answer is well formed.
// The first byte chooses the split; the rest is what came.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include "handshake/client_handshake.hpp"
#include "handshake/http_head.hpp"
#include "handshake/server_handshake.hpp"

namespace {

using namespace ws101;

void must(bool condition) {
  if (!condition) std::abort();
}

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// What a parser made of the input, flattened for comparison.
template <class Head>
std::string outcome(std::variant<NeedMore, Head, HandshakeIssue>& result) {
  if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
    must(printable(issue->detail));
    return std::string(facts(issue->violation).id) + ' ' + issue->detail + ' ' +
           std::to_string(issue->offset);
  }
  if (const auto* head = std::get_if<Head>(&result)) {
    std::string text = std::to_string(head->size);
    for (const Field& field : head->fields) text += '\n' + field.name + ':' + field.value;
    return text;
  }
  return "incomplete";
}

template <class Head>
std::optional<Head> parse(std::string_view input, std::size_t step, HeadRigour rigour) {
  const HeadLimits limits{600, 12};
  HeadParser<Head> at_once(limits, rigour);
  auto whole = at_once.parse(input);
  const std::string expected = outcome<Head>(whole);

  HeadParser<Head> in_pieces(limits, rigour);
  std::variant<NeedMore, Head, HandshakeIssue> last = NeedMore{};
  for (std::size_t end = std::min(step, input.size());; end = std::min(end + step, input.size())) {
    last = in_pieces.parse(input.substr(0, end));
    if (!std::holds_alternative<NeedMore>(last) || end == input.size()) break;
  }
  must(outcome<Head>(last) == expected);
  if (auto* head = std::get_if<Head>(&whole)) {
    must(head->size <= input.size());
    return std::move(*head);
  }
  return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = 1 + data[0] % 64;
  const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);

  for (const HeadRigour rigour : {HeadRigour::Strict, HeadRigour::Tolerant}) {
    if (const auto request = parse<RequestHead>(input, step, rigour)) {
      const ServerPolicy policy{{"chat", "superchat"}, {}, false};
      const auto answer = answer_request(*request, policy);
      if (const auto* accepted = std::get_if<Accepted>(&answer)) {
        ResponseHeadParser parser;
        const auto response = parser.parse(accepted->response);
        must(std::holds_alternative<ResponseHead>(response));
        must(std::get<ResponseHead>(response).status == 101);
        must(std::get<ResponseHead>(response).size == accepted->response.size());
      }
    }
    if (const auto response = parse<ResponseHead>(input, step, rigour)) {
      ClientRequest request;
      request.host = "localhost";
      request.key = "dGhlIHNhbXBsZSBub25jZQ==";
      request.subprotocols = {"chat"};
      const auto verdict = verify_response(*response, request);
      if (const auto* error = std::get_if<ClientHandshakeError>(&verdict)) must(printable(error->words));
    }
  }
  return 0;
}
