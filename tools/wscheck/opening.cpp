// The opening handshake as Exchange does it, and the heads that the handshake's cases change.
#include <utility>

#include "handshake/accept_key.hpp"
#include "text/escape.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr HeadLimits kHeadLimits{kMostHead, 1'000};

std::string fresh_key() {
  std::array<std::uint8_t, kNonceBytes> nonce;
  fill_random(nonce);
  return make_key(nonce);
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

Head Exchange::request() {
  if (key_.empty()) key_ = fresh_key();
  Head head;
  head.start = "GET " + settings_.url.target + " HTTP/1.1";
  head.add("Host", settings_.url.host_header())
      .add("Upgrade", "websocket")
      .add("Connection", "Upgrade")
      .add("Sec-WebSocket-Key", key_)
      .add("Sec-WebSocket-Version", "13");
  if (!settings_.origin.empty()) head.add("Origin", settings_.origin);
  if (!settings_.subprotocols.empty()) head.add("Sec-WebSocket-Protocol", joined(settings_.subprotocols));
  for (const Field& field : settings_.extra) head.add(field.name, field.value);
  return head;
}

Head Exchange::response(const RequestHead& request) const {
  Head head;
  head.start = "HTTP/1.1 101 Switching Protocols";
  head.add("Upgrade", "websocket").add("Connection", "Upgrade");
  head.add("Sec-WebSocket-Accept", accept_key(request.fields.value("Sec-WebSocket-Key")));
  const auto offered = request.fields.list("Sec-WebSocket-Protocol");
  if (!offered.empty()) head.add("Sec-WebSocket-Protocol", offered.front());
  return head;
}

template <typename Kind>
std::optional<Kind> Exchange::hear_head() {
  HeadParser<Kind> parser(kHeadLimits, HeadRigour::Tolerant);
  for (;;) {
    auto result = parser.parse(text_of(received_));
    if (auto* const head = std::get_if<Kind>(&result)) {
      transcript_.bytes(From::Peer, text_of(received_).substr(0, head->size));
      received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(head->size));
      head_issues_ = parser.noted();
      return std::move(*head);
    }
    const auto* const issue = std::get_if<HandshakeIssue>(&result);
    const bool more =
        !issue && (ending_ = wire_.receive(received_, after(settings_.timeout))) == Wire::Got::Bytes;
    if (more) continue;
    transcript_.bytes(From::Peer, text_of(received_).substr(0, kMostHead));
    if (issue) fail("what it says is no HTTP head: " + issue->detail, "an HTTP head");
    transcript_.note(From::Peer, ending());
    return std::nullopt;
  }
}

std::optional<ResponseHead> Exchange::hear_response() {
  auto head = hear_head<ResponseHead>();
  opened_ = head && head->status == 101;
  return head;
}

std::optional<RequestHead> Exchange::hear_request() {
  auto head = asked_ ? std::exchange(asked_, std::nullopt) : hear_head<RequestHead>();
  opened_ = head.has_value();
  return head;
}

void Exchange::opens() {
  if (role_ == Role::Client) {
    opens(request());
    return;
  }
  const auto asked = hear_request();
  if (!asked) throw Judgement{Verdict::NotJudged, "no request: " + ending(), ""};
  says_bytes(response(*asked).text());
}

ResponseHead Exchange::opens(const Head& request) {
  says_bytes(request.text());
  auto answer = hear_response();
  if (!answer) {
    const bool begun = !received_.empty();
    throw Judgement{Verdict::NotJudged,
                    "no connection: " + ending() + (begun ? " before the head of the answer was whole" : ""),
                    ""};
  }
  if (answer->status != 101) {
    throw Judgement{Verdict::NotJudged, "no connection: the answer was " + std::to_string(answer->status),
                    ""};
  }
  return std::move(*answer);
}

void Exchange::listens_to_head(std::chrono::milliseconds time) {
  if (received_.empty()) ending_ = wire_.receive(received_, after(time));
}

std::unique_ptr<Talk> Talk::another_in_silence() {
  return std::make_unique<Talk>(
      Wire(TcpSocket::connect(settings_.url.host, settings_.url.port, settings_.timeout)), role_, settings_,
      transcript_);
}

std::unique_ptr<Talk> Talk::another() {
  auto talk = another_in_silence();
  talk->opens();
  return talk;
}

}  // namespace ws101::wscheck
