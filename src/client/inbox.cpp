#include "client/inbox.hpp"

#include <utility>

namespace ws101 {

void Inbox::keep(Opcode kind, Bytes payload) {
  events_.push_back({kind, std::string(text_of(payload)), std::nullopt});
  bytes_ += payload.size();
}

void Inbox::on_close(const CloseEvent& event) {
  events_.push_back({Opcode::Close, std::string(event.reason), event});
}

void Inbox::deliver(Handler& handler) {
  while (!events_.empty()) {
    const Event event = std::move(events_.front());
    events_.pop_front();
    bytes_ -= event.close ? 0 : event.payload.size();
    switch (event.kind) {
      case Opcode::Ping:
        handler.on_ping(bytes_of(event.payload));
        break;
      case Opcode::Pong:
        handler.on_pong(bytes_of(event.payload));
        break;
      case Opcode::Close: {
        CloseEvent close = *event.close;
        close.reason = event.payload;
        handler.on_close(close);
        break;
      }
      default:
        handler.on_message(event.kind, bytes_of(event.payload));
    }
  }
}

}  // namespace ws101
