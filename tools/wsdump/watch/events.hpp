// The events that the analysis reports, in the order in which they were complete.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "handshake/http_head.hpp"
#include "text/bytes.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/finding.hpp"

namespace ws101::wsdump {

struct Inflation;  // of inflation.hpp

inline constexpr std::int64_t kNoMoment = std::numeric_limits<std::int64_t>::min();

// When something was seen: the packet that completed it (0: the input has no packets), and the nanoseconds since the
// first packet of the input (kNoMoment: the input has no times).
struct Moment {
  std::uint64_t packet = 0;
  std::int64_t ns = kNoMoment;
  bool has_time() const { return ns != kNoMoment; }
};

// How the input was read. For a capture from a pipe the numbers are known only at its end.
struct InputEvent {
  std::string source;       // the file's name, "-", or "arguments"
  std::string format;       // short and stable: "pcapng", "plain"
  std::string words;        // for people: "a C array"
  std::uint64_t bytes = 0;  // of WebSocket traffic, for inputs that are not captures
  std::optional<std::uint64_t> packets;
  std::uint64_t connections = 0;
};

struct ConnectionEvent {
  std::uint32_t conn = 1;
  std::string client;  // "127.0.0.1:5000"; empty if the input has no addresses
  std::string server;
  std::string name;  // instead of the endpoints
};

// Bytes that were sent but are not in the input. `offset` counts from the first byte of the TCP stream.
struct GapEvent {
  std::uint32_t conn = 1;
  Direction from = Direction::Unknown;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Moment at;
};

// A part of a payload that is missing; `offset` counts in the payload.
struct Hole {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

struct FrameEvent {
  std::uint32_t conn = 1;
  std::uint64_t n = 0;  // within the connection, both directions counted together, by completion
  Moment at;
  Direction from = Direction::Unknown;
  bool guessed = false;      // the direction was guessed from the MASK bit
  std::uint64_t offset = 0;  // of the first byte in its stream, counted from the end of the handshake
  FrameHeader header;
  bool header_whole = true;       // false: the input ends inside the header; then `header` is undefined
  Bytes header_begin;             // the bytes of an incomplete header
  Bytes payload;                  // unmasked; only its beginning if more came than was kept
  std::uint64_t came = 0;         // bytes of payload in the input
  std::span<const Hole> missing;  // within the bytes that came
  bool complete = true;           // nothing is missing
  bool length_trusted = true;     // false: nobody can tell where the next frame begins
  std::uint8_t allowed_rsv = 0;
  Opcode content = Opcode::Continuation;  // the kind of a data frame's message: Text or Binary
  bool compressed = false;                // part of a compressed message
  const Inflation* inflation = nullptr;   // of that message, if this frame is all of it
  std::uint64_t message = 0;              // the message it is part of; 0: none
  bool begins_message = false;
  ViolationSet violations;
  std::span<const Finding> findings;  // for those violations and the notes
  std::uint64_t answers = 0;          // for a Pong: the Ping's number, 0: none
  std::int64_t answers_after_ns = kNoMoment;
};

struct MessageEvent {
  std::uint32_t conn = 1;
  std::uint64_t n = 0;
  Moment at;
  Direction from = Direction::Unknown;
  Opcode kind = Opcode::Text;
  std::span<const std::uint64_t> frames;  // their numbers; at most kMaxFrameNumbers
  std::uint64_t frame_count = 1;
  bool compressed = false;
  const Inflation* inflation =
      nullptr;  // of a compressed message: then length, payload and utf8 are those of the inflated one
  std::uint64_t length = 0;
  Bytes payload;             // only its beginning if it is longer than the part that was kept
  bool missing = false;      // bytes of it are not in the input
  std::optional<bool> utf8;  // for text that could be checked
  std::uint64_t utf8_error_at = 0;
};

// A finding by itself, or in the frame just reported. Notes of a frame are not reported again.
struct ViolationEvent {
  std::uint32_t conn = 1;
  std::uint64_t frame = 0;  // 0: it does not belong to a frame
  Direction by = Direction::Unknown;
  Moment at;
  const Finding* finding = nullptr;  // its offset counts within the frame
};

struct HandshakeEvent {
  std::uint32_t conn = 1;
  const RequestHead* request = nullptr;  // null if the input does not have it
  const ResponseHead* response = nullptr;
  bool request_cut = false;  // fields that were sent may not be in the input
  bool response_cut = false;
  std::string_view request_text;  // the head as it came
  std::string_view response_text;
  bool ok = true;
  bool refused = false;  // the server answered something other than 101
  std::string key;
  std::string accept;
  std::string accept_expected;          // empty without a key
  std::vector<std::string> extensions;  // of the response; of the request where there is no response
  std::optional<std::string> subprotocol;
  struct Issue {
    Finding finding;  // its offset counts in the head
    Direction by = Direction::Client;
  };
  std::vector<Issue> issues;
  std::vector<Issue> unseen;  // fields that are missing in a head that is cut: they may have been sent
  Moment at;
};

// Remarks that are neither data nor a violation: where reading stopped, began again, or was not possible.
struct NoteEvent {
  std::uint32_t conn = 1;
  Direction from = Direction::Unknown;
  std::string text;
};

struct Totals {
  std::uint64_t connections = 0;  // those that carried WebSocket
  std::uint64_t frames = 0;
  std::uint64_t messages = 0;
  std::uint64_t compressed_messages = 0;  // inflated completely
  std::uint64_t wire_bytes = 0;           // of those, compressed
  std::uint64_t inflated_bytes = 0;
  std::uint64_t errors = 0;  // senders included
  std::uint64_t senders = 0;
  std::uint64_t warnings = 0;
  std::uint64_t notes = 0;
  std::uint64_t gaps = 0;
  std::uint64_t incomplete = 0;  // incomplete frames, heads and inputs

  Totals& operator+=(const Totals& more);
};

// Of the program: 0, 1 for a violation (`strict`: a warning counts), 3 for input that is incomplete.
int exit_status(const Totals& totals, bool strict);

// Everything an event points to is valid during the call only.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void input(const InputEvent&) {}
  virtual void connection(const ConnectionEvent&) {}
  virtual void handshake(const HandshakeEvent&) {}
  virtual void frame(const FrameEvent&) {}
  virtual void message(const MessageEvent&) {}
  virtual void violation(const ViolationEvent&) {}
  virtual void gap(const GapEvent&) {}
  virtual void note(const NoteEvent&) {}
  virtual void summary(const Totals&, int /*exit_status*/) {}
};

}  // namespace ws101::wsdump
