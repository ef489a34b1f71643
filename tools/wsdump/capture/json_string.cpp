// The strings of JsonReader: escapes, surrogate pairs, UTF-8.
#include "wsdump/capture/json.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

bool is_digit(int c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Token JsonReader::read_string(Token kind) {
  window_.consume(1);
  text_.clear();
  high_surrogate_ = 0;
  for (;;) {
    if (!window_.ensure(1)) return incomplete("a string");
    const std::span<const std::uint8_t> view = window_.view();
    std::size_t plain = 0;
    while (plain < view.size() && view[plain] != '"' && view[plain] != '\\' && view[plain] >= 0x20) ++plain;
    if (plain > 0) {
      end_surrogate();
      if (keep_) text_.append(reinterpret_cast<const char*>(view.data()), plain);
      window_.consume(plain);
      if (text_.size() > kMaxJsonString) return too_long("a string", kMaxJsonString);
      continue;
    }
    if (view[0] < 0x20) return damaged("no control character in a string", view[0]);
    if (view[0] == '\\') {
      if (const Token token = read_escape(); token != Token::String) return token;
      continue;
    }
    window_.consume(1);
    end_surrogate();
    return kind;
  }
}

// Reads one escape and returns String, or the token that ends everything.
Token JsonReader::read_escape() {
  if (!window_.ensure(2)) return incomplete("a string");
  const int c = window_.view()[1];
  window_.consume(1);
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t letter = kLetters.find(static_cast<char>(c));
  if (letter != std::string_view::npos) {
    window_.consume(1);
    append_unit(static_cast<unsigned char>(kMeanings[letter]));
    return Token::String;
  }
  if (c != 'u') return damaged("one of \" \\ / b f n r t u after a backslash", c);
  window_.consume(1);
  if (!window_.ensure(4)) return incomplete("a string");
  unsigned unit = 0;
  if (!read_hex4(unit)) return damaged("four hexadecimal digits", window_.view()[0]);
  append_unit(unit);
  return Token::String;
}

bool JsonReader::read_hex4(unsigned& unit) {
  for (std::size_t i = 0; i < 4; ++i) {
    const int c = window_.view()[i];
    const int lower = c | 0x20;
    if (!is_digit(c) && (lower < 'a' || lower > 'f')) return false;
    unit = unit * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : lower - 'a' + 10);
  }
  window_.consume(4);
  return true;
}

// A high surrogate whose low half did not come becomes U+FFFD.
void JsonReader::end_surrogate() {
  if (high_surrogate_ != 0) append_character(0xfffd);
  high_surrogate_ = 0;
}

// Appends one UTF-16 unit; a high surrogate waits for its low half.
void JsonReader::append_unit(unsigned unit) {
  const bool low = unit >= 0xdc00 && unit <= 0xdfff;
  if (low && high_surrogate_ != 0) {
    append_character(0x10000 + ((high_surrogate_ - 0xd800) << 10) + (unit - 0xdc00));
    high_surrogate_ = 0;
    return;
  }
  end_surrogate();
  if (unit >= 0xd800 && unit <= 0xdbff) {
    high_surrogate_ = unit;
  } else {
    append_character(low ? 0xfffd : unit);
  }
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

}  // namespace ws101::wsdump
