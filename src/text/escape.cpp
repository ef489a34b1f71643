#include "text/escape.hpp"

#include <algorithm>
#include <array>

#include "text/hex.hpp"
#include "text/width.hpp"

namespace ws101 {
namespace {

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
  constexpr std::string_view kNamed = "\n\r\t\"\\";
  constexpr std::string_view kNames = "nrt\"\\";
  const char32_t c = next.valid ? next.code_point : text[0];
  Shown shown;
  const bool named = next.valid && c < 0x80 && kNamed.find(static_cast<char>(c)) != std::string_view::npos;
  if (named) {
    const char escape[] = {'\\', kNames[kNamed.find(static_cast<char>(c))]};
    shown.put({escape, 2});
  } else if (next.valid && (c < 0x80 || style == EscapeStyle::Utf8) && is_printable(c)) {
    shown.put(text_of(text.first(next.bytes)));
    shown.columns = static_cast<std::size_t>(columns(c));
    return shown;
  } else if (!next.valid || c < 0x80) {
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
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

// How many bytes at the front are shown unchanged, one column each: printable ASCII except the quote and the
// backslash. Sixteen at a time without an early exit, so that the compiler can vectorise the comparison.
std::size_t plain_prefix(Bytes text) {
  constexpr std::size_t kBlock = 16;
  std::size_t size = 0;
  for (; text.size() - size >= kBlock; size += kBlock) {
    unsigned plain = 0;
    for (std::size_t i = 0; i < kBlock; ++i) plain += is_plain(text[size + i]) ? 1U : 0U;
    if (plain < kBlock) break;
  }
  while (size < text.size() && is_plain(text[size])) ++size;
  return size;
}

// Without the last character if the text is only the beginning of another one and was cut inside that
// character.
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
    NextCharacter next;
    if (rest[0] < 0x80) {
      next.valid = true;
      next.code_point = rest[0];
    } else if (style != EscapeStyle::Octets) {
      next = next_character(rest);
    }
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
  const std::size_t begin = out.size();
  out += '"';
  // Only unescaped characters may take fewer columns than bytes.
  if (preview.total <= room || style == EscapeStyle::Utf8) {
    const Escaped shown = append_escaped(out, text, room, style);
    if (shown.bytes == preview.total) {
      out += '"';
      return shown.columns + 2;
    }
    out.resize(begin + 1);
  }
  if (text.size() < preview.total) text = without_cut_character(text);
  // Leave space for the longest mark, that of a text of which nothing is shown.
  const std::size_t mark = cut_mark_size(preview.total, room, preview.mark);
  const Escaped shown = append_escaped(out, text, room - mark, style);
  out += '"';
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
