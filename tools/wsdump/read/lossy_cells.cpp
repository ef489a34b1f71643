// Looks at the cells of every line, for one line of od -c may hold octal numbers alone.
#include "wsdump/read/lossy_cells.hpp"

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

// Cells of six octal digits: what od and hexdump -o print for 16-bit words.
bool octal_words(const DumpLines& lines) {
  bool any = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() != 6 || word[0] > '1' || !all_of(word, is_octal)) return false;
      any = true;
    }
    if (line.offset.size() < 6 || line.offset.size() > 7 || line.colon) return false;
  }
  return any;
}

bool decimal_words(const DumpLines& lines) {
  bool any = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() < 5 || !all_of(word, is_digit)) return false;
      any |= word.size() == 5;
    }
  }
  return any;
}

// od -c, hexdump -c, od -a: single characters, names of control characters and octal numbers side by side.
bool character_cells(const DumpLines& lines) {
  std::size_t characters = 0;
  std::size_t cells = 0;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    if (line.offset.size() < 6 || line.offset.size() > 7 || line.colon || line.box) return false;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() > 3) return false;
      ++cells;
      if ((word.size() == 1 && !is_digit(word[0])) || word[0] == '\\' ||
          (is_letter(word[0]) && !all_of(word, is_hex)))
        ++characters;
    }
  }
  return characters > 0 && cells > 1;
}

}  // namespace

bool octal_or_single_digits(const DumpLines& lines) {
  bool three = false;
  bool one = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (!all_of(word, is_octal) && !(word.size() == 1 && is_digit(word[0]))) return false;
      if (word.size() == 2) return false;
      three |= word.size() == 3;
      one |= word.size() == 1;
    }
  }
  return three && one;
}

Outcome refuse_cells(const DumpLines& lines, std::string_view body) {
  const auto place = [&] {
    for (const DumpLine& line : lines.lines) {
      if (line.kind == DumpLine::Kind::Bytes) return static_cast<std::size_t>(line.line.data() - body.data());
    }
    return std::size_t{0};
  };
  if (octal_words(lines)) {
    return error_at(body, place(),
                    "expected bytes, got od's default: 16-bit words in octal and in host order",
                    "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  if (character_cells(lines)) {
    return error_at(
        body, place(),
        "expected bytes, got od -c or od -a: characters and octal numbers that cannot be told apart",
        "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  if (decimal_words(lines)) {
    return error_at(body, place(), "expected bytes, got words in decimal (od -d, hexdump -d)",
                    "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
