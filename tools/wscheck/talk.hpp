// A conversation with the peer: the functions with which a case expects an answer. Those that send: exchange.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "frame/close_code.hpp"
#include "wscheck/exchange.hpp"

namespace ws101::wscheck {

// For one thread. Every function that receives may end the case: it throws a Judgement.
class Talk : public Exchange {
 public:
  using Exchange::Exchange;

  // The same message comes back: text as text, binary as binary, in any fragments.
  void hears(const Frame& message);
  // The next message, whatever it is.
  Message hears_message();
  // The message comes back. If the peer fails the connection without sending it back, the case is lenient:
  // the message was sent before the mistake.
  void may_hear(const Frame& message);
  // A Pong with this payload; earlier Pongs with other payloads are skipped (5.5.3 lets a peer answer the
  // last alone).
  void hears_pong(std::string_view payload);
  // The same for a peer that may limit Pings: false if it ends the connection.
  bool is_pinged(std::string_view payload);
  // A client that got a wrong answer to its request ends the connection and sends no frames.
  void hears_refusal(std::string_view because);
  // The connection still works: the peer answers a Ping.
  void lives();
  // The peer fails the connection (7.1.7): a Close with this code passes; another code, or the end of TCP
  // without a Close, is lenient. If the conversation goes on, the case fails.
  void hears_failure(CloseCode code, std::string_view because);
  // The same, if no standard names a code.
  void hears_failure(std::string_view because);
  // The same, for a frame after which the start of the next frame is unknown: a peer that waits is lenient.
  void hears_failure_or_silence(CloseCode code, std::string_view because);
  // The peer may refuse the message or send it back: true if it refused.
  bool refuses_or_hears(const Frame& message);
  // True if the peer fails the connection before `time` has passed; the code is for hears_failure() to judge.
  bool fails_within(std::chrono::milliseconds time);
  // A Close whose payload is `code` (NoStatus: empty), in answer to ours.
  void hears_close(CloseCode code);
  // The peer may refuse the code, or answer with the same: lenient then.
  void hears_refused_or_echoed(CloseCode code);
  // Any Close, with a code that may be sent.
  std::optional<CloseCode> hears_some_close();
  // TCP ends, by FIN or by RST.
  void hears_end();
  // Whether TCP ends.
  bool ends();
  // True if the peer answers 1009 or 1008 instead of the message; the case is then unsupported. False: a
  // message came.
  bool declines_size();
  // One more connection to the same server, with its handshake done. Throws NotJudged if that fails.
  std::unique_ptr<Talk> another();
  // The same without a request: a client that sends nothing.
  std::unique_ptr<Talk> another_in_silence();

 private:
  std::string what_came() const;
  void hear_failure(const std::string& expected);
  void judge_failure(std::optional<CloseCode> code, const std::string& expected);
};

}  // namespace ws101::wscheck
