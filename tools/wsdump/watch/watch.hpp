// Follows one connection as a third party: handshake, frames, messages, closing, of both directions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "frame/assembler.hpp"
#include "frame/decoder.hpp"
#include "handshake/http_head.hpp"
#include "wsdump/watch/analysis.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/http_body.hpp"
#include "wsdump/watch/key_tracker.hpp"
#include "wsdump/watch/ping_tracker.hpp"

namespace ws101::wsdump {

// What is known of a connection before its first byte.
struct WatchFacts {
  ConnectionEvent event;
  bool from_capture =
      false;  // TCP was seen: the end of a stream is the end of TCP, other protocols are possible
  bool start_seen = false;     // the streams begin with the first byte ever sent
  bool roles_known = false;    // Direction tells the truth; otherwise the handshake or the MASK bit decides
  bool lone = false;           // only one direction will ever come
  bool partial_heads = false;  // the heads may lack fields that were sent: none is missed
  bool announced = false;      // its ConnectionEvent has been told
  bool one_piece = false;      // each direction comes in one piece, so that its end is known beforehand
};

// How a stream ended.
enum class StreamEnd : std::uint8_t {
  Fin,      // the sender closed its direction of TCP
  Rst,      // the connection was reset
  Unknown,  // the input ended, the connection perhaps not
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
  // The bytes are, or may yet prove to be, something other than WebSocket.
  bool is_websocket() const { return recognised_; }

 private:
  enum class Phase : std::uint8_t {
    Start,      // too few bytes to tell HTTP from frames
    Head,       // inside the HTTP head
    Body,       // inside the body of an ordinary HTTP request or answer
    Waiting,    // a client whose 101 has not come yet: the bytes are held
    Seeking,    // searching the first chain of headers
    Doubt,      // where frames should begin: too few bytes to tell whether they do
    Frames,     // reading frames
    Untrusted,  // after a length that cannot be right: nobody can tell where frames begin
    Ignored,    // not WebSocket
  };

  // The last bytes of a text and, once it broke, the place.
  struct TextPlace {
    std::array<std::uint8_t, 3> tail{};  // of what came before the piece at hand
    std::uint8_t tail_size = 0;
    std::uint64_t at = 0;        // of the refused byte, in the message
    std::uint64_t in_frame = 0;  // the same, in the payload of its frame
    std::array<std::uint8_t, 3> before{};
    std::uint8_t before_size = 0;
    std::array<std::uint8_t, 4> from_there{};
    std::uint8_t from_there_size = 0;

    void remember(Bytes piece);
    void broke(std::uint64_t at_byte, Bytes piece, std::uint64_t index, std::uint64_t piece_offset);
  };

  // What one role has said so far. In a single stream of unknown origin both may be speaking.
  struct Speaker {
    MessageAssembler assembler{MessageLimits{}, OnViolation::Report};
    std::uint64_t message = 0;  // the number of the open message
    Opcode kind = Opcode::Text;
    bool compressed = false;
    bool unreadable = false;     // reserved bits without an extension: the content may be anything
    bool missing = false;        // bytes of the open message are lost
    bool empty_told = false;     // an empty fragment of the open message was noted
    bool joined_midway = false;  // a message may have been open before the first frame seen
    std::uint64_t lost = 0;
    TextPlace text;
    std::vector<std::uint64_t> frames;
    std::uint64_t frame_count = 0;
    std::uint64_t first_frame = 0;
    std::uint64_t close_frame = 0;  // the number of its first Close frame
    std::uint64_t last_data_frame = 0;
    PingTracker pings;
    KeyTracker keys;
  };

  // One byte stream.
  struct Side {
    Phase phase = Phase::Start;
    bool ended = false;
    StreamEnd end = StreamEnd::Unknown;
    bool reliable = true;  // no gap so far
    bool begun_by_seek = false;
    std::uint64_t offset = 0;           // in the stream, of the next byte that arrives
    std::uint64_t frames_at = 0;        // where in the stream the frames begin
    std::vector<std::uint8_t> pending;  // bytes that wait: a head, the beginning of a frame header
    HttpBody body;
    Moment last;
    FrameDecoder decoder{HeaderRules{}, OnViolation::Report};
    // The frame being read.
    std::uint64_t frame_offset = 0;
    std::vector<std::uint8_t> kept;
    std::uint64_t came = 0;
    std::vector<Hole> holes;
    std::uint64_t lost = 0;
    ViolationSet violations;
    std::uint64_t untrusted_at = 0;
  };

