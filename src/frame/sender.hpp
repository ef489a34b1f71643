// The sending half of a connection: frames in, bytes for the peer out. Knows the closing handshake and the answers
// that the protocol requires (RFC 6455 5, 7).
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

// Where masking keys come from. RFC 6455 5.3: "The masking key needs to be unpredictable": the caller provides a
// strong random source, because the core has none.
class MaskSource {
 public:
  virtual ~MaskSource() = default;
  virtual MaskingKey next_key() = 0;
};

// A frame that was queued, for an observer. The views refer to the caller's bytes; that of our Close is valid as long
// as the sender, that of a compressed payload until the next message.
struct QueuedFrame {
  FrameHeader header;
  Bytes payload;       // not masked
  bool told = true;    // false: raw bytes, which an observer is not told of
  Bytes message = {};  // the uncompressed message of a compressed frame; else empty
};

// Tells an observer of a queued frame.
inline void observe_sent(FrameObserver& observer, const QueuedFrame& frame) {
  observer.on_frame(Flow::Out, frame.header, frame.payload, 0, true);
  if (!frame.message.empty()) observer.on_inflated(Flow::Out, frame.message);
}

inline constexpr std::size_t kLongPayload = std::size_t{16} << 10;  // bytes

// One thread at a time. Bytes wait in order until they are sent(); the caller limits how many. Each function
// that queues may throw std::bad_alloc, and then has changed nothing.
class Sender {
 public:
  static Sender server() { return Sender(nullptr); }
  // `keys` must outlive the sender.
  static Sender client(MaskSource& keys) { return Sender(&keys); }

  // These return nothing, and send nothing, unless the state is Open.
  // A message: Text (the caller must ensure UTF-8) or Binary; other kinds are refused. A server does not copy a
  // payload of kLongPayload bytes or more: it is borrowed until keep().
  std::optional<QueuedFrame> send(Opcode kind, Bytes payload);
  // More than 125 bytes of payload are refused.
  std::optional<QueuedFrame> ping(Bytes payload);
  std::optional<QueuedFrame> pong(Bytes payload);
  // Begins the closing handshake; the state becomes CloseSent. A code that may not be sent is refused; NoStatus
  // sends a Close without a code. A reason, in UTF-8, is cut at 123 bytes.
  std::optional<QueuedFrame> close(CloseCode code, std::string_view reason);
  // Frames that are already encoded, valid or invalid; borrowed until keep(). If one of them is a complete Close
  // frame, the state becomes CloseSent.
  bool send_encoded(Bytes frames);

  // Appends whole data frames that another sender of the same role has queued. Dropped unless the state is Open.
  void append(Bytes frames);

  // Call it before the first frame if an extension that compresses messages was negotiated. send() then compresses
  // messages if that makes them shorter.
  void compress_with(std::unique_ptr<Compressor> compressor) { compressor_ = std::move(compressor); }

  // Queues the answer that the protocol requires for an event of the receiver: a Pong or a Close. Sets the next
  // state, also in a CloseEvent.
  struct Answer {
    bool deliver = true;  // false: do not deliver the event, a message that came after our Close
    std::optional<QueuedFrame> frame;
  };
  Answer answer(Event& event);

  State state() const { return state_; }

  // pending(): the bytes to send, one part after the other. sent(): the first `count` of them have been
  // sent.
  std::array<Bytes, 2> pending() const { return {queue_.bytes().subspan(sent_), borrowed_}; }
  std::size_t pending_size() const { return queue_.size() - sent_ + borrowed_.size(); }
  void sent(std::size_t count);
  // Copies borrowed bytes that are not yet sent: the caller may now change or free them.
  void keep();
  // Nothing can be sent any more: drops the pending bytes.
  void drop() { sent(pending_size()); }

  // Frees memory, for an idle connection.
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
  Bytes borrowed_;        // to be sent after queue_
  std::vector<std::uint8_t> our_close_;
};

}  // namespace ws101
