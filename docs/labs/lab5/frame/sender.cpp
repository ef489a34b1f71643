// Lab 5: what goes. The contract is src/frame/sender.hpp; the states, in docs/09-closing.md. The private members are a
// proposal: use those you need. The body of each function below is a placeholder: delete it.
#include "frame/sender.hpp"

namespace ws101 {

// Text and Binary, and only while the state is Open. serialise_header() (header.hpp) writes the header, and copy_masked()
// (mask.hpp) a client's payload, with a fresh key from keys_ for each frame.
std::optional<QueuedFrame> Sender::send(Opcode kind, Bytes payload) {
  static_cast<void>(kind), static_cast<void>(payload);
  return QueuedFrame{};
}

std::optional<QueuedFrame> Sender::ping(Bytes payload) {
  static_cast<void>(payload);
  return QueuedFrame{};
}

std::optional<QueuedFrame> Sender::pong(Bytes payload) {
  static_cast<void>(payload);
  return QueuedFrame{};
}

// our_close_ (close_payload.hpp) holds the payload of our Close.
std::optional<QueuedFrame> Sender::close(CloseCode code, std::string_view reason) {
  static_cast<void>(code), static_cast<void>(reason);
  return QueuedFrame{};
}

// Bytes as they are. Is a whole Close among them? Then the state is CloseSent.
bool Sender::send_encoded(Bytes frames) {
  return frames.empty();
}

void Sender::append(Bytes frames) {
  static_cast<void>(frames);
}

// The table of the handout: what goes out for a ping, a Close, a violation, and which state follows.
Sender::Answer Sender::answer(Event& event) {
  static_cast<void>(event);
  return {};
}

// The first `count` bytes of pending() are sent.
void Sender::sent(std::size_t count) {
  static_cast<void>(count);
}

// What is borrowed and not yet sent is copied behind the queue.
void Sender::keep() {}

void Sender::release_idle() {}

}  // namespace ws101