  Side& side(Direction from) { return sides_[from == Direction::Server ? 1 : 0]; }
  Side& other(const Side& s) { return sides_[&s == &sides_[0] ? 1 : 0]; }
  Direction direction(const Side& s) const;
  Speaker& speaker(Direction from) { return speakers_[from == Direction::Server ? 1 : 0]; }

  // watch.cpp: which phase takes the bytes
  void take(Side& s, MutableBytes data, Moment at);
  void take_pending(Side& s, Moment at, bool last_chance);
  void take_start(Side& s, Moment at, bool last_chance);
  void take_seeking(Side& s, Moment at, bool last_chance);
  void begin_frames(Side& s, std::size_t drop, Moment at);
  void take_doubtful(Side& s, Moment at, bool last_chance);
  bool take_early_frames(Side& s, Moment at, bool last_chance);
  void settle_roles(Side& s, bool is_client);
  void lose_place(Side& s);
  void ignore(std::string_view why);
  void announce();
  void note(const Side& s, std::string text);

  // watch_handshake.cpp
  void take_head(Side& s, Moment at, bool last_chance);
  void take_cut_head(Side& s, Moment at);
  void tell_handshake(Moment at);
  void release_waiting(Moment at);
  void step_over_body(Side& s, const std::optional<HttpBody>& body);
  void step_over_refusal(Side& server, const std::optional<HttpBody>& body, Moment at);

  // watch_frames.cpp
  void take_frames(Side& s, MutableBytes data, std::uint64_t data_offset, Moment at);
  void take_piece(Side& s, const FramePiece& piece, Moment at);
  void add_to_message(Side& s, Speaker& who, const FramePiece& piece, std::optional<Message>& done);
  void tell_frame(Side& s, const FrameHeader& header, Bytes payload, bool last, Moment at,
                  const std::optional<Message>& done);
  void tell_message(Speaker& who, const Message& message, Direction from, Moment at);

  // watch_judge.cpp
  void add_hint(const FrameEvent& event, bool stream_ends);
  void judge_plain_payload(const FrameEvent& event);
  void judge_keys(Speaker& who, const FrameHeader& header, FrameEvent& event);
  void judge_control(const Side& s, Speaker& who, Speaker& peer, FrameEvent& event, Moment at);
  void add_notes(Speaker& who, FrameEvent& event, const std::optional<Message>& done);
  void add_finding(const FrameEvent& event, Violation violation, const Speaker& who);

  // watch_end.cpp
  void cut_frame(Side& s, Moment at);
  void judge_closing(Moment at);
  void tell(ViolationEvent event);
  void count(Level level);

  Analysis& analysis_;
  WatchFacts facts_;
  bool announced_ = false;
  bool recognised_ = false;
  bool swapped_ = false;  // sides_[0] turned out to be the server
  bool roles_settled_ = false;
  bool guessed_ = false;  // from a MASK bit
  bool mixed_told_ = false;
  std::uint8_t allowed_rsv_ = 0;
  bool compression_assumed_ = false;
  std::uint64_t frames_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t finished_messages_ = 0;
  std::uint64_t findings_ = 0;    // errors, senders and warnings of this connection
  std::uint64_t incomplete_ = 0;  // cut frames and gaps
  std::array<Side, 2> sides_;
  std::array<Speaker, 2> speakers_;
  std::vector<Finding> frame_findings_;
  Bytes rest_;  // what lies behind the piece at hand, as it came
  std::vector<std::uint8_t> evidence_;
  // The opening handshake, until it has been told.
  struct Opening {
    std::optional<RequestHead> request;
    std::optional<ResponseHead> response;
    std::string request_text;
    std::string response_text;
    std::vector<HandshakeIssue> request_issues;
    std::vector<HandshakeIssue> response_issues;
    bool told = false;
    std::array<bool, 2> unended{};  // of request and response: the empty line at the end is missing
    std::array<bool, 2> cut{};      // they end inside a line
    std::uint64_t early = 0;        // bytes that the client sent before the answer was there
  };
  Opening opening_;
  std::uint32_t ordinary_requests_ = 0;  // HTTP that does not ask for WebSocket, and is not answered yet
  bool http_only_ = false;               // ordinary HTTP, and nothing else so far
};

}  // namespace ws101::wsdump
