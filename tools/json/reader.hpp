// Reads JSON (RFC 8259) of any size token by token, in memory that does not depend on the size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "json/source.hpp"

namespace ws101 {

inline constexpr std::size_t kMaxJsonNumber = 64;  // characters

enum class JsonRigour : std::uint8_t {
  Tolerant,  // a byte order mark is skipped, half a surrogate pair becomes U+FFFD
  Strict,    // both are refused
};

struct JsonLimits {
  std::size_t depth = 64;                      // arrays and objects inside each other
  std::size_t string = std::size_t{64} << 20;  // bytes of one string that is not skipped
  JsonRigour rigour = JsonRigour::Tolerant;
};

// Why reading stopped: "expected ':' at byte 5, got '1'".
struct JsonProblem {
  std::string expected;  // "':'"; for an incomplete text, in what it ends: "a string"
  std::string got;       // "'1'"; empty if the text ends there
  std::uint64_t at = 0;  // offset of the byte that was not expected
  std::string words() const;
};

class JsonReader {
 public:
  enum class Token : std::uint8_t {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    Key,
    String,
    Number,
    True,
    False,
    Null,
    End,         // the value is complete, and only white space follows it
    Incomplete,  // the input ended before: problem() says where
    Damaged,     // not JSON, or over a limit: problem() says what was expected, what came, at which byte
  };

  explicit JsonReader(JsonSource& source, const JsonLimits& limits = {}) : source_(source), limits_(limits) {}

  // The next token. After End, Incomplete or Damaged it always returns the same again.
  Token next();
  // The characters of the last Key or String, decoded to UTF-8 (bytes that are no UTF-8 stay as they are), or of the
  // last Number as written. Valid until the next call.
  std::string_view text() const { return text_; }

  // The following three read the whole value that comes next, as after a Key.
  // Skips it.
  void skip_value();
  // True if it is a string or a number: text() has it.
  bool read_scalar();
  // True if it is the container that `begin` opens; its content comes next. Any other value is skipped.
  bool enter(Token begin);

  // Between ObjectBegin and its ObjectEnd: true if a key came (in text()), false at the end of the object or input.
  bool next_key() { return next() == Token::Key; }
  // Between ArrayBegin and its ArrayEnd: true if an object begins; other elements are skipped. False at the end
  // of the array or input.
  bool next_object();

  bool stopped() const { return final_ != Token::Null; }
  // End, Incomplete or Damaged once one of them was returned; Null before.
  Token final_token() const { return final_; }
  const JsonProblem& problem() const { return problem_; }
  // How many bytes of the text have been used.
  std::uint64_t offset() const { return piece_offset_ + at_; }

 private:
  enum class Expect : std::uint8_t { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd, Nothing };

  int current();      // the next byte, not consumed; -1 at the end
  int after_space();  // the same after white space
  void consume() { ++at_; }
  Token damaged(std::string expected, int got);
  Token too_long(std::string_view what, std::size_t limit);
  Token incomplete(std::string_view inside);
  bool skip_byte_order_mark();
  Token read_value(int first);
  Token read_key();
  Token read_string(Token kind);
  Token read_escape();
  Token read_unit();
  Token read_number();
  bool take_digits();
  Token read_word(std::string_view word, Token token);
  Token open(char kind);
  Token close(Token token);
  bool append_unit(unsigned unit);
  bool end_surrogate();
  void append_character(unsigned code_point);
  void skip_rest(Token first);
  void value_done() { expect_ = open_.empty() ? Expect::Nothing : Expect::CommaOrEnd; }

  JsonSource& source_;
  JsonLimits limits_;
  std::string_view piece_;
  std::size_t at_ = 0;              // in piece_
  std::uint64_t piece_offset_ = 0;  // of piece_ in the text
  Expect expect_ = Expect::Value;
  std::string open_;             // '{' and '[' that are not closed yet
  bool keep_ = true;             // false while a value is skipped
  unsigned high_surrogate_ = 0;  // a high surrogate that waits for its low half
  std::string text_;
  JsonProblem problem_;
  Token final_ = Token::Null;  // Null: still reading
};

}  // namespace ws101
