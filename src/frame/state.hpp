// The state of a connection: one enum for all layers (RFC 6455 7).
#pragma once

#include <cstdint>

namespace ws101 {

enum class State : std::uint8_t {
  Open,          // messages flow both ways
  CloseSent,     // we began the closing handshake: our Close is queued or sent, messages are dropped
  ClosedByUs,    // we began and the peer answered: the closing handshake is complete
  ClosedByPeer,  // the peer began and we answered: the closing handshake is complete
  Failed,        // the peer broke a rule or a limit: our Close is queued or sent, and nothing more is read
  Lost,          // TCP ended before the closing handshake was complete
};

// Nothing more is delivered and nothing more can be sent; the caller has to end TCP.
constexpr bool is_closed(State state) {
  return state != State::Open && state != State::CloseSent;
}

}  // namespace ws101
