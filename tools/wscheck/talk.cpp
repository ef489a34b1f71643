#include "wscheck/talk.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "frame/mask.hpp"
#include "text/counted.hpp"

namespace ws101::wscheck {
namespace {

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

// ---- the end ------------------------------------------------------------------------------------

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
