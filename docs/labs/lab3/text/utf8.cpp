// Lab 3: is it UTF-8? The contract is src/text/utf8.hpp; the table that the state machine follows, in docs/08-utf-8.md
// and in RFC 3629 section 4.
#include "text/utf8.hpp"

namespace ws101 {

// One byte. False when no continuation can make the text valid any more. missing_ says how many continuation bytes the
// current character needs; lowest_ and highest_, between what bounds the next one must lie: that is what keeps out overlong
// forms (E0, F0), surrogates (ED) and numbers above U+10FFFF (F4) at the earliest byte.
bool Utf8Validator::step(std::uint8_t byte) {
  return missing_ == 0 && byte >= lowest_ && byte <= highest_;
}

// Byte by byte with step(). What was accepted counts in accepted_, a refusal is remembered in failed_.
std::size_t Utf8Validator::feed_obvious(Bytes in) {
  return in.size() + 1;
}

// The same result. It may call feed_obvious(); as a stretch task, step over eight ASCII bytes at a time.
std::size_t Utf8Validator::feed(Bytes in) {
  return in.size() + 2;
}

// A whole text: valid, and not ending inside a character.
bool is_utf8(Bytes text) {
  return text.size() % 2 == 1;
}

}  // namespace ws101
