// Reads JSON (RFC 8259) of any size token by token, in memory that does not depend on the size.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "wsdump/capture/byte_window.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::size_t kMaxJsonString = std::size_t{64}
                                              << 20;  // bytes of one string that is not skipped
inline constexpr std::size_t kMaxJsonNumber = 64;     // characters

class JsonReader {
 public:
  enum class Token {
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
    End,         // the one value is complete and nothing but white space follows it
    Incomplete,  // the input ended before: problem() says where
    Damaged,     // not JSON, or over a limit: problem() says what was expected, what came, at which byte
  };

  explicit JsonReader(ByteSource& source) : window_(source, std::size_t{64} << 10) {}

  // The next token. After End, Incomplete or Damaged always the same again.
  Token next();
  // The characters of the last Key or String, decoded to UTF-8 (half a surrogate pair becomes U+FFFD; bytes
  // that are no UTF-8 stay as they are), or of the last Number as written. Valid until the next call.
  std::string_view text() const { return text_; }

  // The following three read the whole value that comes next, as after a Key.
  // Steps over it without keeping any of it.
  void skip_value();
  // True if it is a string or a number: text() has it.
  bool read_scalar();
  // True if it is the container that `begin` opens; its inside comes next. Any other value is stepped over.
  bool enter(Token begin);

  // Between ObjectBegin and its ObjectEnd: true if a key came (in text()), false at the end of the object or
  // input.
  bool next_key() { return next() == Token::Key; }

  // Between ArrayBegin and its ArrayEnd: true if an object begins; other elements are stepped over. False at
  // the end of the array or input.
  bool next_object();

  bool stopped() const { return final_ != Token::Null; }
  // End, Incomplete or Damaged once one of them was returned; Null before.
  Token final_token() const { return final_; }
  const std::string& problem() const { return problem_; }

 private:
  enum class Expect { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd, Nothing };

  int peek();  // the next byte that is not white space, not consumed; -1 at the end
  Token damaged(std::string_view expected, int got);
  Token too_long(std::string_view what, std::size_t limit);
  Token incomplete(std::string_view inside);
  Token read_value(int first);
  Token read_key();
  Token read_string(Token kind);
  Token read_escape();
  Token read_number();
  Token read_word(std::string_view word, Token token);
  Token open(char kind);
  Token close(Token token);
  bool read_hex4(unsigned& unit);
  void append_unit(unsigned unit);
  void append_character(unsigned code_point);
  void end_surrogate();
  void skip_rest(Token first);
  void value_done() { expect_ = depth_ == 0 ? Expect::Nothing : Expect::CommaOrEnd; }

  ByteWindow window_;
  Expect expect_ = Expect::Value;
  std::array<char, kMaxJsonDepth> open_{};
  std::size_t depth_ = 0;
  bool keep_ = true;  // false while a value is stepped over
  unsigned high_surrogate_ = 0;
  std::string text_;
  std::string problem_;
  Token final_ = Token::Null;  // Null: still reading
};

// "netlog", "har", or empty: what the first bytes of a JSON file (its first key) say that it is.
std::string_view json_capture_format(std::span<const std::uint8_t> first_bytes);

}  // namespace ws101::wsdump
