// plain_payload.hpp is the specification.
#include "wsdump/plain_payload.hpp"

#include <algorithm>
#include <string_view>

#include "handshake/token.hpp"
#include "wsdump/plain_text.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kLeastSentence = 8;  // bytes

constexpr std::string_view kBlanks = " \t\r\n";

// Begins and ends like an object or a list.
bool may_be_json(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  const char last = text[std::min(text.find_last_not_of(kBlanks), text.size() - 1)];
  return (text[0] == '{' && last == '}') || (text[0] == '[' && last == ']');
}

// And its second byte is that of an object or of a list of objects or strings: masked bytes rarely fit, for three of
// them have to.
bool is_json(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  const std::size_t second = std::min(text.find_first_not_of(kBlanks, 1), text.size() - 1);
  const bool fits = text[second] == '"' || (text[0] == '[' && text[second] == '{');
  return may_be_json(bytes) && fits && is_readable(bytes);
}

// Written by hand, like 01 02 03 04 or 11 22 33 44: of random keys, one in 65,536 is like that.
bool is_counted_up(MaskingKey key) {
  const auto step = [&](std::size_t i) { return static_cast<std::uint8_t>(key[i] - key[i - 1]); };
  return step(1) == step(2) && step(2) == step(3);
}

// Nothing but words, blanks and the marks of a sentence.
bool is_sentence(Bytes text) {
  constexpr std::string_view kMarks = ".,:;?!'-";
  const auto marks = std::count_if(text.begin(), text.end(), [&](std::uint8_t c) {
    return kMarks.find(static_cast<char>(c)) != std::string_view::npos;
  });
  return count_word_bytes(text) + static_cast<std::size_t>(marks) == text.size();
}

bool has_blank(Bytes text) {
  return text_of(text).find(' ') != std::string_view::npos;
}

// Words as they came, and not when unmasked. Small bytes in the key leave the text readable, but not its blanks.
bool is_rather_words(Bytes came, Bytes text, MaskingKey key) {
  if (!is_words(came)) return false;
  // STOMP ends its texts with a NUL, SignalR with 1e.
  if (!is_readable(text.first(text.size() - 1))) return true;
  if (came.size() <= kLeastReadable || !is_sentence(came) || is_sentence(text)) return false;
  const std::size_t words = count_word_bytes(text);
  const bool lacks_blanks = came.size() >= kLeastSentence && has_blank(came) && !has_blank(text);
  return words * 2 < text.size() || (is_counted_up(key) && lacks_blanks && words < count_word_bytes(came));
}

}  // namespace

CloseCode code_of(Bytes payload) {
  return CloseCode{static_cast<std::uint16_t>(payload[0] << 8 | payload[1])};
}

bool is_known_code(Bytes payload) {
  const CloseCode code = code_of(payload);
  return number(code) < 3000 && may_be_sent(code);
}

bool came_plain(const FrameHeader& header, Bytes came, Bytes text) {
  if (may_be_json(text)) return false;
  if (is_json(came)) return true;
  switch (header.opcode) {
    case Opcode::Text:
      return is_rather_words(came, text, header.key);
    case Opcode::Close:
      return is_known_code(came) && is_words(came.subspan(2)) && !is_words(text.subspan(2));
    case Opcode::Ping:
    case Opcode::Pong:
      return equal_ignoring_case(text_of(came.first(4)), "ping") ||
             equal_ignoring_case(text_of(came.first(4)), "pong");
    default:
      return false;
  }
}

}  // namespace ws101::wsdump
