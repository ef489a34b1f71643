#include "text/escape.hpp"

#include "text/hex.hpp"
#include "text/width.hpp"

namespace ws101 {
namespace {

std::string escaped(Bytes text, const NextCharacter& next, EscapeStyle style) {
  if (!next.valid) return "\\x" + hex_digits(text[0], 2);
  switch (next.code_point) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      break;
  }
  const bool as_it_is = is_printable(next.code_point) &&  //
                        (next.code_point < 0x80 || style == EscapeStyle::Utf8);
  if (as_it_is) return std::string(text_of(text.first(next.bytes)));
  if (next.code_point < 0x80) return "\\x" + hex_digits(next.code_point, 2);
  return "\\u{" + hex_digits(next.code_point, 1) + "}";
}

// Without the last character where the text, being only the beginning of another, was cut inside it.
Bytes without_cut_character(Bytes text) {
  for (std::size_t tail = 1; tail <= 3 && tail <= text.size(); ++tail) {
    const Bytes last = text.last(tail);
    if ((last[0] & 0xC0) == 0x80) continue;
    return next_character(last).cut ? text.first(text.size() - tail) : text;
  }
  return text;
}

}  // namespace

EscapedPrefix escape_prefix(Bytes text, std::size_t max_bytes, std::size_t max_columns, EscapeStyle style) {
  EscapedPrefix prefix;
  std::size_t width = 0;
  while (prefix.bytes < text.size()) {
    const Bytes rest = text.subspan(prefix.bytes);
    const bool single = style == EscapeStyle::Octets && rest[0] >= 0x80;
    const NextCharacter next = single ? NextCharacter{} : next_character(rest);
    const std::string shown = escaped(rest, next, style);
    const std::size_t shown_width = display_width(shown);
    if (prefix.bytes + next.bytes > max_bytes || width + shown_width > max_columns) break;
    prefix.text += shown;
    prefix.bytes += next.bytes;
    width += shown_width;
  }
  return prefix;
}

std::string escape_text(Bytes text, std::size_t max_bytes, EscapeStyle style) {
  EscapedPrefix prefix = escape_prefix(text, max_bytes, kUnlimited, style);
  if (prefix.bytes < text.size()) prefix.text += more_bytes(text.size() - prefix.bytes);
  return prefix.text;
}

std::string quote_text(Bytes text, std::uint64_t total, std::size_t max_columns, EscapeStyle style) {
  const std::size_t room = max_columns - 2;
  EscapedPrefix prefix = escape_prefix(text, kUnlimited, room, style);
  if (prefix.bytes == total) return '"' + prefix.text + '"';
  if (text.size() < total) text = without_cut_character(text);
  // Leave space for the longest ending: that of a text of which nothing is shown.
  prefix = escape_prefix(text, kUnlimited, room - shortened(total, room).size(), style);
  return '"' + prefix.text + '"' + shortened(total - prefix.bytes, room - display_width(prefix.text));
}

}  // namespace ws101
