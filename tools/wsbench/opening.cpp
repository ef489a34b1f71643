#include "wsbench/opening.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

#include "handshake/accept_key.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "handshake/http_head.hpp"
#include "net/random.hpp"

namespace ws101::wsbench {

Opening::Opening(const Plan& plan) : raw_(plan.raw), deflate_(plan.deflate) {
  std::array<std::uint8_t, kNonceBytes> nonce;
  fill_random(nonce);
  request_.host = plan.url.host;
  request_.port = plan.url.port;
  request_.target = plan.url.target;
  request_.key = make_key(nonce);
  if (deflate_) request_.extensions = extensions_text({deflate_offer(kSmallDeflate)});
  auto built = build_request(request_);
  if (const auto* error = std::get_if<ClientRequestError>(&built)) throw std::runtime_error(error->words);
  bytes_ = std::get<std::string>(std::move(built));
  if (raw_) right_answer_ = bytes_;
}

std::variant<NeedMore, Opening::Done, std::string> Opening::judge(std::string_view answer) {
  if (!right_answer_.empty()) {
    if (answer == right_answer_) return Done{};
    if (right_answer_.starts_with(answer)) return NeedMore{};
    if (raw_) return "expected the request itself back, got something else: is this a raw echo?";
  }
  ResponseHeadParser parser;
  const auto parsed = parser.parse(answer);
  if (std::holds_alternative<NeedMore>(parsed)) return NeedMore{};
  if (const auto* issue = std::get_if<HandshakeIssue>(&parsed))
    return "not a WebSocket server: " + issue->detail;
  const ResponseHead& head = std::get<ResponseHead>(parsed);
  const auto verdict = verify_response(head, request_);
  if (const auto* error = std::get_if<ClientHandshakeError>(&verdict)) return error->words;
  if (deflate_ && !std::get<Established>(verdict).deflate)
    return "expected the server to accept permessage-deflate, but it declined";
  if (head.size < answer.size())
    return "expected silence after the handshake, got frames: is this an echo server?";
  right_answer_ = answer;
  return Done{};
}

}  // namespace ws101::wsbench
