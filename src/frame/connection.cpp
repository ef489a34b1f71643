#include "frame/connection.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "frame/close_payload.hpp"
#include "frame/mask.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kMaskedChunk = std::size_t{64} << 10;  // how much a client masks before it hands it on
constexpr std::size_t kMaxRead = std::size_t{64}
                                 << 10;  // of a long message: still in the cache when unmasked
constexpr std::size_t kGrowth = 4;       // the receive buffer: 1, 4, 16, 64, 256 KiB
constexpr std::uint8_t kSmallReadsToShrink = 100;

// What the beginning of a header decides already, before the rest of it has come: two bytes, whether a data frame may
// stand here; its length's first bytes, that the message gets too large. With zeros for what is missing the length is
// the least that it can become.
ViolationSet judge_beginning(Bytes in, const MessageAssembler& assembler) {
  if (in.size() < 2) return {};
  std::array<std::uint8_t, kMaxHeaderSize> bytes{};
  std::copy_n(in.begin(), std::min(in.size(), bytes.size()), bytes.begin());
  const auto header = std::get<FrameHeader>(read_header(bytes));
  return is_control(header.opcode) ? ViolationSet{} : assembler.judge(header);
}

}  // namespace

Connection::Connection(Role role, const MessageLimits& limits, MaskSource* keys)
    : role_(role), keys_(keys), decoder_(HeaderRules{role, 0}), assembler_(limits) {}

// ---- Input: where the bytes go ----------------------------------------------------------------------------

MutableBytes Connection::prepare() {
  const std::uint64_t remaining = decoder_.remaining();
  const std::size_t unread = buffer_.size() - taken_;
  // A long frame goes straight into its message: no copy, and few large reads.
  direct_ = {};
  if (!closed() && unread == 0 && !is_control(decoder_.header().opcode) && remaining >= kMaxRead &&
      remaining > buffer_.capacity() - buffer_.size() && (assembler_.stored() || remaining > kLargeBuffer)) {
    direct_ = assembler_.room(static_cast<std::size_t>(std::min<std::uint64_t>(remaining, kMaxRead)));
    buffer_.clear();
    taken_ = 0;
    return direct_;
  }
  make_space();
  const MutableBytes space = buffer_.room(1);
  offered_ = space.size();
  return space;
}

// What is not yet taken moves to the front, unless it is nothing (the common case) or there is enough space
// behind it. A read that filled the space means that more is waiting: then the buffer grows as well.
void Connection::make_space() {
  const std::size_t unread = buffer_.size() - taken_;
  const std::uint64_t wanted = std::min<std::uint64_t>(decoder_.remaining() + kMaxHeaderSize, kLargeBuffer);
  const bool grow = filled_ && buffer_.capacity() < kLargeBuffer;
  filled_ = false;
  if (unread == 0 && !assembler_.has_view()) {
    buffer_.clear();
    taken_ = 0;
  } else if (grow || buffer_.capacity() - buffer_.size() < wanted) {
    assembler_.detach();
    if (unread > 0) std::memmove(buffer_.data(), buffer_.data() + taken_, unread);
    buffer_.truncate(unread);
    taken_ = 0;
  }
  if (buffer_.capacity() == 0) buffer_.set_capacity(kSmallBuffer);
  if (taken_ > 0) return;  // the view of a message lies in front
  std::size_t capacity = grow ? buffer_.capacity() * kGrowth : buffer_.capacity();
  while (capacity < wanted) capacity *= kGrowth;
  if (capacity > buffer_.capacity()) buffer_.set_capacity(capacity);
}

// Many small reads mean that the space is wasted.
void Connection::shrink_after(std::size_t received) {
  if (filled_ || received >= buffer_.capacity() / (2 * kGrowth) || buffer_.capacity() <= kSmallBuffer) {
    small_reads_ = 0;
  } else if (++small_reads_ == kSmallReadsToShrink) {
    buffer_.set_capacity(buffer_.capacity() / kGrowth);
    small_reads_ = 0;
  }
}

void Connection::release_idle() {
  if (closed()) assembler_.give_up();
  assembler_.release_idle();
  masked_.release();
  if (decoder_.between_frames() || closed()) control_.release();
  filled_ = false;
  if (buffer_.size() == taken_ && !assembler_.has_view()) {
    buffer_.release();
    taken_ = 0;
  }
}

std::size_t Connection::memory() const {
  return buffer_.capacity() + assembler_.capacity() + control_.capacity() + masked_.capacity();
}

// ---- Input: what the bytes mean ---------------------------------------------------------------------------

