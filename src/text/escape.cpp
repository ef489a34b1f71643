#include "text/escape.hpp"

#include <algorithm>
#include <array>

#include "text/hex.hpp"
#include "text/width.hpp"

namespace ws101 {
namespace {

// What each byte of ASCII is written as: 0 as it is, 'x' in hex, any other letter behind a backslash.
constexpr std::array<char, 0x80> kEscapes = [] {
  std::array<char, 0x80> escapes{};
  for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'x';
  escapes[0x7F] = 'x';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

// One character as it is shown; the longest is \u{10ffff}.
struct Shown {
  std::array<char, 12> text;
  std::size_t size = 0;
  std::size_t columns = 0;

  void put(std::string_view more) {
    for (const char c : more) text[size++] = c;
  }
  void put_hex(char32_t number, int least) {
    int digits = least;
    while (digits < 6 && number >> (4 * digits) != 0) ++digits;
    while (digits-- > 0) text[size++] = kHexDigits[number >> (4 * digits) & 0xF];
  }
};

Shown escaped(Bytes text, const NextCharacter& next, EscapeStyle style) {
  const char32_t c = next.valid ? next.code_point : text[0];
  Shown shown;
  if (next.valid && style == EscapeStyle::Utf8 && is_printable(c)) {
    shown.put(text_of(text.first(next.bytes)));
    shown.columns = static_cast<std::size_t>(columns(c));
    return shown;
  }
  if (!next.valid || c < 0x80) {
    shown.put("\\x");
    shown.put_hex(c, 2);
  } else {
    shown.put("\\u{");
    shown.put_hex(c, 1);
    shown.put("}");
  }
  shown.columns = shown.size;
  return shown;
}

bool is_plain(std::uint8_t byte) {
  return byte < 0x80 && kEscapes[byte] == 0;
}

// How many bytes at the front are shown unchanged, one column each.
std::size_t plain_prefix(Bytes text) {
  std::size_t size = 0;
  while (size < text.size() && is_plain(text[size])) ++size;
  return size;
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

Escaped append_escaped(std::string& out, Bytes text, std::size_t max_columns, EscapeStyle style) {
  Escaped done;
  while (done.bytes < text.size() && done.columns < max_columns) {
    const std::size_t room = max_columns - done.columns;
    const Bytes rest = text.subspan(done.bytes);
    if (const std::size_t plain = plain_prefix(rest.first(std::min(rest.size(), room))); plain > 0) {
      out += text_of(rest.first(plain));
      done.bytes += plain;
      done.columns += plain;
      continue;
    }
    if (rest[0] < 0x80 && kEscapes[rest[0]] != 'x') {
      if (room < 2) break;
      out.append({'\\', kEscapes[rest[0]]});
      done.bytes += 1;
      done.columns += 2;
      continue;
    }
    const bool has_encoding = rest[0] < 0x80 || style != EscapeStyle::Octets;
    const NextCharacter next = has_encoding ? next_character(rest) : NextCharacter{};
    const Shown shown = escaped(rest, next, style);
    if (shown.columns > room) break;
    out.append(shown.text.data(), shown.size);
    done.bytes += next.bytes;
    done.columns += shown.columns;
  }
  return done;
}

std::string escape_text(Bytes text, std::size_t max_bytes, EscapeStyle style) {
  std::string out;
  // A character that max_bytes cuts is not shown.
  Bytes some = text.first(std::min(text.size(), max_bytes));
  if (some.size() < text.size() && style != EscapeStyle::Octets) some = without_cut_character(some);
  append_escaped(out, some, kUnlimited, style);
  if (some.size() < text.size()) append_more_bytes(out, text.size() - some.size());
  return out;
}

std::size_t append_quoted(std::string& out, Bytes text, const Preview& preview, EscapeStyle style) {
  const std::size_t room = preview.max_columns - 2;
  const bool cut = text.size() < preview.total;
  if (cut) text = without_cut_character(text);
  out += '"';
  // Leave space for the longest mark, that of a text of which nothing is shown; the end of the text may take it.
  const std::size_t mark = cut_mark_size(preview.total, room, preview.mark);
  Escaped shown = append_escaped(out, text, room - mark, style);
  if (!cut && shown.bytes < text.size()) {
    const std::size_t before_end = out.size();
    const Escaped end = append_escaped(out, text.subspan(shown.bytes), room - shown.columns, style);
    if (shown.bytes + end.bytes == text.size()) {
      shown = {text.size(), shown.columns + end.columns};
    } else {
      out.resize(before_end);
    }
  }
  out += '"';
  if (shown.bytes == preview.total) return shown.columns + 2;
  const std::size_t before = out.size();
  append_cut_mark(out, preview.total - shown.bytes, room - shown.columns, preview.mark);
  return shown.columns + 2 + out.size() - before;
}

std::string quote_text(Bytes text, std::uint64_t total, std::size_t max_columns, EscapeStyle style) {
  std::string out;
  append_quoted(out, text, {total, max_columns}, style);
  return out;
}

}  // namespace ws101
