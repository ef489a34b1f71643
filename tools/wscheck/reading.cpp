// What comes from the peer, taken apart: the part of Exchange that reads, and judges every frame by itself.
#include <algorithm>
#include <utility>

#include "describe/sentence.hpp"
#include "frame/compression.hpp"
#include "wscheck/exchange.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kMostFrames = 400'000;  // of one case; a peer that sends more never stops
constexpr std::size_t kMostKept = 64;         // keys and Pings of the peer

}  // namespace

Clock::time_point Exchange::after(std::chrono::milliseconds time) const {
  return settings_.is_stopped() ? Clock::now() : std::min(limit_, Clock::now() + time);
}

// Reads once. False if nothing came, or nothing more will.
bool Exchange::pump(Clock::time_point deadline) {
  const Wire::Got before = ending_;
  ending_ = wire_.receive(received_, deadline);
  if (before != ending_ && ended()) transcript_.note(From::Peer, ending());
  if (ending_ == Wire::Got::TooMuch)
    fail("it never stops sending: " + std::to_string(kMostInACase >> 20) + " MiB", "");
  take_frames();
  return ending_ == Wire::Got::Bytes;
}

// Whether it is done; not so if nothing more comes.
bool Exchange::hear_until(const std::function<bool()>& done) {
  take_frames();  // of what came behind a head
  while (!done()) {
    if (!pump(after(patience_))) return done();
  }
  return true;
}

void Exchange::take_frames() {
  if (!opened_) return;
  MutableBytes in(received_);
  for (;;) {
    const auto result = decoder_.next(in);
    const FramePiece* const piece = std::get_if<FramePiece>(&result);
    if (piece == nullptr) break;
    if (piece->first) {
      header_ = piece->header;
      violations_ = piece->violations;
      payload_.clear();
      judge_header();
    }
    payload_ += text_of(piece->payload);
    if (piece->last) finish_frame();
  }
  received_.erase(received_.begin(), received_.end() - static_cast<std::ptrdiff_t>(in.size()));
}

// Every frame of the peer is judged, whatever the case is about.
void Exchange::judge_header() {
  if (const auto misplaced = misplaced_compressed_bit(header_); misplaced && unpack_) {
    violations_.add(*misplaced);
  }
  if (!violations_.empty()) {
    transcript_.frame(From::Peer, header_, {});
    fail("it sends a frame that breaks a rule: " + describe(violations_.first(), header_),
         std::string(info(violations_.first()).words));
  }
  if (header_.masked && peer_keys_.size() < kMostKept) peer_keys_.push_back(header_.key);
  if (header_.length > kMostPayload) {
    transcript_.frame(From::Peer, header_, {});
    fail("it announces a frame of " + std::to_string(header_.length) + " bytes; nothing so long was sent",
         "");
  }
}

void Exchange::finish_frame() {
  transcript_.frame(From::Peer, header_, bytes_of(payload_));
  if (++frames_ > kMostFrames) fail("it never stops sending: " + std::to_string(kMostFrames) + " frames", "");
  switch (header_.opcode) {
    case Opcode::Ping:
      if (pings_.size() < kMostKept) pings_.push_back(payload_);
      if (!close_sent_ && answers_pings_) says(pong(std::exchange(payload_, {})));
      return;
    case Opcode::Pong:
      pongs_.push_back(std::exchange(payload_, {}));
      return;
    case Opcode::Close:
      ++closes_;
      if (!close_) close_ = std::exchange(payload_, {});
      return;
    default:
      break;
  }
  if (close_) fail("it sends data after its own Close", "nothing after a Close (5.5.1)");
  const bool continues = header_.opcode == Opcode::Continuation;
  if (continues != in_message_) {
    fail(continues ? "it sends a continuation, but no message has begun"
                   : "it begins a message inside another",
         "the fragments of one message, one after the other (5.4)");
  }
  if (!continues) message_ = {header_.opcode, {}, header_.rsv};
  message_.payload += payload_;
  if (message_.payload.size() > kMostPayload) fail("it sends a message that never ends", "");
  in_message_ = !header_.fin;
  if (!header_.fin) return;
  if ((message_.rsv & kCompressedBit) != 0) message_.payload = unpack_(message_.payload);
  messages_.push_back(std::exchange(message_, {}));
}

void Exchange::unpacks(Unpack unpack) {
  unpack_ = std::move(unpack);
  decoder_.set_allowed_rsv(kCompressedBit);
}

void Exchange::listens(std::chrono::milliseconds time) {
  const Clock::time_point end = after(time);
  while (pump(end)) {
  }
}

void Exchange::listens_for_message(std::chrono::milliseconds time) {
  const Clock::time_point end = after(time);
  while (messages_.empty() && !close_ && pump(end)) {
  }
}

}  // namespace ws101::wscheck
