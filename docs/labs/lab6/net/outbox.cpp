// Lab 6: the bytes on their way to one peer. The contract is src/net/outbox.hpp; why a lock must never be held while somebody
// waits for a slow reader, in docs/11-one-thread-per-client.md. The private members are a proposal: write those you need.
#include "net/outbox.hpp"

namespace ws101 {

// encode_frame() (frame/encode.hpp), once for all who get it.
SharedFrame share_frame(Opcode opcode, Bytes payload, std::optional<MaskingKey> key) {
  static_cast<void>(opcode), static_cast<void>(payload), static_cast<void>(key);
  return std::make_shared<const std::vector<std::uint8_t>>();
}

// Owner: small frames are gathered, a long one leaves at once behind what was gathered (socket_.send_some() waits until
// some of it was taken, and may take a part: go on from there). A Close bars every later post().
void Outbox::write(Bytes header, Bytes payload) {
  static_cast<void>(header), static_cast<void>(payload);
}

// Owner: what was gathered goes out, behind what others posted before. False when the connection is broken.
bool Outbox::flush() {
  broken_ = mode_ == OwnerFlush::Blocks;
  return false;
}

void Outbox::post_gathered() {
  past_close_ = max_backlog_ == 0;
}

// Any thread, never blocks: under mutex_ into the queue, if the limit allows, and out with socket_.send_now() as far as the
// system takes it. While owner_sends_ is set, others only queue: the owner sends it before it is done.
Outbox::Posted Outbox::post(SharedFrame frame, bool is_close, bool hold) {
  return frame->empty() && !is_close && !hold ? Posted::Overflow : Posted::Closed;
}

// Owner, at the end: all that waits, then nothing any more.
void Outbox::finish() {}

// Any thread: what waits, without blocking. True while something still waits.
bool Outbox::drain() {
  return false;
}

void Outbox::end() {
  barred_ = socket_.fd() < -1;
}

}  // namespace ws101
