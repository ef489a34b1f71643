#include "wscheck/talk.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "describe/sentence.hpp"
#include "frame/mask.hpp"
#include "text/counted.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kMostFrames = 400'000;  // of one case; a peer that sends more never stops
constexpr std::size_t kMostKeys = 64;
constexpr int kPatient = 6;  // times the usual patience
constexpr std::chrono::milliseconds kCutPause{15};
constexpr std::chrono::milliseconds kLeavingTime{400};

HeaderRules rules_for(Role role) {
  HeaderRules rules;
  rules.reader = role;
  return rules;
}

}  // namespace

Talk::Talk(Wire wire, Role role, const Settings& settings, Transcript& transcript)
    : wire_(std::move(wire)),
      role_(role),
      settings_(settings),
      transcript_(transcript),
      patience_(settings.timeout),
      limit_(Clock::now() + settings.case_limit()),
      decoder_(rules_for(role), OnViolation::Report) {}

// ---- saying -------------------------------------------------------------------------------------

void Talk::says(const Frame& frame) {
  write({frame}, 0);
}

void Talk::says_together(const std::vector<Frame>& frames) {
  write(frames, 0);
}

void Talk::says_in_turn(const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) says(frame);
}

void Talk::says_in_pieces(const std::vector<Frame>& frames, std::size_t size) {
  write(frames, size);
}

void Talk::says_bytes(std::string_view bytes) {
  transcript_.bytes(From::Us, bytes);
  send(bytes_of(bytes));
}

void Talk::says_bytes_silently(std::string_view bytes) {
  send(bytes_of(bytes));
}

void Talk::says_with_request(const Frame& frame) {
  const std::string head = request().text();
  transcript_.bytes(From::Us, head);
  std::vector<std::uint8_t> all(head.begin(), head.end());
  const std::vector<std::uint8_t> wire = encode({frame});
  all.insert(all.end(), wire.begin(), wire.end());
  transcript_.note(From::Us, "in one segment");
  send(all);
}

void Talk::says_rest(std::string payload, std::size_t offset) {
  transcript_.note(From::Us, std::to_string(payload.size()) + " bytes more of that frame");
  std::vector<std::uint8_t> bytes(payload.begin(), payload.end());
  if (said_.masked) apply_mask(bytes, said_.key, offset);
  send(bytes);
}

void Talk::ends_sending() {
  transcript_.note(From::Us, "our half of TCP ends");
  wire_.end_sending();
}

void Talk::pauses(std::chrono::milliseconds time) {
  std::this_thread::sleep_for(std::min(time, settings_.timeout));
}

void Talk::says_cut(const Frame& frame, std::size_t at) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  transcript_.note(From::Us, "cut after byte " + std::to_string(at) + ", with a pause");
  send(Bytes(bytes).first(std::min(at, bytes.size())));
  std::this_thread::sleep_for(kCutPause);
  send(Bytes(bytes).subspan(std::min(at, bytes.size())));
}

void Talk::says_first_in_bytes(const Frame& frame, std::size_t count) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  transcript_.note(From::Us, "the first " + std::to_string(count) + " bytes one by one");
  send_cut(Bytes(bytes).first(std::min(count, bytes.size())), 1);
  send(Bytes(bytes).subspan(std::min(count, bytes.size())));
}

void Talk::says_without_reading(const Frame& frame) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  if (wire_.valid()) wire_.send(bytes, settings_.timeout, limit_);
}

void Talk::write(const std::vector<Frame>& frames, std::size_t segment) {
  const std::vector<std::uint8_t> bytes = encode(frames);
  if (frames.size() > 1 && segment == 0) transcript_.note(From::Us, "in one segment");
  if (segment == 0) return send(bytes);
  transcript_.note(From::Us, "in segments of " + counted(segment, "byte"));
  send_cut(bytes, segment);
}

void Talk::send_cut(Bytes bytes, std::size_t size) {
  for (std::size_t at = 0; at < bytes.size(); at += size)
    send(bytes.subspan(at, std::min(size, bytes.size() - at)));
}

std::vector<std::uint8_t> Talk::encode(const std::vector<Frame>& frames) {
  std::vector<std::uint8_t> bytes;
  for (const Frame& frame : frames) {
    const FrameHeader header = header_of(frame, role_ == Role::Client, keys_.next_key());
    const std::vector<std::uint8_t> wire = wire_of(header, frame.payload);
    bytes.insert(bytes.end(), wire.begin(), wire.end());
    transcript_.frame(From::Us, header, bytes_of(frame.payload));
    said_ = header;
    close_sent_ = close_sent_ || frame.opcode == Opcode::Close;
  }
  return bytes;
}

