// The events of a connection: a message, a ping, a pong, or its end.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "frame/assembler.hpp"
#include "frame/close_code.hpp"
#include "frame/state.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// RFC 6455 5.5.2: the Sender answers it with a Pong.
struct Ping {
  Bytes payload;  // 0 to 125 bytes
};

// RFC 6455 5.5.3: the answer to a Ping of ours, or unsolicited.
struct Pong {
  Bytes payload;  // 0 to 125 bytes
};

inline constexpr std::string_view kLostWords = "TCP ended without a Close frame";

// How a connection ended. There is always exactly one, and it is the last event.
struct CloseEvent {
  CloseCode code =
      CloseCode::NoStatus;    // the peer's, 1005 if it sent none; 1006 for Lost; the violation's for Failed
  std::string_view reason;    // the peer's words; for Failed the rule it broke; for Lost kLostWords
  State state = State::Lost;  // the state that was reached
  std::optional<Violation> violation = {};  // for Failed
  // RFC 6455 7.1.4: the closing handshake was complete.
  bool clean() const { return state == State::ClosedByUs || state == State::ClosedByPeer; }
};

// Views in it are valid until the next call on the object that returned the event.
using Event = std::variant<Message, Ping, Pong, CloseEvent>;

}  // namespace ws101
