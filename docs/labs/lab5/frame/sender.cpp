// Lab 5: the sending half. The specification is src/frame/sender.hpp; docs/09-closing.md has the states. The private
// members are a suggestion: use those that you need. The body of each function below is a placeholder: delete it.
#include "frame/sender.hpp"

namespace ws101 {

// Text and Binary, and only while the state is Open. serialise_header() (header.hpp) writes the header, and copy_masked()
// (mask.hpp) a client's payload, with a new key from keys_ for each frame.
std::optional<QueuedFrame> Sender::send(Opcode kind, Bytes payload) {
  // placeholder: delete these lines
  static_cast<void>(kind), static_cast<void>(payload);
  return QueuedFrame{};
}

std::optional<QueuedFrame> Sender::ping(Bytes payload) {
  // placeholder: delete these lines
  static_cast<void>(payload);
  return QueuedFrame{};
}

std::optional<QueuedFrame> Sender::pong(Bytes payload) {
  // placeholder: delete these lines
  static_cast<void>(payload);
  return QueuedFrame{};
}

// our_close_ (close_payload.hpp) holds the payload of our Close.
std::optional<QueuedFrame> Sender::close(CloseCode code, std::string_view reason) {
  // placeholder: delete these lines
  static_cast<void>(code), static_cast<void>(reason);
  return QueuedFrame{};
}

// Bytes as they are. If a complete Close is among them, the state becomes CloseSent.
bool Sender::send_encoded(Bytes frames) {
  return frames.empty();  // placeholder: delete this line
}

void Sender::append(Bytes frames) {
  static_cast<void>(frames);  // placeholder: delete this line
}

// The table in docs/labs/lab5.md: what to send for a ping, a Close, a violation, and which state follows.
Sender::Answer Sender::answer(Event& event) {
  // placeholder: delete these lines
  static_cast<void>(event);
  return {};
}

// The first `count` bytes of pending() have been sent.
void Sender::sent(std::size_t count) {
  static_cast<void>(count);  // placeholder: delete this line
}

// Copies the borrowed bytes that are not sent yet to the end of the queue.
void Sender::keep() {}

void Sender::release_idle() {}

}  // namespace ws101
