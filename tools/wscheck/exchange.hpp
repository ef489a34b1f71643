// Both directions of one connection with the peer: sending and receiving. Judges single frames only.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/decoder.hpp"
#include "handshake/http_head.hpp"
#include "net/random.hpp"
#include "wscheck/frame.hpp"
#include "wscheck/request.hpp"
#include "wscheck/settings.hpp"
#include "wscheck/transcript.hpp"
#include "wscheck/verdict.hpp"
#include "wscheck/wire.hpp"

namespace ws101::wscheck {

inline constexpr std::size_t kMostPayload = std::size_t{24}
                                            << 20;  // bytes of a message that is taken from the peer
inline constexpr std::size_t kMostHead = std::size_t{64} << 10;  // bytes of its HTTP head

// For one thread. Every function that reads may end the case: it throws a Judgement if a single frame breaks a rule.
class Exchange {
 public:
  // A message of the peer, complete.
  struct Message {
    Opcode kind = Opcode::Text;
    std::string payload;
    std::uint8_t rsv = 0;  // of its first frame
  };

  // As the peer's client, it masks and sends the request. As the peer's server, it does not mask, and
  // answers the request.
  Exchange(Wire wire, Role role, const Settings& settings, Transcript& transcript);

  // ---- The opening handshake --------------------------------------------------------------------
  // The request of a correct client.
  Head request();
  // The answer of a correct server to a request.
  Head response(const RequestHead& request) const;
  // The peer's head. Nothing if TCP ends or the peer is silent before it is complete; ending() says which.
  std::optional<ResponseHead> hear_response();
  std::optional<RequestHead> hear_request();
  // Does the handshake in the usual way. NotJudged if there is no 101.
  void opens();
  ResponseHead opens(const Head& request);
  // From now on RSV1 means that a message is compressed (RFC 7692 6); `unpack` decompresses it, or ends the case.
  using Unpack = std::function<std::string(std::string_view)>;
  void unpacks(Unpack unpack);
  // Waits until something comes, and keeps it.
  void listens_to_head(std::chrono::milliseconds time);
  bool has_unread() const { return !received_.empty(); }  // received bytes that are not decoded yet
  bool anything_came() const { return !received_.empty() || ended(); }

  // ---- Saying -----------------------------------------------------------------------------------
  void says(const Frame& frame);                                            // in one segment
  void says_together(const std::vector<Frame>& frames);                     // all in one segment
  void says_in_turn(const std::vector<Frame>& frames);                      // a segment each
  void says_in_pieces(const std::vector<Frame>& frames, std::size_t size);  // segments of `size` bytes
  void says_cut(const Frame& frame, std::size_t at);  // the first `at` bytes, a pause, the rest
  void says_first_in_bytes(const Frame& frame,
                           std::size_t count);       // the first `count` bytes one by one, then the rest
  void says_without_reading(const Frame& frame);     // reads only while the system takes no more
  void says_bytes(std::string_view bytes);           // as they are
  void says_bytes_silently(std::string_view bytes);  // not in the story
  void says_with_request(const Frame& frame);        // our request, and the frame behind it in one segment
  // More payload for the last frame, whose header announced more than was sent; `offset`: how much was sent.
  void says_rest(std::string payload, std::size_t offset);
  void ends_sending();
  void resets() { wire_.reset(); }
  void pauses(std::chrono::milliseconds time);  // reads nothing meanwhile

  // From now on the peer's Pings get no answer.
  void ignores_pings() { answers_pings_ = false; }
  // The peer has much to do: waits longer for its answer.
  void is_patient();
  // Sends Close and ends the connection, so that the peer is free for the next case. Judges nothing and
  // waits only briefly.
  void leaves();

  // ---- The outcome ------------------------------------------------------------------------------
  // A SHOULD is broken, or a MUST that is forgiven: the case goes on, and is lenient if nothing worse
  // follows.
  void forgive(const std::string& words);
  // What the peer did, if the standard allows several things.
  void remark(const std::string& words);
  const std::string& remarks() const { return remarks_; }
  bool forgiven() const { return forgiven_; }

  // How reading ended, in words: "TCP ended", "nothing came for 3 s".
  std::string ending() const;
  bool ended() const { return ending_ == Wire::Got::End || ending_ == Wire::Got::Reset; }
  bool close_came() const { return close_.has_value(); }
  std::size_t pongs_heard() const { return pongs_.size(); }
  std::size_t other_pongs() const { return other_pongs_; }  // that hears_pong() skipped
  std::size_t closes_heard() const { return closes_; }
  bool ping_came(std::string_view payload) const;            // the peer's own
  std::size_t pings_heard() const { return pings_.size(); }  // at most 64
  // What is wrong with the form of the peer's head; empty if nothing.
  const std::vector<HandshakeIssue>& head_issues() const { return head_issues_; }
  const HandshakeIssue* find_issue(HandshakeViolation violation) const;
  std::size_t messages_waiting() const { return messages_.size(); }

  Role role() const { return role_; }
  const Settings& settings() const { return settings_; }
  const std::string& key() const { return key_; }
  // A client's request, read before the case began: opens() and hear_request() give this one.
  void has_heard(RequestHead request) { asked_ = std::move(request); }
  // Of the peer's frames so far, the first 64: what a client masked with.
  const std::vector<MaskingKey>& peer_keys() const { return peer_keys_; }
  // Reads for a while; judges only the frames that come.
  void listens(std::chrono::milliseconds time);
  // The same until a message comes, or the connection ends.
  void listens_for_message(std::chrono::milliseconds time);

 protected:
  void send(Bytes bytes);
  void send_cut(Bytes bytes, std::size_t size);
  void write(const std::vector<Frame>& frames, std::size_t segment);
  std::vector<std::uint8_t> encode(const std::vector<Frame>& frames);
  bool pump(Clock::time_point deadline);
  void take_frames();
  void finish_frame();
  void judge_header();
  template <typename Kind>
  std::optional<Kind> hear_head();
  bool hear_until(const std::function<bool()>& done);
  Clock::time_point after(std::chrono::milliseconds time) const;

  Wire wire_;
  Role role_;
  const Settings& settings_;
  Transcript& transcript_;
  std::chrono::milliseconds patience_;  // silence that counts as no answer
  Clock::time_point limit_;             // no case waits longer
  std::string key_;                     // Sec-WebSocket-Key of our request
  std::optional<RequestHead> asked_;
  RandomKeys keys_;
  FrameHeader said_;  // the last header that was sent

  FrameDecoder decoder_;
  std::vector<std::uint8_t> received_;  // not yet decoded
  FrameHeader header_;                  // of the frame that is being received
  ViolationSet violations_;
  std::string payload_;
  Message message_;  // that comes
  Unpack unpack_;    // empty: no message is compressed
  bool in_message_ = false;
  bool opened_ = false;  // what comes now is frames
  std::size_t frames_ = 0;

  std::vector<MaskingKey> peer_keys_;
  std::deque<Message> messages_;
  std::deque<std::string> pongs_;
  std::vector<std::string> pings_;  // the first 64
  std::size_t other_pongs_ = 0;
  std::size_t closes_ = 0;
  std::vector<HandshakeIssue> head_issues_;
  std::optional<std::string> close_;  // its payload
  bool close_sent_ = false;
  bool answers_pings_ = true;
  Wire::Got ending_ = Wire::Got::Bytes;

  std::string remarks_;
  bool forgiven_ = false;
};

}  // namespace ws101::wscheck
