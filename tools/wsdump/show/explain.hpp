// The whole picture of one frame or one message: what `wsdump explain` prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "describe/diagram.hpp"
#include "describe/frame_bytes.hpp"
#include "frame/opcode.hpp"
#include "text/escape.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/finding.hpp"

namespace ws101::wsdump {

struct ExplainStyle {
  EscapeStyle escape = EscapeStyle::Ascii;
  bool color = false;      // ANSI colour for titles and findings; never the only carrier of meaning
  std::size_t bytes = 64;  // payload shown in the listing; kUnlimited for all that is at hand
  std::size_t unmasking_rows = 8;
};

struct ExplainedFrame {
  std::uint64_t n = 1;  // the frame's number, from 1
  Direction from = Direction::Unknown;
  bool guessed = false;                 // the direction was guessed from the MASK bit
  std::optional<std::uint64_t> conn;    // shown when there are several connections
  std::optional<std::uint64_t> packet;  // of the capture
  std::optional<double> time;           // seconds since the first packet
  std::uint64_t offset = 0;             // of the frame's first byte in its stream
  FrameBytes frame;                     // bytes at hand: the header and at least style.bytes of payload
  bool compressed = false;              // part of a compressed message: the payload is not text yet
  std::vector<Finding> findings;        // of this frame, in order of offset
  std::string note;                     // such as "message 1 begins"; may be empty
};

struct ExplainedMessage {
  std::uint64_t n = 1;
  Opcode kind = Opcode::Text;
  Direction from = Direction::Unknown;  // told where no frame has told it: a HAR file has messages alone
  std::vector<std::uint64_t> frames;    // their numbers; may be cut, then frame_count tells how many
  std::uint64_t frame_count = 1;
  bool compressed = false;
  std::uint64_t wire_length = 0;  // before inflating; only told when compressed
  std::uint64_t length = 0;       // of the whole message, inflated
  bool valid_utf8 = true;         // for text
  std::optional<std::uint64_t> utf8_error_at;
  Bytes preview;  // the beginning of the content
};

// Title, figure, field table, length, unmasking, words about control frames, payload listing, findings.
std::string explain_frame(const ExplainedFrame& frame, const ExplainStyle& style = {});

// Message 1   text, 1 frame, 5 bytes, valid UTF-8: "Hello"      (one line, or more where the text needs them)
std::string explain_message(const ExplainedMessage& message, const ExplainStyle& style = {});

// Lines for one finding: the severity and the sentence, the citation, the hint.
std::string explain_finding(const Finding& finding, const ExplainStyle& style = {});

// "No violations." or "2 errors, 1 warning."
std::string explain_total(std::uint64_t errors, std::uint64_t senders, std::uint64_t warnings,
                          std::uint64_t notes, const ExplainStyle& style = {});

}  // namespace ws101::wsdump
