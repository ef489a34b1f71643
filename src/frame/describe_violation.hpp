// A violation as a sentence with the numbers of the frame at hand: what came, and what was allowed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "frame/bytes.hpp"
#include "frame/header.hpp"
#include "frame/violation.hpp"

namespace ws101 {

// What a sentence can use beyond the header. What is not known may be left out; the sentence is then plainer.
struct ViolationFacts {
  Bytes payload;                                // unmasked; the whole of it for a Close frame
  std::optional<std::uint64_t> utf8_error_at;   // byte of the message (or of the reason) that was refused
  Bytes around_error;                           // bytes from there on, as they came
  std::optional<std::uint64_t> message_length;  // bytes of the unfinished or too large message
  std::optional<std::uint64_t> limit;           // that the message broke
};

// For instance "Ping payload is 126 bytes; at most 125 are allowed". No final full stop, no line break,
// ASCII.
std::string describe(Violation violation, const FrameHeader& header, const ViolationFacts& facts = {});

}  // namespace ws101
