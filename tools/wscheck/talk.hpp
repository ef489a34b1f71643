// A conversation with the peer: what a case expects to hear, in the verbs of all cases. What it says: exchange.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "frame/close_code.hpp"
#include "wscheck/exchange.hpp"

namespace ws101::wscheck {

// One thread. Every function that hears may end the case: it throws a Judgement.
class Talk : public Exchange {
 public:
  using Exchange::Exchange;

  // The same message comes back: text as text, binary as binary, in any fragments.
  void hears(const Frame& message);
  // Whatever message comes next.
  Message hears_message();
  // The message comes back, or the connection is failed at once: lenient, for the message was sent before
  // the mistake.
  void may_hear(const Frame& message);
  // A Pong with this payload; earlier Pongs with other payloads are skipped (5.5.3 lets a peer answer the
  // last alone).
  void hears_pong(std::string_view payload);
  // The same for a peer that may have a limit on Pings: false if it ends the connection.
  bool is_pinged(std::string_view payload);
  // A client that was answered wrongly ends the connection, and does not begin to talk.
  void hears_refusal(std::string_view because);
  // Nothing is wrong: the connection answers a Ping.
  void lives();
  // The peer fails the connection (7.1.7): a Close with this code is the best; another code, or TCP ending
  // without a
  // Close, is lenient. That the conversation goes on is a failure.
  void hears_failure(CloseCode code, std::string_view because);
  // The same where no standard names a code.
  void hears_failure(std::string_view because);
  // The same, for a frame after which nobody can tell where the next begins: that the peer waits is lenient.
  void hears_failure_or_silence(CloseCode code, std::string_view because);
  // The peer may refuse what was said, or take it: true if it refused.
  bool refuses_or_hears(const Frame& message);
  // True if the peer fails the connection before `time` has passed; the code is for hears_failure() to judge.
  bool fails_within(std::chrono::milliseconds time);
  // A Close whose payload is `code` (NoStatus: empty), in answer to ours.
  void hears_close(CloseCode code);
  // The peer may refuse the code, or answer with the same: lenient then.
  void hears_refused_or_echoed(CloseCode code);
  // Any Close, with a code that may be on the wire.
  std::optional<CloseCode> hears_some_close();
  // TCP ends, by whichever means.
  void hears_end();
  // Whether TCP ends.
  bool ends();
  // The peer answers 1009 or 1008 in place of the message: then the case is unsupported, in words. False:
  // a message came.
  bool declines_size();
  // A further connection to the same server, opened. Nothing, and NotJudged, if it does not come about:
  // throws.
  std::unique_ptr<Talk> another();
  // The same without a request: a client that says nothing.
  std::unique_ptr<Talk> another_in_silence();

 private:
  std::string what_came() const;
  void hear_failure(const std::string& expected);
  void judge_failure(std::optional<CloseCode> code, const std::string& expected);
};

}  // namespace ws101::wscheck
