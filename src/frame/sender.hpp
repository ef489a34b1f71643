// What goes: frames in, bytes for the peer out; knows the closing handshake and what the protocol owes (RFC 6455 5, 7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "frame/byte_buffer.hpp"
#include "frame/close_code.hpp"
#include "frame/close_payload.hpp"
#include "frame/compression.hpp"
#include "frame/event.hpp"
#include "frame/header.hpp"
#include "frame/observer.hpp"
#include "frame/opcode.hpp"
#include "frame/state.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// Where masking keys come from. RFC 6455 5.3: "The masking key needs to be unpredictable": strong randomness is the
// caller's to give, since the core has none.
class MaskSource {
 public:
  virtual ~MaskSource() = default;
  virtual MaskingKey next_key() = 0;
};

// A frame that is on its way, as an observer wants to see it. The views are of what the caller gave; that of our Close
// is valid as long as the sender, that of a compressed payload until the next message.
struct QueuedFrame {
  FrameHeader header;
  Bytes payload;       // not masked
  bool told = true;    // false: bytes that were sent raw, which an observer does not hear of
  Bytes message = {};  // of a compressed frame: what was compressed; else empty
};

// What an observer is told of it.
inline void observe_sent(FrameObserver& observer, const QueuedFrame& frame) {
  observer.on_frame(Flow::Out, frame.header, frame.payload, 0, true);
  if (!frame.message.empty()) observer.on_inflated(Flow::Out, frame.message);
}

inline constexpr std::size_t kLongPayload = std::size_t{16} << 10;  // bytes

// One thread at a time. Bytes wait in order until they are sent(); how many may wait is the caller's decision.
// Each of the functions that queue throws std::bad_alloc, and then has changed nothing.
class Sender {
 public:
  static Sender server() { return Sender(nullptr); }
  // `keys` must outlive the sender.
  static Sender client(MaskSource& keys) { return Sender(&keys); }

  // Each gives nothing, and sends nothing, unless the state is Open.
  // A message: Text (that it is UTF-8 is the caller's duty) or Binary, else nothing. A server does not copy a payload
  // of kLongPayload bytes or more: it is borrowed until keep().
  std::optional<QueuedFrame> send(Opcode kind, Bytes payload);
  // At most 125 bytes of payload, else nothing.
  std::optional<QueuedFrame> ping(Bytes payload);
  std::optional<QueuedFrame> pong(Bytes payload);
  // Begins the closing handshake: CloseSent. Nothing, too, for a code that may not be sent; NoStatus sends a Close
  // without a code. A reason, in UTF-8, is cut at 123 bytes.
  std::optional<QueuedFrame> close(CloseCode code, std::string_view reason);
  // Frames that were encoded before, as they are, right or wrong; borrowed until keep(). If one of them is a whole
  // Close frame, the state is CloseSent.
  bool send_encoded(Bytes frames);

  // Whole data frames that another sender of the same role queued: appended, or dropped unless the state is Open.
  void append(Bytes frames);

  // Before the first frame: an extension was agreed on that compresses messages. From then on send() compresses those
  // for which it pays.
  void compress_with(std::unique_ptr<Compressor> compressor) { compressor_ = std::move(compressor); }

  // What the protocol owes for an event of the receiver: a Pong, or a Close; and the state that follows, which a
  // CloseEvent is given as well.
  struct Answer {
    bool deliver =
        true;  // false: the program must not hear of the event, a message that came after our Close
    std::optional<QueuedFrame> frame;
  };
  Answer answer(Event& event);

  State state() const { return state_; }

  // The bytes to send, one part behind the other, and: the first `count` of them are sent.
  std::array<Bytes, 2> pending() const { return {queue_.bytes().subspan(sent_), borrowed_}; }
  std::size_t pending_size() const { return queue_.size() - sent_ + borrowed_.size(); }
  void sent(std::size_t count);
  // Copies what is borrowed and not yet sent: the caller may now change or free it.
  void keep();
  // Nothing can be sent any more: drops what waits.
  void drop() { sent(pending_size()); }

  // Gives memory back; for a connection on which nothing happens.
  void release_idle();
  std::size_t memory() const {
    return queue_.capacity() + (compressor_ != nullptr ? compressor_->memory() : 0);
  }

 private:
  explicit Sender(MaskSource* keys) : keys_(keys) {}
  QueuedFrame send_compressed(Opcode kind, Bytes message);
  QueuedFrame queue(Opcode opcode, Bytes payload, std::uint8_t rsv = 0);
  MutableBytes room(std::size_t wanted);
  QueuedFrame queue_close(CloseCode code, std::string_view reason);

  State state_ = State::Open;
  MaskSource* keys_;                        // null: a server
  std::unique_ptr<Compressor> compressor_;  // null: no message is compressed
  ByteBuffer queue_;
  std::size_t sent_ = 0;  // of queue_
  Bytes borrowed_;        // behind queue_
  std::vector<std::uint8_t> our_close_;
};

}  // namespace ws101