void Connection::commit(std::size_t received, Handler& handler, Output& output) {
  if (!direct_.empty()) {
    // The space was the end of the message; the pieces find themselves already in place.
    MutableBytes in = direct_.first(received);
    take(in, handler, output);
    return;
  }
  buffer_.grow(received);
  filled_ = received == offered_;
  MutableBytes in = buffer_.bytes().subspan(taken_);
  {
    // Also when a handler throws: what was taken before stays taken.
    struct NoteTaken {
      Connection& connection;
      const MutableBytes& left;
      ~NoteTaken() { connection.taken_ = connection.buffer_.size() - left.size(); }
    } const note{*this, in};
    take(in, handler, output);
  }
  if (taken_ == buffer_.size() && !assembler_.has_view()) {
    buffer_.clear();
    taken_ = 0;
    shrink_after(received);
  }
}

void Connection::take(MutableBytes& in, Handler& handler, Output& output) {
  for (;;) {
    take_short(in, handler, output);
    if (closed()) break;
    if (in.empty()) return;  // the usual end of a batch
    const auto result = decoder_.next(in);
    const auto* piece = std::get_if<FramePiece>(&result);
    if (piece == nullptr) {
      // In the order in which the bytes decide, and so the same in every split: the first two, then the length.
      ViolationSet found = decoder_.between_frames() ? judge_beginning(in, assembler_) : ViolationSet{};
      if (const auto* violation = std::get_if<Violation>(&result)) found.add(*violation);
      if (found.empty()) return;
      fail(found.first(), handler, output);
      break;
    }
    take_piece(*piece, handler, output);
  }
  in = {};  // RFC 6455 5.5.1: nothing that follows a Close frame is looked at
}

// The fast way for short messages, until something else comes. Without it they take the general way, and that comes to
// the same.
void Connection::take_short(MutableBytes& in, Handler& handler, Output& output) {
  if (observer_ != nullptr || !assembler_.takes_whole(kMaxLength7)) return;
  while (state_ == State::Open) {
    const std::optional<ShortMessage> message = decoder_.next_short(in);
    if (!message) return;
    if (message->kind == Opcode::Text && !is_utf8(message->payload)) {
      return fail(Violation::TextNotUtf8, handler, output);
    }
    handler.on_message(message->kind, message->payload);
  }
}

void Connection::take_piece(const FramePiece& piece, Handler& handler, Output& output) {
  if (observer_ != nullptr) {
    observer_->on_frame(Flow::In, piece.header, piece.payload, piece.offset, piece.last);
  }
  // RFC 6455 5.4: "An endpoint MUST be capable of handling control frames in the middle of a fragmented
  // message."
  if (is_control(piece.header.opcode)) {
    take_control(piece, handler, output);
  } else {
    take_data(piece, handler, output);
  }
}

void Connection::take_data(const FramePiece& piece, Handler& handler, Output& output) {
  const auto result = assembler_.add(piece);
  if (const auto* violation = std::get_if<Violation>(&result)) return fail(*violation, handler, output);
  const auto* message = std::get_if<Message>(&result);
  if (message != nullptr && state_ == State::Open) handler.on_message(message->kind, message->payload);
}

void Connection::take_control(const FramePiece& piece, Handler& handler, Output& output) {
  Bytes payload = piece.payload;
  if (!piece.first || !piece.last) {
    if (piece.first) control_.clear();
    control_.append(payload);
    payload = std::as_const(control_).bytes();
  }
  if (!piece.last) return;
  switch (piece.header.opcode) {
    case Opcode::Ping:
      // RFC 6455 5.5.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response, unless
      // it already received a Close frame."
      // RFC 6455 5.5.3: "A Pong frame sent in response to a Ping frame must have identical 'Application data' as
      // found in the message body of the Ping frame being replied to."
      write_frame(Opcode::Pong, payload, output);
      handler.on_ping(payload);
      break;
    case Opcode::Pong:
      handler.on_pong(payload);
      break;
    default:
      take_close(payload, handler, output);
  }
}

void Connection::take_close(Bytes payload, Handler& handler, Output& output) {
  const ClosePayload close = read_close(payload);
  if (!close.violations.empty()) return fail(close.violations.first(), handler, output);
  if (state_ == State::Open) {
    // RFC 6455 5.5.1: "If an endpoint receives a Close frame and did not previously send a Close frame, the
    // endpoint MUST send a Close frame in response."
    state_ = State::ClosedByPeer;
    write_frame(Opcode::Close, CloseBody(close.code).bytes(), output);
  } else {
    state_ = State::ClosedByUs;
  }
  handler.on_close({close.code, close.reason, state_, std::nullopt});
}

