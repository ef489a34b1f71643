// Follows one connection as a third party: handshake, frames, messages, closing, of both directions.
//
// It decides which of these gets the bytes, and reports their findings; they parse and judge: HttpStage,
// seek_frames(), FrameStage, MessageTracker, InflateStage, FrameJudge, judge_closing().
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wsdump/watch/analysis.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/frame_judge.hpp"
#include "wsdump/watch/frame_stage.hpp"
#include "wsdump/watch/http_stage.hpp"
#include "wsdump/watch/speaker.hpp"

namespace ws101::wsdump {

// What is known of a connection before its first byte.
struct WatchFacts {
  ConnectionEvent event;
  bool from_capture =
      false;  // TCP was seen: the end of a stream is the end of TCP, other protocols are possible
  bool start_seen = false;   // the streams begin with the first byte ever sent
  bool roles_known = false;  // Direction is certain; otherwise the handshake or the MASK bit decides
  bool lone = false;         // only one direction will ever come
  // The requests, the responses may lack fields that were sent: missing ones are not reported.
  std::array<bool, 2> partial_heads{};
  bool announced = false;  // its ConnectionEvent has been reported
  bool asked_about =
      false;  // the only one of an input that is no capture: that it has no WebSocket is an answer
  bool one_piece = false;  // each direction comes in one piece, so that its end is known beforehand
};

// How a stream ended.
enum class StreamEnd : std::uint8_t {
  Fin,      // the sender closed its direction of TCP
  Rst,      // the connection was reset
  Unknown,  // the input ended, but perhaps not the connection
};

class ConnectionWatch {
 public:
  ConnectionWatch(Analysis& analysis, WatchFacts facts);

  // Bytes of one direction in order. They are unmasked in place: `data` is overwritten.
  void bytes(Direction from, MutableBytes data, Moment at);
  // `length` bytes of this direction are missing here.
  void gap(Direction from, std::uint64_t length, Moment at);
  // Nothing more comes from this direction. When both have ended the closing is judged.
  void end(Direction from, StreamEnd end, Moment at);
  bool ended() const { return sides_[0].ended && sides_[1].ended; }
  // False if the bytes are, or may still turn out to be, something other than WebSocket.
  bool is_websocket() const { return recognised_; }

 private:
  enum class Phase : std::uint8_t {
    Start,      // too few bytes to tell HTTP from frames
    Head,       // inside the HTTP head
    Body,       // inside the body of an ordinary HTTP request or answer
    Waiting,    // a client whose 101 has not come yet: the bytes are held
    Seeking,    // searching for the first chain of headers
    Doubt,      // where frames should begin: too few bytes to tell whether they do
    Frames,     // reading frames
    Untrusted,  // after a length that cannot be right: nobody can tell where frames begin
    Ignored,    // not WebSocket
  };

  // One byte stream.
  struct Side {
    explicit Side(std::size_t keep_frame) : frames(keep_frame) {}
    FrameStage frames;
    Phase phase = Phase::Start;
    bool ended = false;
    StreamEnd end = StreamEnd::Unknown;
    bool whole = true;  // no gap so far
    bool begun_by_seek = false;
    std::uint64_t offset = 0;           // in the stream, of the next byte that arrives
    std::uint64_t frames_at = 0;        // where in the stream the frames begin
    std::uint64_t untrusted_at = 0;     // where Phase::Untrusted began
    std::vector<std::uint8_t> pending;  // bytes that wait in every phase before Frames
    HttpBody body;
    std::optional<Finding> refusal;  // of the handshake, told when its body has come

    // Takes this many bytes off the front of `pending`.
    void drop(std::size_t count) {
      pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(count));
    }
  };

  Side& side(Direction from) { return sides_[from == Direction::Server ? 1 : 0]; }
  Side& other(const Side& s) { return sides_[&s == &sides_[0] ? 1 : 0]; }
  Direction direction(const Side& s) const;
  Speaker& speaker(Direction from) { return speakers_[from == Direction::Server ? 1 : 0]; }
  Speaker& peer_of(const Speaker& who) { return speakers_[&who == &speakers_[0] ? 1 : 0]; }
  bool mixed() const { return guessed_ && facts_.lone; }
  bool http_only() const { return http_.saw_ordinary() && !recognised_ && !ignored_; }

  // Which phase takes the bytes.
  void take_pending(Side& s, Moment at, bool last_chance);
  void take_start(Side& s, Moment at, bool last_chance);
  void take_seeking(Side& s, Moment at, bool last_chance);
  void take_doubtful(Side& s, Moment at, bool last_chance);
  void begin_frames(Side& s, std::size_t drop, Moment at);
  void settle_roles(Side& s, bool is_client);
  void lose_place(Side& s);
  void ignore(std::string_view why, Moment at);

  // connection_http.cpp: heads, bodies, and what stands in for them.
  void take_head(Side& s, Moment at, bool last_chance);
  void take_body(Side& s, Moment at);
  void take_cut_head(Side& s, Moment at);
  bool take_early_frames(Side& s, Moment at, bool last_chance);
  void step_over_body(Side& s, const std::optional<HttpBody>& body, Moment at);
  void tell_handshake(Moment at);
  void tell_refusal(Side& s, Moment at);

  // connection_frames.cpp: from pieces of frames to events.
  void take_frames(Side& s, MutableBytes data, std::uint64_t offset, Moment at);
  void take_piece(Side& s, const FramePiece& piece, Moment at);
  FrameEvent next_frame(Direction from, Moment at);
  FrameEvent frame_event(const Side& s, Direction from, Moment at);
  Direction sender(const Side& s, const FrameHeader& header) const;
  void tell_frame(Side& s, bool last, Moment at);
  void cut_frame(Side& s, Moment at);
  void tell_rest(Side& s, Moment at);
  void tell_message(Speaker& who, Direction from, Moment at);

  // connection_messages.cpp: the content of frames, inflated if it is compressed.
  ViolationSet take_data(Speaker& who, const FramePiece& piece);
  bool deflate_possible() const { return deflate_.on() || !handshake_told_; }
  void settle_deflate(const DeflateUse& use);
  void settle_trial(const Side& s, Speaker& who);
  std::string before_input() const;
  void judge_compression(const FrameEvent& event, Speaker& who);
  void tell_gain(Moment at);

  void announce();
  void tell_closing(Moment at);
  void tell(const Finding& finding, Direction by, std::uint64_t frame, Moment at);
  void note(const Side& s, std::string text);

  Analysis& analysis_;
  WatchFacts facts_;
  HttpStage http_;
  FrameJudge judge_;
  std::array<Side, 2> sides_;
  std::array<Speaker, 2> speakers_;  // in a single stream of unknown origin there may be both
  bool recognised_ = false;          // it is WebSocket, and was announced
  bool ignored_ = false;             // it is something else
  bool handshake_told_ = false;
  bool roles_settled_ = false;
  bool swapped_ = false;  // sides_[0] turned out to be the server
  bool guessed_ = false;  // the roles, from a MASK bit
  bool mixed_told_ = false;
  DeflateUse deflate_;
  bool deflate_noted_ = false;  // that its parameters are not known
  std::uint64_t frames_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t finished_messages_ = 0;
  std::uint64_t findings_ = 0;    // errors, senders and warnings of this connection
  std::uint64_t incomplete_ = 0;  // cut heads and frames, and gaps
};

}  // namespace ws101::wsdump
