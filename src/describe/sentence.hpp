// A violation as a sentence with the values of the frame: what came, and what is allowed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "frame/header.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// The first error in a text that is not UTF-8.
struct Utf8Error {
  std::uint64_t at = 0;  // index of the refused byte; the text's length if it ends inside a character
  Bytes before;          // up to three bytes before it
  Bytes from_there;      // the refused byte and perhaps more; empty at the end of the text
};

// The first error of a whole text; nothing if it is UTF-8.
std::optional<Utf8Error> find_utf8_error(Bytes text);

// "byte 4 is 6e: a byte 80-bf must follow e4". ASCII.
std::string describe(const Utf8Error& error);

// What a sentence can use besides the header. Leave out what is unknown: the sentence is then less precise.
struct ViolationFacts {
  Bytes payload;                    // unmasked; the whole of it for a Close frame
  std::uint8_t allowed_rsv = 0;     // 0-7: reserved bits that an extension in use gives a meaning
  std::optional<Utf8Error> utf8;    // of the message
  std::uint64_t message_bytes = 0;  // of the message so far
  std::uint64_t limit = 0;          // that the message broke
};

// For instance "Ping payload is 126 bytes; at most 125 are allowed". No final full stop, no line break,
// ASCII.
std::string describe(Violation violation, const FrameHeader& header, const ViolationFacts& facts = {});

}  // namespace ws101
