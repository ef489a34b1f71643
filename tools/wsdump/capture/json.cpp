#include "wsdump/capture/json.hpp"

#include "text/hex.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

std::string shown(int byte) {
  if (byte < 0) return "the end of the input";
  if (byte > 0x20 && byte < 0x7f) return std::string("'") + static_cast<char>(byte) + "'";
  return "byte 0x" + hex_digits(static_cast<std::uint8_t>(byte), 2);
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
