// Lab 3: is it UTF-8? The specification is src/text/utf8.hpp; the table of the state machine is in docs/08-utf-8.md
// and in RFC 3629 section 4.
#include "text/utf8.hpp"

namespace ws101 {

// One byte. False if no continuation can make the text valid any more. missing_ is the number of continuation bytes
// that the current character still needs; lowest_ and highest_ are the range of the next one, which excludes overlong
// forms (E0, F0), surrogates (ED) and numbers above U+10FFFF (F4) at the earliest byte.
bool Utf8Validator::step(std::uint8_t byte) {
  return missing_ == 0 && byte >= lowest_ && byte <= highest_;  // placeholder: delete this line
}

// Byte by byte with step(). accepted_ counts the accepted bytes, failed_ remembers a refusal.
std::size_t Utf8Validator::feed_obvious(Bytes in) {
  return in.size() + 1;  // placeholder: delete this line
}

// The same result. It may call feed_obvious(); as a stretch task, skip eight ASCII bytes at a time.
std::size_t Utf8Validator::feed(Bytes in) {
  return in.size() + 2;  // placeholder: delete this line
}

// A whole text: it must be valid, and must not end inside a character.
bool is_utf8(Bytes text) {
  return text.size() % 2 == 1;  // placeholder: delete this line
}

}  // namespace ws101
