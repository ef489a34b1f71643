#include "wsdump/capture/json.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

std::string shown(int byte) {
  if (byte < 0) return "the end of the input";
  if (byte > 0x20 && byte < 0x7f) return std::string("'") + static_cast<char>(byte) + "'";
  std::string hex = "byte 0x";
  hex += "0123456789abcdef"[byte >> 4 & 15];
  hex += "0123456789abcdef"[byte & 15];
  return hex;
}

bool is_digit(int c) {
  return c >= '0' && c <= '9';
}

}  // namespace

int JsonReader::peek() {
  while (window_.ensure(1)) {
    const int c = window_.view()[0];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    window_.consume(1);
  }
  return -1;
}

Token JsonReader::damaged(std::string_view expected, int got) {
  if (got < 0) return incomplete("the JSON text");
  problem_ = "expected " + std::string(expected) + " at byte " + std::to_string(window_.offset()) + ", got " +
             shown(got);
  return final_ = Token::Damaged;
}

Token JsonReader::too_long(std::string_view what, std::size_t limit) {
  problem_ = "expected " + std::string(what) + " of at most " + std::to_string(limit) + " at byte " +
             std::to_string(window_.offset()) + ", got more";
  return final_ = Token::Damaged;
}

Token JsonReader::incomplete(std::string_view inside) {
  problem_ = "the file ends inside " + std::string(inside) + " at byte " + std::to_string(window_.offset());
  const std::string error = window_.source().error();
  if (!error.empty()) problem_ += " (reading failed: " + error + ")";
  return final_ = Token::Incomplete;
}

Token JsonReader::next() {
  if (stopped()) return final_;
  if (window_.offset() == 0 && window_.ensure(3) && window_.view()[0] == 0xef && window_.view()[1] == 0xbb &&
      window_.view()[2] == 0xbf) {
    window_.consume(3);  // a byte order mark, which some programs write although they should not
  }
  int c = peek();
  if (expect_ == Expect::Nothing) {
    return c < 0 ? final_ = Token::End : damaged("nothing after the end of the JSON text", c);
  }
  if (expect_ == Expect::CommaOrEnd) {
    const bool in_object = open_[depth_ - 1] == '{';
    if (c == (in_object ? '}' : ']')) return close(in_object ? Token::ObjectEnd : Token::ArrayEnd);
    if (c != ',') return damaged(in_object ? "',' or '}'" : "',' or ']'", c);
    window_.consume(1);
    expect_ = in_object ? Expect::Key : Expect::Value;
    c = peek();
  }
  if (c == '}' && expect_ == Expect::KeyOrEnd) return close(Token::ObjectEnd);
  if (c == ']' && expect_ == Expect::ValueOrEnd) return close(Token::ArrayEnd);
  if (expect_ == Expect::Key || expect_ == Expect::KeyOrEnd) {
    return c == '"' ? read_key() : damaged("a key in '\"'", c);
  }
  return read_value(c);
}

Token JsonReader::read_value(int first) {
  switch (first) {
    case '{':
      return open('{');
    case '[':
      return open('[');
    case '"':
      if (const Token token = read_string(Token::String); token != Token::String) return token;
      value_done();
      return Token::String;
    case 't':
      return read_word("true", Token::True);
    case 'f':
      return read_word("false", Token::False);
    case 'n':
      return read_word("null", Token::Null);
    default:
      return first == '-' || is_digit(first) ? read_number() : damaged("a value", first);
  }
}

Token JsonReader::open(char kind) {
  if (depth_ == kMaxJsonDepth) return too_long("a nesting depth", kMaxJsonDepth);
  window_.consume(1);
  open_[depth_++] = kind;
  expect_ = kind == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
  return kind == '{' ? Token::ObjectBegin : Token::ArrayBegin;
}

Token JsonReader::close(Token token) {
  window_.consume(1);
  --depth_;
  value_done();
  return token;
}

Token JsonReader::read_key() {
  if (const Token token = read_string(Token::Key); token != Token::Key) return token;
  const int c = peek();
  if (c != ':') return damaged("':'", c);
  window_.consume(1);
  expect_ = Expect::Value;
  return Token::Key;
}

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

Token JsonReader::read_number() {
  text_.clear();
  const auto current = [&] { return window_.ensure(1) ? int{window_.view()[0]} : -1; };
  const auto take = [&] {
    text_ += static_cast<char>(window_.view()[0]);
    window_.consume(1);
  };
  const auto digits = [&] {
    bool any = false;
    for (; is_digit(current()) && text_.size() <= kMaxJsonNumber; any = true) take();
    return any;
  };
  if (current() == '-') take();
  if (current() == '0') {
    take();
  } else if (!digits()) {
    return damaged("a digit", current());
  }
  if (current() == '.') {
    take();
    if (!digits()) return damaged("a digit", current());
  }
  if (current() == 'e' || current() == 'E') {
    take();
    if (current() == '+' || current() == '-') take();
    if (!digits()) return damaged("a digit", current());
  }
  if (text_.size() > kMaxJsonNumber) return too_long("a number", kMaxJsonNumber);
  value_done();
  return Token::Number;
}

Token JsonReader::read_word(std::string_view word, Token token) {
  for (const char expected : word) {
    if (!window_.ensure(1)) return incomplete("the JSON text");
    if (window_.view()[0] != static_cast<std::uint8_t>(expected)) {
      return damaged("'" + std::string(word) + "'", window_.view()[0]);
    }
    window_.consume(1);
  }
  value_done();
  return token;
}

// Having read the first token of a value, steps over the rest of it.
void JsonReader::skip_rest(Token first) {
  if (first != Token::ObjectBegin && first != Token::ArrayBegin) return;
  const std::size_t outside = depth_ - 1;
  keep_ = false;
  while (depth_ > outside && !stopped()) next();
  keep_ = true;
}

void JsonReader::skip_value() {
  keep_ = false;
  const Token first = next();
  keep_ = true;
  skip_rest(first);
}

bool JsonReader::read_scalar() {
  const Token first = next();
  skip_rest(first);
  return first == Token::String || first == Token::Number;
}

bool JsonReader::enter(Token begin) {
  const Token first = next();
  if (first == begin) return true;
  skip_rest(first);
  return false;
}

bool JsonReader::next_object() {
  for (;;) {
    const Token token = next();
    if (token == Token::ObjectBegin) return true;
    if (token == Token::ArrayEnd || stopped()) return false;
    skip_rest(token);
  }
}

std::string_view json_capture_format(std::span<const std::uint8_t> first_bytes) {
  MemorySource source(first_bytes);
  JsonReader json(source);
  if (json.next() != Token::ObjectBegin || !json.next_key()) return {};
  if (json.text() == "constants" || json.text() == "events") return "netlog";
  return json.text() == "log" ? "har" : std::string_view();
}

}  // namespace ws101::wsdump
