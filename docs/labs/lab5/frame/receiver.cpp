// Lab 5: the receiving half. The specification is src/frame/receiver.hpp; docs/10-tcp-is-a-stream.md explains why
// bytes come in any split. The private members are a suggestion: use those that you need. The body of each function
// below is a placeholder: delete it.
#include "frame/receiver.hpp"

namespace ws101 {

// Where the next bytes from the peer go: buffer_.space() (receive_buffer.hpp is given). Call assembler_.detach()
// first, because an unfinished message may refer to memory that is about to be reused.
MutableBytes Receiver::space() {
  return {};  // placeholder: delete this line
}

// `count` bytes came into the last space().
void Receiver::received(std::size_t count) {
  static_cast<void>(count);  // placeholder: delete this line
}

// Runs decoder_ over the bytes that were not taken yet. A control frame does not change the assembler; it may come in
// pieces, which control_ joins. Return a message, a ping or a pong as an event. For a violation, a Close or the end
// of TCP return a CloseEvent, the last event.
std::optional<Event> Receiver::next() {
  return std::nullopt;  // placeholder: delete this line
}

// Frees memory that is not needed while nothing comes.
void Receiver::release_idle() {}

// The bytes of memory of the buffers.
std::size_t Receiver::memory() const {
  return kMaxHeaderSize;  // placeholder: delete this line
}

}  // namespace ws101