void Talk::send(Bytes bytes) {
  if (!wire_.valid()) return;
  if (!wire_.send(bytes, patience_, limit_)) transcript_.note(From::Us, "the peer took no more");
}

// ---- reading ------------------------------------------------------------------------------------

Clock::time_point Talk::after(std::chrono::milliseconds time) const {
  return settings_.is_stopped() ? Clock::now() : std::min(limit_, Clock::now() + time);
}

// Reads once. False if nothing came, or nothing more will.
bool Talk::pump(Clock::time_point deadline) {
  const Wire::Got before = ending_;
  ending_ = wire_.receive(received_, deadline);
  if (before != ending_ && ended()) transcript_.note(From::Peer, ending());
  if (ending_ == Wire::Got::TooMuch)
    fail("it never stops sending: " + std::to_string(kMostInACase >> 20) + " MiB", "");
  take_frames();
  return ending_ == Wire::Got::Bytes;
}

// Whether it is done; not so if nothing more comes.
bool Talk::hear_until(const std::function<bool()>& done) {
  take_frames();  // of what came behind a head
  while (!done()) {
    if (!pump(after(patience_))) return done();
  }
  return true;
}

void Talk::take_frames() {
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
void Talk::judge_header() {
  if (!violations_.empty()) {
    transcript_.frame(From::Peer, header_, {});
    fail("it sends a frame that breaks a rule: " + describe(violations_.first(), header_),
         std::string(info(violations_.first()).words));
  }
  if (header_.masked && peer_keys_.size() < kMostKeys) peer_keys_.push_back(header_.key);
  if (header_.length > kMostPayload) {
    transcript_.frame(From::Peer, header_, {});
    fail("it announces a frame of " + std::to_string(header_.length) + " bytes; nothing so long was sent",
         "");
  }
}

void Talk::finish_frame() {
  transcript_.frame(From::Peer, header_, bytes_of(payload_));
  if (++frames_ > kMostFrames) fail("it never stops sending: " + std::to_string(kMostFrames) + " frames", "");
  switch (header_.opcode) {
    case Opcode::Ping:
      if (pings_.size() < kMostKeys) pings_.push_back(payload_);
      if (!close_sent_) says(pong(std::exchange(payload_, {})));
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
  if (header_.fin) messages_.push_back(std::exchange(message_, {}));
}

void Talk::listens(std::chrono::milliseconds time) {
  const Clock::time_point end = after(time);
  while (pump(end)) {
  }
}

void Talk::listens_for_message(std::chrono::milliseconds time) {
  const Clock::time_point end = after(time);
  while (messages_.empty() && !close_ && pump(end)) {
  }
}

void Talk::leaves() {
  if (!wire_.valid()) return;
  try {
    if (opened_ && !close_sent_ && !ended()) says(close(1000));
    const Clock::time_point end = after(kLeavingTime);
    do {
      // 7.1.1: a client waits for the server to end TCP.
      if (role_ == Role::Server && close_) wire_.end_sending();
    } while (!ended() && pump(end));
  } catch (const Judgement&) {  // the case is over
  }
  wire_.close();
}

// ---- the outcome --------------------------------------------------------------------------------

bool Talk::ping_came(std::string_view payload) const {
  return std::find(pings_.begin(), pings_.end(), payload) != pings_.end();
}

const HandshakeIssue* Talk::find_issue(HandshakeViolation violation) const {
  for (const HandshakeIssue& issue : head_issues_) {
    if (issue.violation == violation) return &issue;
  }
  return nullptr;
}

void Talk::is_patient() {
  patience_ = settings_.timeout * kPatient;
  limit_ = Clock::now() + settings_.case_limit() * 2;
}

void Talk::forgive(const std::string& words) {
  forgiven_ = true;
  remark(words);
}

void Talk::remark(const std::string& words) {
  if (!remarks_.empty()) remarks_ += "; ";
  remarks_ += words;
}

std::string Talk::ending() const {
  if (ending_ == Wire::Got::End) return "TCP ended";
  if (ending_ == Wire::Got::Reset) return "TCP was reset";
  const auto timeout = patience_.count();
  return "nothing came for " +
         (timeout % 1000 == 0 ? std::to_string(timeout / 1000) + " s" : std::to_string(timeout) + " ms");
}

}  // namespace ws101::wscheck
