// The strings of JsonReader: escapes, surrogate pairs, UTF-8.
#include "json/reader.hpp"

namespace ws101 {
namespace {

using Token = JsonReader::Token;

}  // namespace

Token JsonReader::read_string(Token kind) {
  consume();
  text_.clear();
  high_surrogate_ = 0;
  for (;;) {
    const int c = current();
    if (c < 0) return incomplete("a string");
    if (c < 0x20) return damaged("no control character in a string", c);
    if (c == '\\') {
      if (const Token token = read_escape(); token != Token::String) return token;
      continue;
    }
    if (!end_surrogate()) return damaged("a whole surrogate pair", c);
    if (c == '"') {
      consume();
      return kind;
    }
    std::size_t end = at_;
    while (end < piece_.size() && piece_[end] != '"' && piece_[end] != '\\' &&
           static_cast<unsigned char>(piece_[end]) >= 0x20)
      ++end;
    if (keep_) text_.append(piece_.substr(at_, end - at_));
    at_ = end;
    if (text_.size() > limits_.string) return too_long("a string", limits_.string);
  }
}

// Reads one escape and returns String, or the token that ends everything.
Token JsonReader::read_escape() {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  consume();
  const int c = current();
  if (c < 0) return incomplete("a string");
  if (c == 'u') {
    consume();
    return read_unit();
  }
  const std::size_t letter = kLetters.find(static_cast<char>(c));
  if (letter == std::string_view::npos) return damaged("one of \" \\ / b f n r t u after a backslash", c);
  if (!end_surrogate()) return damaged("a whole surrogate pair", c);
  consume();
  append_character(static_cast<unsigned char>(kMeanings[letter]));
  return Token::String;
}

// The four digits after \u.
Token JsonReader::read_unit() {
  unsigned unit = 0;
  int last = 0;
  for (int i = 0; i < 4; ++i) {
    const int c = current();
    if (c < 0) return incomplete("a string");
    const int lower = c | 0x20;
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (lower < 'a' || lower > 'f')) return damaged("four hexadecimal digits", c);
    unit = unit * 16 + static_cast<unsigned>(digit ? c - '0' : lower - 'a' + 10);
    last = c;
    consume();
  }
  return append_unit(unit) ? Token::String : damaged("a whole surrogate pair", last);
}

// A high surrogate whose low half did not come becomes U+FFFD; false if that is refused.
bool JsonReader::end_surrogate() {
  if (high_surrogate_ == 0) return true;
  high_surrogate_ = 0;
  append_character(0xfffd);
  return limits_.rigour == JsonRigour::Tolerant;
}

// Appends one UTF-16 unit; a high surrogate waits for its low half. False if half a pair is refused.
bool JsonReader::append_unit(unsigned unit) {
  const bool low = unit >= 0xdc00 && unit <= 0xdfff;
  if (low && high_surrogate_ != 0) {
    append_character(0x10000 + ((high_surrogate_ - 0xd800) << 10) + (unit - 0xdc00));
    high_surrogate_ = 0;
    return true;
  }
  if (!end_surrogate()) return false;
  if (unit >= 0xd800 && unit <= 0xdbff) {
    high_surrogate_ = unit;
    return true;
  }
  append_character(low ? 0xfffd : unit);
  return !low || limits_.rigour == JsonRigour::Tolerant;
}

void JsonReader::append_character(unsigned code_point) {
  if (!keep_) return;
  const auto put = [&](unsigned byte) { text_ += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

}  // namespace ws101