// RFC 6455 7.1.7: "An endpoint MUST NOT continue to attempt to process data (including a responding Close
// frame) from the remote endpoint after being instructed to _Fail the WebSocket Connection_."
void Connection::fail(Violation violation, Handler& handler, Output& output) {
  const ViolationInfo& what = info(violation);
  const bool close_is_due = state_ == State::Open;
  state_ = State::Failed;  // before anything that might throw
  if (close_is_due) write_frame(Opcode::Close, CloseBody(what.close_code, what.words).bytes(), output);
  handler.on_close({what.close_code, what.words, state_, violation});
}

void Connection::commit_eof(Handler& handler) {
  if (closed()) return;
  // RFC 6455 7.2.1: "If at any point the underlying transport layer connection is unexpectedly lost, the
  // client MUST _Fail the WebSocket Connection_."
  state_ = State::Lost;
  // RFC 6455 7.1.5: "If _The WebSocket Connection is Closed_ and no Close control frame was received by the
  // endpoint [...], _The WebSocket Connection Close Code_ is considered to be 1006."
  handler.on_close({CloseCode::Abnormal, "TCP ended without a Close frame", state_, std::nullopt});
}

// ---- Output -----------------------------------------------------------------------------------------------

bool Connection::send(Opcode kind, Bytes payload, Output& output) {
  // RFC 6455 5.5.1: "The application MUST NOT send any more data frames after sending a Close frame."
  if (state_ != State::Open || !begins_message(kind)) return false;
  write_frame(kind, payload, output);
  return true;
}

bool Connection::ping(Bytes payload, Output& output) {
  if (state_ != State::Open || payload.size() > kMaxControlPayload) return false;
  write_frame(Opcode::Ping, payload, output);
  return true;
}

bool Connection::pong(Bytes payload, Output& output) {
  if (state_ != State::Open || payload.size() > kMaxControlPayload) return false;
  write_frame(Opcode::Pong, payload, output);
  return true;
}

bool Connection::close(CloseCode code, std::string_view reason, Output& output) {
  // RFC 6455 7.1.2: "an endpoint MUST send a Close control frame, as described in Section 5.5.1, whose status
  // code is set to /code/ and whose close reason is set to /reason/."
  if (state_ != State::Open || (code != CloseCode::NoStatus && !may_be_sent(code))) return false;
  write_frame(Opcode::Close, CloseBody(code, reason).bytes(), output);
  state_ = State::CloseSent;
  return true;
}

void Connection::close_was_sent() {
  if (state_ == State::Open) state_ = State::CloseSent;
}

void Connection::write_frame(Opcode opcode, Bytes payload, Output& output) {
  // The fast way for a server's short frames: FIN and the opcode, no mask and the length. write_any_frame() comes
  // to the same.
  if (role_ == Role::Server && payload.size() <= kMaxLength7 && observer_ == nullptr) {
    const std::array<std::uint8_t, 2> head = {
        static_cast<std::uint8_t>(0x80 | static_cast<std::uint8_t>(opcode)),
        static_cast<std::uint8_t>(payload.size())};
    return output.write(head, payload);
  }
  write_any_frame(opcode, payload, output);
}

void Connection::write_any_frame(Opcode opcode, Bytes payload, Output& output) {
  FrameHeader header;
  header.opcode = opcode;
  header.length = payload.size();
  header.length_form = shortest_form(header.length);
  std::array<std::uint8_t, kMaxHeaderSize> bytes;
  if (role_ == Role::Server) {
    // RFC 6455 5.1: "A server MUST NOT mask any frames that it sends to the client."
    if (observer_ != nullptr) observer_->on_frame(Flow::Out, header, payload, 0, true);
    output.write(Bytes(bytes).first(serialise_header(header, bytes)), payload);
    return;
  }
  // RFC 6455 5.1: "a client MUST mask all frames that it sends to the server"
  // RFC 6455 5.3: "The masking key is a 32-bit value chosen at random by the client."
  // RFC 6455 5.3: "A masked frame MUST have the field frame-masked set to 1"
  header.masked = true;
  // RFC 6455 5.3: "When preparing a masked frame, the client MUST pick a fresh masking key from the set of
  // allowed 32-bit values."
  header.key = keys_->next_key();
  if (observer_ != nullptr) observer_->on_frame(Flow::Out, header, payload, 0, true);
  Bytes head = Bytes(bytes).first(serialise_header(header, bytes));
  // The caller's payload is not ours to change, so a masked copy is made, a chunk at a time.
  std::size_t done = 0;
  do {
    const std::size_t count = std::min(payload.size() - done, kMaskedChunk);
    masked_.clear();
    const MutableBytes copy = masked_.room(count).first(count);
    copy_masked(copy, payload.subspan(done, count), header.key, done);
    output.write(head, copy);
    head = {};
    done += count;
  } while (done < payload.size());
}

}  // namespace ws101
