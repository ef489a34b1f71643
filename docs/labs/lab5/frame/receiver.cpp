// Lab 5: what comes. The contract is src/frame/receiver.hpp; why bytes come in any split, in docs/10-tcp-is-a-stream.md. The
// private members are a proposal: use those you need. The body of each function below is a placeholder: delete it.
#include "frame/receiver.hpp"

namespace ws101 {

// Where the next bytes from the peer go: buffer_.space() (receive_buffer.hpp is given to you). The memory that a message in
// progress may refer to is used again: assembler_.detach() first.
MutableBytes Receiver::space() {
  return {};
}

// So many bytes came into the last space().
void Receiver::received(std::size_t count) {
  static_cast<void>(count);
}

// Runs decoder_ over what nobody has taken yet. A control frame does not touch the assembler; it may come in pieces, which
// control_ joins. A message, a ping, a pong: give it. A violation, a Close, the end of TCP: give a CloseEvent, the last one.
std::optional<Event> Receiver::next() {
  return std::nullopt;
}

// Memory that is not needed while nothing comes is given back.
void Receiver::release_idle() {}

// What the buffers hold.
std::size_t Receiver::memory() const {
  return kMaxHeaderSize;
}

}  // namespace ws101
