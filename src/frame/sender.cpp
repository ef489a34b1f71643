#include "frame/sender.hpp"

#include <algorithm>
#include <cstring>
#include <variant>

#include "frame/mask.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kQueueToKeep = std::size_t{256} << 10;  // an empty queue with more memory frees it

// True if one of the frames is a complete Close frame.
bool holds_close(Bytes frames) {
  for (;;) {
    const auto result = read_header(frames);
    const auto* header = std::get_if<FrameHeader>(&result);
    if (header == nullptr || frames.size() - header->size() < header->length) return false;
    if (header->opcode == Opcode::Close) return true;
    frames = frames.subspan(header->size() + static_cast<std::size_t>(header->length));
  }
}

}  // namespace

// ---- What may be sent -----------------------------------------------------------------------------------------------

std::optional<QueuedFrame> Sender::send(Opcode kind, Bytes payload) {
  // RFC 6455 5.5.1: "The application MUST NOT send any more data frames after sending a Close frame."
  if (state_ != State::Open || !begins_message(kind)) return std::nullopt;
  if (compressor_ != nullptr) return send_compressed(kind, payload);
  return queue(kind, payload);
}

std::optional<QueuedFrame> Sender::ping(Bytes payload) {
  if (state_ != State::Open || payload.size() > kMaxControlPayload) return std::nullopt;
  return queue(Opcode::Ping, payload);
}

std::optional<QueuedFrame> Sender::pong(Bytes payload) {
  if (state_ != State::Open || payload.size() > kMaxControlPayload) return std::nullopt;
  return queue(Opcode::Pong, payload);
}

std::optional<QueuedFrame> Sender::close(CloseCode code, std::string_view reason) {
  // RFC 6455 7.1.2: "an endpoint MUST send a Close control frame, as described in Section 5.5.1, whose status
  // code is set to /code/ and whose close reason is set to /reason/."
  if (state_ != State::Open || (code != CloseCode::NoStatus && !may_be_sent(code))) return std::nullopt;
  const QueuedFrame frame = queue_close(code, reason);
  state_ = State::CloseSent;
  return frame;
}

bool Sender::send_encoded(Bytes frames) {
  if (state_ != State::Open) return false;
  keep();
  borrowed_ = frames;
  if (holds_close(frames)) state_ = State::CloseSent;
  return true;
}

void Sender::append(Bytes frames) {
  if (state_ != State::Open || frames.empty()) return;
  keep();
  borrowed_ = frames;
  keep();
}

// ---- What the protocol requires -------------------------------------------------------------------------------------

Sender::Answer Sender::answer(Event& event) {
  if (std::holds_alternative<Message>(event)) return {state_ == State::Open, std::nullopt};
  if (const auto* ping = std::get_if<Ping>(&event)) {
    if (is_closed(state_)) return {};
    // RFC 6455 5.5.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response, unless
    // it already received a Close frame."
    // RFC 6455 5.5.3: "A Pong frame sent in response to a Ping frame must have identical 'Application data' as
    // found in the message body of the Ping frame being replied to."
    return {true, queue(Opcode::Pong, ping->payload)};
  }
  auto* close = std::get_if<CloseEvent>(&event);
  if (close == nullptr) return {};

  Answer answer;
  if (state_ == State::Open && close->state == State::ClosedByPeer) {
    // RFC 6455 5.5.1: "If an endpoint receives a Close frame and did not previously send a Close frame, the
    // endpoint MUST send a Close frame in response."
    answer.frame = queue_close(close->code, {});
  } else if (state_ == State::Open && close->state == State::Failed) {
    answer.frame = queue_close(close->code, close->reason);
  } else if (state_ == State::CloseSent && close->state == State::ClosedByPeer) {
    close->state = State::ClosedByUs;
  }
  state_ = close->state;
  return answer;
}

// ---- The queue ------------------------------------------------------------------------------------------------------

QueuedFrame Sender::queue_close(CloseCode code, std::string_view reason) {
  our_close_ = make_close(code, reason);
  return queue(Opcode::Close, our_close_);
}

// Compresses the message if that makes it shorter. Everything that can throw comes before compress(), which
// adds the message to the window.
QueuedFrame Sender::send_compressed(Opcode kind, Bytes message) {
  keep();  // the borrowed payload may be in the compressor's memory
  room(kMaxHeaderSize + (keys_ != nullptr ? message.size() : std::min(message.size(), kLongPayload)));
  const Bytes compressed = compressor_->compress(message);
  if (compressed.empty()) return queue(kind, message);
  QueuedFrame frame = queue(kind, compressed, kCompressedBit);
  frame.message = message;
  return frame;
}

QueuedFrame Sender::queue(Opcode opcode, Bytes payload, std::uint8_t rsv) {
  keep();
  QueuedFrame frame{{}, payload, true};
  frame.header.rsv = rsv;
  frame.header.opcode = opcode;
  frame.header.length = payload.size();
  frame.header.length_form = shortest_form(payload.size());
  if (keys_ != nullptr) {
    // RFC 6455 5.1: "a client MUST mask all frames that it sends to the server"
    // RFC 6455 5.3: "A masked frame MUST have the field frame-masked set to 1"
    frame.header.masked = true;
    // RFC 6455 5.3: "The masking key is a 32-bit value chosen at random by the client."
    // RFC 6455 5.3: "When preparing a masked frame, the client MUST pick a fresh masking key from the set of
    // allowed 32-bit values."
    frame.header.key = keys_->next_key();
  }  // RFC 6455 5.1: "A server MUST NOT mask any frames that it sends to the client."

  std::array<std::uint8_t, kMaxHeaderSize> bytes;
  const Bytes header = Bytes(bytes).first(serialise_header(frame.header, bytes));
  const bool borrow = keys_ == nullptr && payload.size() >= kLongPayload;
  const std::size_t size = header.size() + (borrow ? 0 : payload.size());
  const MutableBytes to = room(size).first(size);
  std::copy(header.begin(), header.end(), to.begin());
  if (borrow) {
    borrowed_ = payload;
  } else if (keys_ != nullptr) {
    copy_masked(to.subspan(header.size()), payload, frame.header.key);
  } else if (!payload.empty()) {
    std::memcpy(to.data() + header.size(), payload.data(), payload.size());
  }
  queue_.grow(size);
  return frame;
}

// Space at the end of the queue. Moves the unsent bytes to the front if that is cheaper than more memory.
MutableBytes Sender::room(std::size_t wanted) {
  const MutableBytes waiting = queue_.bytes().subspan(sent_);
  if (sent_ >= waiting.size() && queue_.capacity() - queue_.size() < wanted) {
    if (!waiting.empty()) std::memmove(queue_.data(), waiting.data(), waiting.size());
    queue_.truncate(waiting.size());
    sent_ = 0;
  }
  return queue_.room(wanted);
}

void Sender::sent(std::size_t count) {
  const std::size_t queued = std::min(count, queue_.size() - sent_);
  sent_ += queued;
  borrowed_ = borrowed_.subspan(count - queued);
  if (sent_ < queue_.size()) return;
  queue_.clear();
  sent_ = 0;
  if (queue_.capacity() > kQueueToKeep) queue_.release();
}

void Sender::keep() {
  if (borrowed_.empty()) return;
  const MutableBytes to = room(borrowed_.size());
  std::memcpy(to.data(), borrowed_.data(), borrowed_.size());
  queue_.grow(borrowed_.size());
  borrowed_ = {};
}

void Sender::release_idle() {
  if (queue_.size() == 0) queue_.release();
  if (compressor_ != nullptr && borrowed_.empty()) compressor_->release_idle();
}

}  // namespace ws101
