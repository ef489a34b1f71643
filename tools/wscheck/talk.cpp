#include "wscheck/talk.hpp"

#include <algorithm>
#include <utility>

#include "describe/close_words.hpp"
#include "frame/close_payload.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::chrono::milliseconds kBeforeProbe{600};
constexpr std::string_view kProbe = "wscheck: still there?";

std::string code_words(CloseCode code) {
  if (code == CloseCode::NoStatus) return "a Close without a code";
  return "Close " + std::to_string(number(code)) + " (" + std::string(name(code)) + ")";
}

std::string message_words(Opcode kind, std::size_t size) {
  return (kind == Opcode::Text ? "a text message of " : "a binary message of ") + counted(size, "byte");
}

// What is different in what came back.
std::string difference(const std::string& sent, const std::string& came) {
  const auto [at, other] = std::mismatch(sent.begin(), sent.end(), came.begin(), came.end());
  const auto same = static_cast<std::size_t>(at - sent.begin());
  if (same == came.size()) {
    return "only the first " + std::to_string(same) + " of " + std::to_string(sent.size()) +
           " bytes came back";
  }
  const std::string quoted = quote_text(bytes_of(came), came.size(), 40);
  if (same == sent.size()) {
    return std::to_string(came.size()) + " bytes came back, more than the " + std::to_string(sent.size()) +
           " that were sent: " + quoted;
  }
  return "other bytes came back, from byte " + std::to_string(same) + " on: " + quoted;
}

}  // namespace

std::string Talk::what_came() const {
  if (close_) {
    const ClosePayload said = read_close(bytes_of(*close_));
    std::string words = "it closed the connection: " + code_words(said.code);
    if (!said.reason.empty()) words += " " + quote_text(bytes_of(said.reason), said.reason.size(), 60);
    return words;
  }
  return ending();
}

