#include "frame/receiver.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "frame/close_payload.hpp"
#include "frame/short_messages.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

// Bytes of a long message in one read: few enough to be in the processor's cache when they are unmasked.
constexpr std::size_t kDirectRead = std::size_t{64} << 10;

}  // namespace

// ---- Where the bytes go ---------------------------------------------------------------------------------------------

MutableBytes Receiver::space() {
  assembler_.detach();  // its view may refer to memory that is about to be reused
  direct_ = {};
  // A long frame is received directly into its message: no copy, and few large reads.
  if (!finished_ && decoder_.remaining() >= kDirectRead && !compressed_ && buffer_.unread().empty()) {
    direct_ = assembler_.room(kDirectRead);
    return direct_;
  }
  return buffer_.space(decoder_.remaining() + kMaxHeaderSize);
}

void Receiver::received(std::size_t count) {
  if (direct_.empty()) {
    buffer_.received(count);
  } else {
    direct_ = direct_.first(count);
  }
  if (finished_) take(count);
}

void Receiver::take(std::size_t count) {
  if (direct_.empty()) {
    buffer_.take(count);
  } else {
    direct_ = direct_.subspan(count);
  }
}

void Receiver::release_idle() {
  assembler_.detach();
  if (finished_) assembler_.give_up();
  assembler_.release_idle();
  if (decoder_.between_frames() || finished_) control_.release();
  if (decompressor_ != nullptr) decompressor_->release_idle();
  buffer_.release_idle();
}

std::size_t Receiver::memory() const {
  return buffer_.capacity() + assembler_.capacity() + control_.capacity() +
         (decompressor_ != nullptr ? decompressor_->memory() : 0);
}

// ---- What they mean -------------------------------------------------------------------------------------------------

std::optional<Event> Receiver::next() {
  paused_ = false;
  while (!finished_) {
    if (inflated_ >= pause_after_) {
      inflated_ = 0;
      paused_ = true;
      return std::nullopt;
    }
    if (auto event = next_short()) return event;
    MutableBytes in = next_part();
    const std::size_t size = in.size();
    const auto result = decoder_.next(in);
    take(size - in.size());
    if (const auto* piece = std::get_if<FramePiece>(&result)) {
      if (const auto violation = misplaced_compressed_bit(piece->header)) return fail(*violation);
      if (observer_ != nullptr) {
        observer_->on_frame(Flow::In, piece->header, piece->payload, piece->offset, piece->last);
      }
      // RFC 6455 5.4: "An endpoint MUST be capable of handling control frames in the middle of a fragmented
      // message."
      auto event = is_control(piece->header.opcode) ? take_control(*piece) : take_data(*piece);
      if (event) return event;
      continue;
    }
    // In the order in which the bytes decide (the first two, then the length), so that every split gives the
    // same.
    ViolationSet found;
    if (const auto violation = judge_incomplete(in)) found.add(*violation);
    if (const auto* violation = std::get_if<Violation>(&result)) found.add(*violation);
    if (!found.empty()) return fail(found.first());
    inflated_ = 0;
    if (!ended_) return std::nullopt;
    // RFC 6455 7.1.5: "If _The WebSocket Connection is Closed_ and no Close control frame was received by the
    // endpoint [...], _The WebSocket Connection Close Code_ is considered to be 1006."
    return finish({CloseCode::Abnormal, kLostWords, State::Lost});
  }
  return std::nullopt;
}

// The bytes to decode in one step: all that came, but only a part of a frame that may be compressed.
MutableBytes Receiver::next_part() {
  const MutableBytes in = unread();
  if (decompressor_ == nullptr || in.empty()) return in;
  const bool begins = decoder_.between_frames() && (in[0] >> 4 & kCompressedBit) != 0;
  return begins || compressed_ ? in.first(std::min(in.size(), kCompressedPiece)) : in;
}

// The fast twin of decoder and assembler: short_messages.hpp.
std::optional<Event> Receiver::next_short() {
  if (!decoder_.between_frames() || !assembler_.takes_whole(kMaxLength7)) return std::nullopt;
  MutableBytes in = unread();
  const Bytes frame = in;
  const auto header = observer_ != nullptr ? read_header(frame) : NeedMore{};
  const auto message = take_short_message(in, role_);
  if (!message) return std::nullopt;
  take(frame.size() - in.size());
  if (observer_ != nullptr) {
    observer_->on_frame(Flow::In, std::get<FrameHeader>(header), message->payload, 0, true);
  }
  if (message->kind == Opcode::Text && !is_utf8(message->payload)) return fail(Violation::TextNotUtf8);
  return Message{message->kind, message->payload, message->payload.size(), 1, true};
}

// Judges a data frame whose header is incomplete: whether it may come here, and whether its message becomes too
// large. Missing bytes count as zero, so the length is a lower bound.
std::optional<Violation> Receiver::judge_incomplete(Bytes in) const {
  if (in.size() < 2 || !decoder_.between_frames()) return std::nullopt;
  std::array<std::uint8_t, kMaxHeaderSize> bytes{};
  std::copy_n(in.begin(), std::min(in.size(), bytes.size()), bytes.begin());
  auto header = std::get<FrameHeader>(read_header(bytes));
  if (const auto violation = misplaced_compressed_bit(header)) return violation;
  if (is_control(header.opcode)) return std::nullopt;
  // The length of a compressed frame says nothing about that of the inflated message.
  if (begins_message(header.opcode) ? header.rsv != 0 : compressed_) header.length = 0;
  const ViolationSet found = assembler_.judge(header);
  return found.empty() ? std::nullopt : std::optional(found.first());
}

std::optional<Event> Receiver::take_data(const FramePiece& piece) {
  if (piece.first && begins_message(piece.header.opcode)) compressed_ = piece.header.rsv != 0;
  const std::uint64_t before = assembler_.in_message() ? assembler_.length() : 0;
  const auto result = compressed_ ? add_compressed(assembler_, *decompressor_, piece) : assembler_.add(piece);
  if (const auto* violation = std::get_if<Violation>(&result)) return fail(*violation);
  if (compressed_) inflated_ += assembler_.length() - before;
  if (const auto* message = std::get_if<Message>(&result)) {
    if (compressed_ && observer_ != nullptr) observer_->on_inflated(Flow::In, message->payload);
    return *message;
  }
  return std::nullopt;
}

std::optional<Event> Receiver::take_control(const FramePiece& piece) {
  Bytes payload = piece.payload;
  if (!piece.first || !piece.last) {
    if (piece.first) control_.clear();
    control_.append(payload);
    payload = std::as_const(control_).bytes();
  }
  if (!piece.last) return std::nullopt;
  switch (piece.header.opcode) {
    case Opcode::Ping:
      return Ping{payload};
    case Opcode::Pong:
      return Pong{payload};
    default:
      break;
  }
  const ClosePayload close = read_close(payload);
  if (!close.violations.empty()) return fail(close.violations.first());
  return finish({close.code, close.reason, State::ClosedByPeer});
}

// RFC 6455 5.5.1: everything after a Close frame is ignored.
Event Receiver::finish(const CloseEvent& event) {
  finished_ = true;
  take(unread().size());
  return event;
}

// RFC 6455 7.1.7: "An endpoint MUST NOT continue to attempt to process data (including a responding Close
// frame) from the remote endpoint after being instructed to _Fail the WebSocket Connection_."
Event Receiver::fail(Violation violation) {
  const ViolationInfo& what = info(violation);
  return finish({what.close_code, what.words, State::Failed, violation});
}

}  // namespace ws101
