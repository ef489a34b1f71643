// From bytes to tokens; reader.hpp is the specification.
#include "json/reader.hpp"

#include "text/hex.hpp"

namespace ws101 {
namespace {

using Token = JsonReader::Token;

std::string shown(int byte) {
  if (byte > 0x20 && byte < 0x7f) return std::string("'") + static_cast<char>(byte) + "'";
  return "byte 0x" + hex_digits(static_cast<std::uint8_t>(byte), 2);
}

bool is_digit(int c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string JsonProblem::words() const {
  if (expected.empty()) return {};
  const std::string place = " at byte " + std::to_string(at);
  return got.empty() ? "the text ends inside " + expected + place
                     : "expected " + expected + place + ", got " + got;
}

int JsonReader::current() {
  if (at_ == piece_.size()) {
    piece_offset_ += piece_.size();
    at_ = 0;
    piece_ = source_.next();
    if (piece_.empty()) return -1;
  }
  return static_cast<unsigned char>(piece_[at_]);
}

int JsonReader::after_space() {
  int c = current();
  while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
    consume();
    c = current();
  }
  return c;
}

Token JsonReader::damaged(std::string expected, int got) {
  if (got < 0) return incomplete("the JSON text");
  problem_ = {std::move(expected), shown(got), offset()};
  return final_ = Token::Damaged;
}

Token JsonReader::too_long(std::string_view what, std::size_t limit) {
  problem_ = {std::string(what) + " of at most " + std::to_string(limit), "more", offset()};
  return final_ = Token::Damaged;
}

Token JsonReader::incomplete(std::string_view inside) {
  problem_ = {std::string(inside), {}, offset()};
  const std::string error = source_.error();
  if (!error.empty()) problem_.expected += " (reading failed: " + error + ")";
  return final_ = Token::Incomplete;
}

// Skips a byte order mark, which some programs write although they should not. False if the text begins
// with half of one.
bool JsonReader::skip_byte_order_mark() {
  for (const int expected : {0xef, 0xbb, 0xbf}) {
    if (current() != expected) {
      damaged("a value", current());
      return false;
    }
    consume();
  }
  return true;
}

Token JsonReader::next() {
  if (stopped()) return final_;
  if (limits_.rigour == JsonRigour::Tolerant && offset() == 0 && current() == 0xef && !skip_byte_order_mark())
    return final_;
  int c = after_space();
  if (expect_ == Expect::Nothing)
    return c < 0 ? final_ = Token::End : damaged("nothing after the end of the JSON text", c);
  if (expect_ == Expect::CommaOrEnd) {
    const bool in_object = open_.back() == '{';
    if (c == (in_object ? '}' : ']')) return close(in_object ? Token::ObjectEnd : Token::ArrayEnd);
    if (c != ',') return damaged(in_object ? "',' or '}'" : "',' or ']'", c);
    consume();
    expect_ = in_object ? Expect::Key : Expect::Value;
    c = after_space();
  }
  if (c == '}' && expect_ == Expect::KeyOrEnd) return close(Token::ObjectEnd);
  if (c == ']' && expect_ == Expect::ValueOrEnd) return close(Token::ArrayEnd);
  if (expect_ == Expect::Key || expect_ == Expect::KeyOrEnd)
    return c == '"' ? read_key() : damaged("a key in '\"'", c);
  return read_value(c);
}

Token JsonReader::read_value(int first) {
  switch (first) {
    case '{':
    case '[':
      return open(static_cast<char>(first));
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
  if (open_.size() == limits_.depth) return too_long("a nesting depth", limits_.depth);
  consume();
  open_ += kind;
  expect_ = kind == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
  return kind == '{' ? Token::ObjectBegin : Token::ArrayBegin;
}

Token JsonReader::close(Token token) {
  consume();
  open_.pop_back();
  value_done();
  return token;
}

Token JsonReader::read_key() {
  if (const Token token = read_string(Token::Key); token != Token::Key) return token;
  const int c = after_space();
  if (c != ':') return damaged("':'", c);
  consume();
  expect_ = Expect::Value;
  return Token::Key;
}

bool JsonReader::take_digits() {
  bool any = false;
  for (int c = current(); is_digit(c) && text_.size() <= kMaxJsonNumber; c = current()) {
    text_ += static_cast<char>(c);
    consume();
    any = true;
  }
  return any;
}

// RFC 8259 6: no leading zeros, no plus sign, digits on both sides of the point.
Token JsonReader::read_number() {
  text_.clear();
  const auto take = [&](char wanted) {
    if (current() != wanted) return false;
    text_ += wanted;
    consume();
    return true;
  };
  take('-');
  if (!take('0') && !take_digits()) return damaged("a digit", current());
  if (take('.') && !take_digits()) return damaged("a digit", current());
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!take_digits()) return damaged("a digit", current());
  }
  if (text_.size() > kMaxJsonNumber) return too_long("a number", kMaxJsonNumber);
  value_done();
  return Token::Number;
}

Token JsonReader::read_word(std::string_view word, Token token) {
  for (const char expected : word) {
    if (const int c = current(); c != expected) return damaged("'" + std::string(word) + "'", c);
    consume();
  }
  value_done();
  return token;
}

// Skips the rest of a value whose first token was read.
void JsonReader::skip_rest(Token first) {
  if (first != Token::ObjectBegin && first != Token::ArrayBegin) return;
  const std::size_t outside = open_.size() - 1;
  keep_ = false;
  while (open_.size() > outside && !stopped()) next();
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

}  // namespace ws101
