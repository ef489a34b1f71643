// Lab 4: what a server answers to a request that comes in pieces.
#include "handshake/server_handshake.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {

std::string observe_lab4(std::string_view, const Pieces& pieces) {
  const ServerPolicy policy{{"chat.v2", "chat"}, {"http://localhost:8000"}, false};
  RequestHeadParser parser;
  std::string received;
  for (const Bytes piece : pieces) {
    received += text_of(piece);
    const auto parsed = parser.parse(received);
    if (std::holds_alternative<NeedMore>(parsed)) continue;
    if (const auto* issue = std::get_if<HandshakeIssue>(&parsed)) {
      return std::to_string(refuse(*issue).status) + " at byte " + std::to_string(issue->offset);
    }
    const RequestHead& head = std::get<RequestHead>(parsed);
    const std::string size = ", head of " + std::to_string(head.size) + " bytes";
    const auto answer = answer_request(head, policy);
    if (const auto* accepted = std::get_if<Accepted>(&answer)) return accepted->response + size;
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return std::to_string(refusal->status) + size;
    return "not WebSocket" + size;
  }
  return "incomplete";
}

}  // namespace ws101::labs