Talk::Message Talk::hears_message() {
  hear_until([this] { return !messages_.empty() || close_; });
  if (messages_.empty()) fail(what_came(), "a message");
  Message message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

void Talk::hears(const Frame& sent) {
  const std::string expected = message_words(sent.opcode, sent.payload.size()) + ", the one that was sent";
  hear_until([this] { return !messages_.empty() || close_; });
  if (messages_.empty()) fail(what_came(), expected);
  const Message came = std::move(messages_.front());
  messages_.pop_front();
  if (came.payload != sent.payload) fail(difference(sent.payload, came.payload), expected);
  if (came.kind != sent.opcode) {
    fail(came.kind == Opcode::Text ? "it came back as text" : "it came back as binary", expected);
  }
}

void Talk::may_hear(const Frame& sent) {
  hear_until([this] { return !messages_.empty() || close_ || ended(); });
  if (messages_.empty()) {
    forgive("the message before it was not answered");
  } else {
    hears(sent);
  }
}

void Talk::hears_pong(std::string_view payload) {
  const std::string expected =
      "a Pong with " +
      (payload.empty() ? "no payload" : "the Ping's " + std::to_string(payload.size()) + " bytes");
  std::string other;
  const auto came = [&] {
    while (!pongs_.empty() && pongs_.front() != payload) {
      other = quote_text(bytes_of(pongs_.front()), pongs_.front().size(), 40);
      pongs_.pop_front();
      ++other_pongs_;
    }
    return !pongs_.empty() || close_;
  };
  hear_until(came);
  if (pongs_.empty()) {
    const bool left = close_ || ended();
    fail(other.empty() || left ? what_came() : "a Pong with other bytes: " + other, expected);
  }
  pongs_.pop_front();
}

void Talk::hears_refusal(std::string_view because) {
  const std::string expected = "that it ends the connection: " + std::string(because);
  listens_to_head(kBeforeProbe);
  if (text_of(received_).starts_with("GET ")) {
    remark("it does not take the answer, and asks again on the same connection");
    return resets();
  }
  if (fails_within(kBeforeProbe)) return;
  if (!messages_.empty()) fail("it goes on: a message came", expected);
  says(ping(std::string(kProbe)));
  hear_until([this] { return close_ || !messages_.empty() || !pongs_.empty(); });
  if (close_ || ended()) return;
  fail(pongs_.empty() ? "TCP is still open: " + ending() : "it takes the answer: a Ping is answered",
       expected);
}

bool Talk::is_pinged(std::string_view payload) {
  says(ping(std::string(payload)));
  hear_until([&] { return close_ || std::find(pongs_.begin(), pongs_.end(), payload) != pongs_.end(); });
  if (close_ || ended()) return false;
  hears_pong(payload);
  return true;
}

void Talk::lives() {
  says(ping(std::string(kProbe)));
  hears_pong(kProbe);
}

bool Talk::fails_within(std::chrono::milliseconds time) {
  const Clock::time_point end = after(time);
  while (!close_ && !ended() && pump(end)) {
  }
  return close_ || ended();
}

namespace {

std::string failure_words(std::optional<CloseCode> code, std::string_view because) {
  return "that it fails the connection" + (code ? ", best with " + code_words(*code) : "") + ": " +
         std::string(because);
}

}  // namespace

void Talk::hears_failure(CloseCode code, std::string_view because) {
  const std::string expected = failure_words(code, because);
  hear_failure(expected);
  judge_failure(code, expected);
}

void Talk::hears_failure(std::string_view because) {
  const std::string expected = failure_words(std::nullopt, because);
  hear_failure(expected);
  judge_failure(std::nullopt, expected);
}

void Talk::hear_failure(const std::string& expected) {
  const Clock::time_point end = after(kBeforeProbe);
  while (!close_ && messages_.empty() && !ended() && pump(end)) {
  }
  if (!close_ && messages_.empty() && !ended()) {
    says(ping(std::string(kProbe)));
    hear_until([this] { return close_ || !messages_.empty() || !pongs_.empty(); });
    if (!close_ && !ended() && messages_.empty()) {
      fail(pongs_.empty() ? "it did nothing: " + ending() : "it goes on: a Ping that follows is answered",
           expected);
    }
  }
}

void Talk::hears_failure_or_silence(CloseCode code, std::string_view because) {
  hear_until([this] { return close_ || !messages_.empty(); });
  if (!close_ && !ended() && messages_.empty()) return forgive("it waits for bytes that will never come");
  judge_failure(code, failure_words(code, because));
}

void Talk::judge_failure(std::optional<CloseCode> code, const std::string& expected) {
  if (!messages_.empty()) fail("it goes on: a message came back", expected);
  if (!close_) return forgive(ending() + " without a Close frame");
  const ClosePayload said = read_close(bytes_of(*close_));
  if (said.code != CloseCode::NoStatus && !may_be_sent(said.code)) {
    fail("it sends " + code_words(said.code) + ", which must not be on the wire", expected);
  }
  if (!code) return remark(code_words(said.code));
  if (said.code != *code) forgive(code_words(said.code) + " instead of " + std::to_string(number(*code)));
}

bool Talk::refuses_or_hears(const Frame& message) {
  hear_until([this] { return close_ || !messages_.empty(); });
  if (close_ || ended()) return true;
  hears(message);
  return false;
}

void Talk::hears_refused_or_echoed(CloseCode code) {
  hear_until([this] { return close_.has_value(); });
  if (!close_ && ended()) return forgive(ending() + " without a Close frame");
  if (!close_) fail("it did nothing: " + ending(), "a Close in answer");
  const ClosePayload said = read_close(bytes_of(*close_));
  if (said.code == code) return forgive("it answers with the same code");
  if (said.code != CloseCode::NoStatus && !may_be_sent(said.code)) {
    fail("it sends " + code_words(said.code) + ", which must not be on the wire", "a code that may be sent");
  }
  if (said.code != CloseCode::ProtocolError) forgive(code_words(said.code) + " instead of 1002");
}

std::optional<CloseCode> Talk::hears_some_close() {
  hear_until([this] { return close_.has_value(); });
  if (!close_) return std::nullopt;
  const ClosePayload said = read_close(bytes_of(*close_));
  if (!said.violations.empty()) {
    const bool unsayable = said.code == CloseCode::NoStatus;  // 1005 in two bytes
    fail("it sends " + (unsayable ? "Close 1005" : code_words(said.code)), "a Close that breaks no rule");
  }
  return said.code;
}

void Talk::hears_close(CloseCode code) {
  const std::string expected = code_words(code) + " in answer";
  const std::optional<CloseCode> came = hears_some_close();
  if (!came) fail(ended() ? ending() + " without a Close in answer" : ending(), expected);
  if (*came != code) forgive(code_words(*came) + " in answer to " + code_words(code));
}

bool Talk::declines_size() {
  hear_until([this] { return !messages_.empty() || close_; });
  if (!messages_.empty() || !close_) return false;
  const CloseCode code = read_close(bytes_of(*close_)).code;
  if (code != CloseCode::MessageTooBig && code != CloseCode::PolicyViolation) return false;
  throw Judgement{Verdict::Unsupported, "declined: " + code_words(code), ""};
}

bool Talk::ends() {
  if (role_ == Role::Server) wire_.end_sending();  // 7.1.1: the server ends TCP first
  hear_until([this] { return ended(); });
  return ended();
}

void Talk::hears_end() {
  if (!ends()) fail("TCP is still open: " + ending(), "that it ends TCP");
}

}  // namespace ws101::wscheck
