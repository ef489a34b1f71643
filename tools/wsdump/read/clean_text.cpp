// Copies only if something has to be repaired, so that large inputs are read in place.
#include "wsdump/read/clean_text.hpp"

#include <algorithm>
#include <cstdint>

#include "text/bytes.hpp"
#include "text/character.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"

namespace ws101::wsdump::input {
namespace {

struct Survey {
  bool text = true;
  bool controls = false;  // DEL or C1 control characters: text only inside a string literal
  bool high = false;      // characters above 7e
  bool escape = false;    // ESC: colours
  bool lone_cr = false;   // CR that ends a line by itself
};

Survey survey(std::string_view s) {
  Survey result;
  const std::size_t size = s.size();
  for (std::size_t i = 0; i < size; ++i) {
    while (i < size && is_printable(s[i])) ++i;
    if (i == size) break;
    const auto c = static_cast<unsigned char>(s[i]);
    if (c == '\n') continue;
    if (c == '\r') {
      result.lone_cr |= i + 1 < s.size() && s[i + 1] != '\n';
    } else if (c == 0x1b) {
      result.escape = true;
      if (i + 1 >= s.size() || s[i + 1] != '[') result.text = false;
    } else if (c >= 0x80) {
      const CodePoint point = decode_utf8(s.substr(i, 4));
      // C1 control characters are not text: they are a sign of bytes that were converted from Latin-1 to
      // UTF-8.
      if (point.length == 0) result.text = false;
      result.controls |= point.value < 0xa0;
      result.high = true;
      if (point.length > 1) i += point.length - 1;
    } else if (c == 0x7f) {
      result.controls = true;
    } else if (c != '\t' && c != '\f') {
      result.text = false;
    }
    if (!result.text) return result;
  }
  return result;
}

// ASCII in UTF-16 whose byte order mark is missing: every second byte, from `zero` on, is 0.
bool is_utf16_without_mark(std::string_view s, std::size_t zero) {
  if (s.size() < 8 || s.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < std::min<std::size_t>(s.size(), 64); i += 2) {
    const char c = s[i + 1 - zero];
    if (s[i + zero] != 0 || !(is_printable(c) || is_space(c))) return false;
  }
  return true;
}

std::string utf16_to_utf8(std::string_view s, bool big_endian) {
  std::string out;
  out.reserve(s.size() / 2);
  for (std::size_t i = 0; i + 1 < s.size(); i += 2) {
    const auto high = static_cast<unsigned char>(s[big_endian ? i : i + 1]);
    const auto low = static_cast<unsigned char>(s[big_endian ? i + 1 : i]);
    append_utf8(out, static_cast<char32_t>(high << 8 | low));
  }
  return out;
}

// The ASCII text that replaces a typographic character.
struct Typography {
  char32_t first, last;
  const char* plain;
};
constexpr Typography kTypography[] = {
    {0xa0, 0xa0, " "},      {0xad, 0xad, ""},       {0x2000, 0x200a, " "},  {0x200b, 0x200d, ""},
    {0x2010, 0x2015, "-"},  {0x2018, 0x2019, "'"},  {0x201c, 0x201d, "\""}, {0x2026, 0x2026, "..."},
    {0x202f, 0x202f, " "},  {0x2032, 0x2032, "'"},  {0x2033, 0x2033, "\""}, {0x205f, 0x205f, " "},
    {0x2060, 0x2060, ""},   {0x2190, 0x2190, "<-"}, {0x2191, 0x2192, "->"}, {0x2193, 0x2193, "<-"},
    {0x2b06, 0x2b06, "->"}, {0x2b07, 0x2b07, "<-"}, {0x21d0, 0x21d0, "<-"}, {0x21d2, 0x21d2, "->"},
    {0x2212, 0x2212, "-"},  {0x2500, 0x2501, "-"},  {0x2502, 0x2503, "|"},  {0x2506, 0x2506, "|"},
    {0x250a, 0x250b, "|"},  {0x250c, 0x254f, "+"},  {0x2550, 0x2550, "-"},  {0x2551, 0x2551, "|"},
    {0x27f5, 0x27f5, "<-"}, {0x27f6, 0x27f6, "->"}, {0x3000, 0x3000, " "},  {0xfeff, 0xfeff, ""},
    {0xff1a, 0xff1a, ":"}};

// nullptr: keep it.
const char* plain_form(char32_t c) {
  const auto known = std::find_if(std::begin(kTypography), std::end(kTypography),
                                  [&](const Typography& t) { return c >= t.first && c <= t.last; });
  return known == std::end(kTypography) ? nullptr : known->plain;
}

// A dump's line: eight or more digits of an offset. Beyond ASCII its text column shows one character a byte.
bool is_dump_line(std::string_view s) {
  s = trim_left(s);
  std::size_t n = 0;
  while (n < s.size() && is_hex(s[n])) ++n;
  return n >= 8 && n <= 16 && n < s.size() && (s[n] == ' ' || s[n] == ':');
}

bool is_typography(char32_t c) {
  return c == 0xad || (c >= 0x2010 && c <= 0x203a);
}

std::string repair(std::string_view s, std::vector<std::string>& notes) {
  std::string out;
  out.reserve(s.size());
  bool blanks = false;
  bool quotes = false;
  bool colours = false;
  bool dump_line = false;
  std::size_t line_begin = 0;
  std::size_t literal = 0;      // end of the current string literal
  QuotedLiterals literals{{}};  // of this line
  for (std::size_t i = 0; i < s.size();) {
    const char c = s[i];
    if (i == 0 || s[i - 1] == '\n') {
      const std::string_view line = s.substr(i, std::min(s.find('\n', i), s.size()) - i);
      line_begin = i;
      literals = QuotedLiterals(line);
      dump_line = is_dump_line(line);
    }
    if (is_quote(c) && i >= literal) literal = i + literals.length_at(i - line_begin);
    if (c == 0x1b) {  // ESC [ parameters letter
      colours = true;
      i += 2;
      while (i < s.size() && !is_letter(s[i]) && s[i] != '\n') ++i;
      if (i < s.size() && is_letter(s[i])) ++i;
      continue;
    }
    if (c == '\r') {
      // CR LF stays, and so does CR CR LF, which Windows makes of it; without LF each CR ends a line.
      const std::size_t end = std::min(s.find_first_not_of('\r', i), s.size());
      out += end < s.size() && s[end] == '\n' ? std::string(1, '\r') : std::string(end - i, '\n');
      i = end;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
      ++i;
      continue;
    }
    const CodePoint point = decode_utf8(s.substr(i, 4));
    // A character below U+0100 in a literal may be a byte: Node prints its 'binary' strings like this.
    const bool kept = (i < literal && point.value < 0x100) || (dump_line && is_typography(point.value));
    const char* plain = kept ? nullptr : plain_form(point.value);
    if (plain == nullptr) {
      out.append(s.substr(i, point.length));
    } else {
      out += plain;
      blanks |= plain[0] == ' ' || plain[0] == '\0';
      quotes |= plain[0] == '"' || plain[0] == '\'';
    }
    i += std::max<std::size_t>(point.length, 1);
  }
  if (blanks) notes.emplace_back("took no-break and zero-width spaces as spaces");
  if (quotes) notes.emplace_back("took curly quotes as straight ones");
  if (colours) notes.emplace_back("left out terminal colour codes");
  return out;
}

}  // namespace

CodePoint decode_utf8(std::string_view s) {
  const Bytes bytes = bytes_of(s.substr(0, 4));
  const std::size_t size = character_size(bytes);
  return size == 0 ? CodePoint{} : CodePoint{code_point(bytes.first(size)), size};
}

void append_utf8(std::string& out, char32_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
    return;
  }
  const int tail = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;  // bytes behind the first
  out += static_cast<char>((0xf00U >> tail & 0xffU) | value >> (6 * tail));
  for (int i = tail - 1; i >= 0; --i) out += static_cast<char>(0x80 | (value >> (6 * i) & 0x3f));
}

