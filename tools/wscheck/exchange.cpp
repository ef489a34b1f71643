#include "wscheck/exchange.hpp"

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

Exchange::Exchange(Wire wire, Role role, const Settings& settings, Transcript& transcript)
    : wire_(std::move(wire)),
      role_(role),
      settings_(settings),
      transcript_(transcript),
      patience_(settings.timeout),
      limit_(Clock::now() + settings.case_limit()),
      decoder_(rules_for(role), OnViolation::Report) {}

// ---- saying -------------------------------------------------------------------------------------

void Exchange::says(const Frame& frame) {
  write({frame}, 0);
}

void Exchange::says_together(const std::vector<Frame>& frames) {
  write(frames, 0);
}

void Exchange::says_in_turn(const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) says(frame);
}

void Exchange::says_in_pieces(const std::vector<Frame>& frames, std::size_t size) {
  write(frames, size);
}

void Exchange::says_bytes(std::string_view bytes) {
  transcript_.bytes(From::Us, bytes);
  send(bytes_of(bytes));
}

void Exchange::says_bytes_silently(std::string_view bytes) {
  send(bytes_of(bytes));
}

void Exchange::says_with_request(const Frame& frame) {
  const std::string head = request().text();
  transcript_.bytes(From::Us, head);
  std::vector<std::uint8_t> all(head.begin(), head.end());
  const std::vector<std::uint8_t> wire = encode({frame});
  all.insert(all.end(), wire.begin(), wire.end());
  transcript_.note(From::Us, "in one segment");
  send(all);
}

void Exchange::says_rest(std::string payload, std::size_t offset) {
  transcript_.note(From::Us, std::to_string(payload.size()) + " bytes more of that frame");
  std::vector<std::uint8_t> bytes(payload.begin(), payload.end());
  if (said_.masked) apply_mask(bytes, said_.key, offset);
  send(bytes);
}

void Exchange::ends_sending() {
  transcript_.note(From::Us, "our half of TCP ends");
  wire_.end_sending();
}

void Exchange::pauses(std::chrono::milliseconds time) {
  std::this_thread::sleep_for(std::min(time, settings_.timeout));
}

void Exchange::says_cut(const Frame& frame, std::size_t at) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  transcript_.note(From::Us, "cut after byte " + std::to_string(at) + ", with a pause");
  send(Bytes(bytes).first(std::min(at, bytes.size())));
  std::this_thread::sleep_for(kCutPause);
  send(Bytes(bytes).subspan(std::min(at, bytes.size())));
}

void Exchange::says_first_in_bytes(const Frame& frame, std::size_t count) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  transcript_.note(From::Us, "the first " + std::to_string(count) + " bytes one by one");
  send_cut(Bytes(bytes).first(std::min(count, bytes.size())), 1);
  send(Bytes(bytes).subspan(std::min(count, bytes.size())));
}

void Exchange::says_without_reading(const Frame& frame) {
  const std::vector<std::uint8_t> bytes = encode({frame});
  if (wire_.valid()) wire_.send(bytes, settings_.timeout, limit_);
}

void Exchange::write(const std::vector<Frame>& frames, std::size_t segment) {
  const std::vector<std::uint8_t> bytes = encode(frames);
  if (frames.size() > 1 && segment == 0) transcript_.note(From::Us, "in one segment");
  if (segment == 0) return send(bytes);
  transcript_.note(From::Us, "in segments of " + counted(segment, "byte"));
  send_cut(bytes, segment);
}

void Exchange::send_cut(Bytes bytes, std::size_t size) {
  for (std::size_t at = 0; at < bytes.size(); at += size)
    send(bytes.subspan(at, std::min(size, bytes.size() - at)));
}

std::vector<std::uint8_t> Exchange::encode(const std::vector<Frame>& frames) {
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

void Exchange::send(Bytes bytes) {
  if (!wire_.valid()) return;
  if (!wire_.send(bytes, patience_, limit_)) transcript_.note(From::Us, "the peer took no more");
}

// ---- the end ------------------------------------------------------------------------------------

void Exchange::leaves() {
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

bool Exchange::ping_came(std::string_view payload) const {
  return std::find(pings_.begin(), pings_.end(), payload) != pings_.end();
}

const HandshakeIssue* Exchange::find_issue(HandshakeViolation violation) const {
  for (const HandshakeIssue& issue : head_issues_) {
    if (issue.violation == violation) return &issue;
  }
  return nullptr;
}

void Exchange::is_patient() {
  patience_ = settings_.timeout * kPatient;
  limit_ = Clock::now() + settings_.case_limit() * 2;
}

void Exchange::forgive(const std::string& words) {
  forgiven_ = true;
  remark(words);
}

void Exchange::remark(const std::string& words) {
  if (!remarks_.empty()) remarks_ += "; ";
  remarks_ += words;
}

std::string Exchange::ending() const {
  if (ending_ == Wire::Got::End) return "TCP ended";
  if (ending_ == Wire::Got::Reset) return "TCP was reset";
  const auto timeout = patience_.count();
  return "nothing came for " +
         (timeout % 1000 == 0 ? std::to_string(timeout / 1000) + " s" : std::to_string(timeout) + " ms");
}

}  // namespace ws101::wscheck
