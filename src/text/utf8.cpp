#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace ws101 {
namespace {

constexpr std::uint64_t kTopBits = 0x8080808080808080;

bool is_tail(std::uint8_t byte) {
  return (byte & 0xC0) == 0x80;
}

// The length of the valid character of two to four bytes at `p`, or 0 if there is none. Four bytes must be
// readable.
std::size_t whole_character(const std::uint8_t* p) {
  if (p[0] < 0xC2) return 0;
  if (p[0] < 0xE0) return is_tail(p[1]) ? 2 : 0;
  if (p[0] < 0xF0) {
    if (!is_tail(p[1]) || !is_tail(p[2])) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;  // overlong
    if (p[0] == 0xED && p[1] > 0x9F) return 0;  // surrogate
    return 3;
  }
  if (p[0] > 0xF4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3])) return 0;
  if (p[0] == 0xF0 && p[1] < 0x90) return 0;  // overlong
  if (p[0] == 0xF4 && p[1] > 0x8F) return 0;  // above U+10FFFF
  return 4;
}

// How many bytes at the front of `in` are ASCII or complete valid characters; stops at anything else.
std::size_t valid_prefix(Bytes in) {
  const std::uint8_t* const begin = in.data();
  const std::uint8_t* const end = begin + in.size();
  const std::uint8_t* p = begin;
  for (;;) {
    while (end - p >= 16) {
      std::uint64_t words[2];
      std::memcpy(words, p, sizeof words);
      if (((words[0] | words[1]) & kTopBits) != 0) break;
      p += 16;
    }
    // Here the next 16 bytes are not all ASCII, or fewer than 16 are left.
    while (p < end && *p < 0x80) ++p;
    while (end - p >= 4 && *p >= 0x80) {
      const std::size_t length = whole_character(p);
      if (length == 0) return static_cast<std::size_t>(p - begin);
      p += length;
    }
    if (end - p < 4) {
      while (p < end && *p < 0x80) ++p;
      return static_cast<std::size_t>(p - begin);
    }
  }
}

}  // namespace

bool Utf8Validator::step(std::uint8_t byte) {
  if (missing_ > 0) {
    if (byte < lowest_ || byte > highest_) return false;
    --missing_;
    lowest_ = 0x80;
    highest_ = 0xBF;
    return true;
  }
  // RFC 3629 4, the syntax of UTF-8 byte sequences. The second byte of some characters has a narrower range:
  // this excludes overlong forms, surrogates and values above U+10FFFF at the earliest byte.
  if (byte <= 0x7F) return true;
  if (byte < 0xC2) return false;  // a continuation byte alone, or C0 and C1, which only overlong forms have
  if (byte <= 0xDF) {
    missing_ = 1;
  } else if (byte <= 0xEF) {
    missing_ = 2;
    if (byte == 0xE0) lowest_ = 0xA0;
    if (byte == 0xED) highest_ = 0x9F;
  } else if (byte <= 0xF4) {
    missing_ = 3;
    if (byte == 0xF0) lowest_ = 0x90;
    if (byte == 0xF4) highest_ = 0x8F;
  } else {
    return false;
  }
  return true;
}

std::size_t Utf8Validator::feed_obvious(Bytes in) {
  if (failed_) return 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!step(in[i])) {
      failed_ = true;
      return i;
    }
    ++accepted_;
  }
  return in.size();
}

std::size_t Utf8Validator::feed(Bytes in) {
  std::size_t done = 0;
  while (missing_ > 0 && !failed_ && done < in.size()) done += feed_obvious(in.subspan(done, 1));
  if (failed_) return done;
  const std::size_t sure = valid_prefix(in.subspan(done));
  accepted_ += sure;
  done += sure;
  // At most three bytes of an incomplete character are left, or the byte that decides is among the next
  // four.
  return done + feed_obvious(in.subspan(done));
}

bool is_utf8(Bytes text) {
  Utf8Validator validator;
  validator.feed(text);
  return validator.complete();
}

}  // namespace ws101