void clean_text(std::string_view input, CleanText& out) {
  std::string_view s = input;
  const bool big_endian = s.starts_with("\xfe\xff") || is_utf16_without_mark(s, 0);
  if (s.starts_with("\xff\xfe") || big_endian || is_utf16_without_mark(s, 1)) {
    const bool marked = static_cast<unsigned char>(s[0]) >= 0xfe;
    out.owned = utf16_to_utf8(marked ? s.substr(2) : s, big_endian);
    if (survey(out.owned).text) {
      out.notes.emplace_back("converted from UTF-16, as PowerShell writes it");
      s = out.owned;
    }
  } else if (s.starts_with("\xef\xbb\xbf")) {
    s.remove_prefix(3);
    out.notes.emplace_back("left out a UTF-8 byte order mark");
  }
  while (!s.empty() && s.back() == '\0') s.remove_suffix(1);
  const Survey seen = survey(s);
  const std::string_view bare = trim(s);
  const bool literal =
      bare.size() > 1 && bare.front() == bare.back() && (bare[0] == '"' || bare[0] == '\'' || bare[0] == '`');
  out.is_text = seen.text && (!seen.controls || literal);
  if (!out.is_text) {
    out.notes.clear();
    out.body = input;
    return;
  }
  if ((seen.high && !literal) || seen.escape || seen.lone_cr) {  // inside quotes every character counts
    out.owned = repair(s, out.notes);
    s = out.owned;
  }
  out.body = s;
}

}  // namespace ws101::wsdump::input
