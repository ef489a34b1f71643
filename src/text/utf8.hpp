// A validator for UTF-8 that takes text in any pieces and fails at the byte that decides (RFC 3629, RFC
// 6455 8.1).
#pragma once

#include <cstddef>
#include <cstdint>

#include "text/bytes.hpp"

namespace ws101 {

// Refused are: overlong forms, surrogates (U+D800-U+DFFF), values above U+10FFFF, lone continuation bytes and
// the bytes that never occur (C0, C1, F5-FF). Noncharacters such as U+FFFE are valid.
class Utf8Validator {
 public:
  // Takes the next bytes of the text, one at a time. Returns how many were accepted: all, or the index of the
  // byte after which no continuation can make the text valid. After a failure it accepts nothing until
  // reset(). This is the state machine of the standard's table: read this version.
  std::size_t feed_obvious(Bytes in);

  // The same, in steps of 16 bytes of ASCII or one whole character: programs use this version.
  std::size_t feed(Bytes in);

  // True when the text so far is valid and does not end inside a character.
  bool complete() const { return !failed_ && missing_ == 0; }
  bool failed() const { return failed_; }

  // How many bytes were accepted since the start: after a failure the position of the byte that was refused.
  std::uint64_t accepted() const { return accepted_; }

  void reset() { *this = Utf8Validator(); }

 private:
  bool step(std::uint8_t byte);

  std::uint64_t accepted_ = 0;
  std::uint8_t missing_ = 0;    // continuation bytes that the current character still needs: 0-3
  std::uint8_t lowest_ = 0x80;  // the range of the next continuation byte
  std::uint8_t highest_ = 0xBF;
  bool failed_ = false;
};

// Checks a whole text.
bool is_utf8(Bytes text);

}  // namespace ws101
