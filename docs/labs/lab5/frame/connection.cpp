// Lab 5: one endpoint after the handshake. The contract is src/frame/connection.hpp; the states, in docs/09-closing.md.
// The private members of the class are a proposal: write those that you need.
#include "frame/connection.hpp"

namespace ws101 {

Connection::Connection(Role role, const MessageLimits& limits, MaskSource* keys)
    : role_(role), keys_(keys), decoder_(HeaderRules{role, 0}), assembler_(limits) {}

// Where the next bytes go: space behind what is not yet taken. When space has to move, assembler_.detach() first. As a
// stretch, a long message is received straight into assembler_.room().
MutableBytes Connection::prepare() {
  return {};
}

// Takes frames out of the buffer with decoder_ until it needs more. Control frames are at most 125 bytes and may come in
// pieces: gather them in control_. Data goes to assembler_, a message to the handler while the state is Open. A Ping is
// answered before the handler hears of it. The first Close is answered with its code; a violation with the code and words
// of info(); then nothing more is looked at (RFC 6455 5.4, 5.5, 7.1).
void Connection::commit(std::size_t received, Handler& handler, Output& output) {
  static_cast<void>(received), static_cast<void>(handler), static_cast<void>(output);
}

// TCP ended: Lost and 1006, unless the connection was closed before.
void Connection::commit_eof(Handler& handler) {
  static_cast<void>(handler);
}

// Each writes one frame while the state is Open, else nothing. A server's payload is handed on where it lies; a client
// masks a copy, 64 KiB at a time, with a key of its own for each frame from keys_.
bool Connection::send(Opcode kind, Bytes payload, Output& output) {
  static_cast<void>(kind), static_cast<void>(payload), static_cast<void>(output);
  return !closed();
}

bool Connection::ping(Bytes payload, Output& output) {
  static_cast<void>(payload), static_cast<void>(output);
  return !closed();
}

bool Connection::pong(Bytes payload, Output& output) {
  static_cast<void>(payload), static_cast<void>(output);
  return !closed();
}

// Begins the closing handshake: CloseSent. A code that may not be sent is refused.
bool Connection::close(CloseCode code, std::string_view reason, Output& output) {
  static_cast<void>(code), static_cast<void>(reason), static_cast<void>(output);
  return !closed();
}

void Connection::close_was_sent() {}

// Memory that is not needed while nothing comes; and how much is in use.
void Connection::release_idle() {}

std::size_t Connection::memory() const {
  return kLargeBuffer;
}

}  // namespace ws101
