// The receiving half of a connection: bytes of the peer in, events out, one at a time (RFC 6455 5 to 8.1). No I/O;
// it does not send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "frame/assembler.hpp"
#include "frame/byte_buffer.hpp"
#include "frame/compression.hpp"
#include "frame/decoder.hpp"
#include "frame/event.hpp"
#include "frame/header.hpp"
#include "frame/observer.hpp"
#include "frame/receive_buffer.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// One thread at a time. The order of calls: space(), received(), then next() until it returns nothing.
class Receiver {
 public:
  // `role` is our own: a server expects masked frames, a client unmasked ones.
  explicit Receiver(Role role, const MessageLimits& limits = {})
      : role_(role), decoder_({role, 0}), assembler_(limits) {}

  // Where the next bytes from the peer go: at least one byte, never more than 256 KiB. Throws std::bad_alloc.
  MutableBytes space();
  // `count` bytes came into the last space(), at most its size.
  void received(std::size_t count);
  // The peer's half of TCP has ended, or TCP broke: next() returns what is complete, then a CloseEvent with
  // State::Lost.
  void ended() { ended_ = true; }

  // The next event, or nothing if more bytes are needed. If the peer breaks a rule or a limit, this is a CloseEvent
  // with State::Failed, at the byte that decides it; for the peer's Close frame one with State::ClosedByPeer. After a
  // CloseEvent there are no more events, and further bytes are dropped. Views in the event are valid until the next
  // call of any function except finished() and memory(). Throws std::bad_alloc.
  std::optional<Event> next();

  // From now on next() also returns nothing, and paused() is true, when it has inflated this many bytes (or up to 258
  // KiB more) since it last returned nothing. So the caller can check memory() in between: the bytes of one read may
  // inflate to a thousand times as much. Then call next() again, without space() and received().
  void pause_after(std::uint64_t inflated) { pause_after_ = inflated; }
  bool paused() const { return paused_; }

  // Ends receiving, as if a CloseEvent had been returned.
  void give_up() {
    finished_ = true;
    take(unread().size());
  }
  // True after a CloseEvent or give_up().
  bool finished() const { return finished_; }

  // 0 if no message is unfinished; otherwise a number that changes whenever more of the message comes.
  std::uint64_t unfinished() const { return assembler_.in_message() ? assembler_.length() + 1 : 0; }

  // Applies from the next message on.
  void set_limits(const MessageLimits& limits) { assembler_.set_limits(limits); }
  // Call it before the first frame if an extension that compresses messages was negotiated. RSV1 marks compressed
  // messages, and Message holds the inflated one.
  void decompress_with(std::unique_ptr<Decompressor> decompressor) {
    decompressor_ = std::move(decompressor);
    decoder_.set_allowed_rsv(decompressor_ != nullptr ? kCompressedBit : 0);
  }
  // Frees memory that is not needed while nothing comes; once finished(), also that of an unfinished message.
  void release_idle();
  // The bytes of memory in use: at most kLargeBuffer for the buffer, 1.5 times the message so far with 64 KiB of
  // room for the next read, a control frame that comes in pieces, and the decompressor's memory.
  std::size_t memory() const;
  // Sets the observer from the next frame on; null: none. It must outlive the receiver, or the next call of
  // observe().
  void observe(FrameObserver* observer) { observer_ = observer; }

 private:
  MutableBytes unread() { return direct_.empty() ? buffer_.unread() : direct_; }
  void take(std::size_t count);
  std::optional<Violation> judge_incomplete(Bytes in) const;
  MutableBytes next_part();
  std::optional<Event> next_short();
  std::optional<Event> take_data(const FramePiece& piece);
  std::optional<Event> take_control(const FramePiece& piece);
  Event finish(const CloseEvent& event);
  Event fail(Violation violation);

  Role role_;
  FrameDecoder decoder_;
  MessageAssembler assembler_;
  FrameObserver* observer_ = nullptr;
  std::unique_ptr<Decompressor> decompressor_;  // null: no message is compressed
  ReceiveBuffer buffer_;
  MutableBytes direct_;      // received directly into the message, and not yet taken
  ByteBuffer control_;       // the payload of a control frame that comes in pieces
  bool compressed_ = false;  // the current message
  std::uint64_t pause_after_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t inflated_ = 0;  // bytes since next() last returned nothing
  bool paused_ = false;
  bool ended_ = false;
  bool finished_ = false;
};

}  // namespace ws101
