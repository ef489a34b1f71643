// A text column may look like hex ("abcd"), so it is never skipped by its looks: it is compared with the bytes.
#include "wsdump/read/dump_cells.hpp"

#include <algorithm>
#include <optional>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMaxCells = 1 << 16;  // a line with more is cut there, and then does not fit

// One cell: the bytes it adds to `bytes`. False if `word` is no cell of this kind.
bool add_cell(std::string_view word, Cells kind, std::vector<std::uint8_t>& bytes) {
  const auto put = [&](unsigned value) { bytes.push_back(static_cast<std::uint8_t>(value)); };
  const auto number = [&](unsigned base) {
    unsigned value = 0;
    for (char c : word) value = value * base + static_cast<unsigned>(hex_value(c));
    return value;
  };
  if (word.empty()) return false;
  switch (kind) {
    case Cells::Hex:
    case Cells::Swapped: {
      const bool prefixed = word.starts_with("0x") || word.starts_with("0X");
      if (prefixed) word.remove_prefix(2);
      if (!all_of(word, is_hex)) return false;
      if (prefixed && word.size() == 1) {
        put(number(16));
        return true;
      }
      if (word.empty() || word.size() % 2 != 0) return false;
      const std::size_t first = bytes.size();
      for (std::size_t i = 0; i < word.size(); i += 2) {
        put(static_cast<unsigned>(hex_value(word[i]) << 4 | hex_value(word[i + 1])));
      }
      if (kind == Cells::Swapped)
        std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(first), bytes.end());
      return true;
    }
    case Cells::Bits:
      if (word.starts_with("0b")) word.remove_prefix(2);
      if (word.size() != 8 || !all_of(word, [](char c) { return c == '0' || c == '1'; })) return false;
      put(number(2));
      return true;
    case Cells::Octal:
      if (!all_of(word, is_octal) || word.size() > 4 || (word.size() != 3 && word[0] != '0')) return false;
      if (number(8) > 255) return false;
      put(number(8));
      return true;
    case Cells::Decimal:
    case Cells::GdbChar: {
      const bool negative = word[0] == '-';
      if (negative) word.remove_prefix(1);
      if (word.empty() || word.size() > 3 || !all_of(word, is_digit)) return false;
      if (word.size() > 1 && word[0] == '0') return false;
      const unsigned value = number(10);
      if (value > 255 || (negative && value > 128)) return false;
      put(negative ? 256 - value : value);
      return true;
    }
  }
  return false;
}

struct CellEnd {
  std::size_t at;     // in the line, behind the cell
  std::size_t bytes;  // how many bytes up to here
};

// The longest run of cells from the start of `rest`.
void scan_cells(std::string_view rest, Cells kind, std::vector<std::uint8_t>& bytes,
                std::vector<CellEnd>& ends) {
  bytes.clear();
  ends.clear();
  std::size_t at = 0;
  std::size_t width = 0;
  while (ends.size() < kMaxCells) {
    std::size_t begin = at;
    // WinDbg, openssl and debug join the eighth and the ninth byte with a hyphen.
    if (begin < rest.size() && rest[begin] == '-' && !ends.empty()) ++begin;
    while (begin < rest.size() && (is_space(rest[begin]) || rest[begin] == '|')) ++begin;
    std::size_t end = begin;
    const bool signs = kind == Cells::Decimal || kind == Cells::GdbChar;
    if (signs && end < rest.size() && rest[end] == '-') ++end;
    while (end < rest.size() && !is_space(rest[end]) && rest[end] != '-' && rest[end] != '|') ++end;
    if (end == begin || !add_cell(rest.substr(begin, end - begin), kind, bytes)) return;
    if (kind == Cells::GdbChar) {
      std::size_t quote = end;
      while (quote < rest.size() && is_space(rest[quote])) ++quote;
      if (quote + 2 >= rest.size() || rest[quote] != '\'') return bytes.pop_back();
      std::size_t close = quote + (rest[quote + 1] == '\\' ? 3 : 2);
      while (close < rest.size() && rest[close] != '\'') ++close;
      if (close >= rest.size()) return bytes.pop_back();
      end = close + 1;
    }
    ends.push_back({end, bytes.size()});
    // Every group but the last has the same width; a different one may only end the line.
    if (kind == Cells::Hex || kind == Cells::Swapped) {
      if (width == 0) {
        width = end - begin;
      } else if (end - begin > width && kind == Cells::Hex) {
        ends.pop_back();
        return;
      } else if (end - begin < width) {
        return;
      }
    }
    at = end;
  }
}

// What stands behind the cells between bars or angle brackets; nothing without them.
std::optional<std::string_view> framed_text(std::string_view behind) {
  const std::string_view text = trim_left(behind);
  if (!text.starts_with("|") && !text.starts_with(">")) return std::nullopt;
  const std::size_t last = text.rfind(text[0] == '|' ? '|' : '<');
  if (last == 0 && text[0] == '|') return trim(text.substr(1));  // a bar in front of the text alone
  if (last == 0 || last == std::string_view::npos) return std::nullopt;
  return text.substr(1, last - 1);
}

std::size_t blanks_before(std::string_view behind) {
  return behind.size() - trim_left(behind).size();
}

}  // namespace

bool shows(std::string_view text, const std::uint8_t* bytes, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (text.empty()) {
      return std::all_of(bytes + i, bytes + count, [](std::uint8_t b) { return b == ' '; });
    }
    // tshark's follow puts a blank in the middle.
    if ((i == 8 || (i > 8 && i * 2 == count)) && text[0] == ' ' && bytes[i] != ' ') text.remove_prefix(1);
    if (i == 8 && text.size() > 1 && text[0] == ' ' && text[1] == ' ' && bytes[i] == ' ' &&
        trim_right(text).size() + i > count) {
      text.remove_prefix(1);
    }
    if (text.empty()) return false;
    const char c = text[0];
    const std::uint8_t b = bytes[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const CodePoint point = decode_utf8(text);
      if (point.length == 0 || (b > 0x20 && b < 0x7f)) return false;
      text.remove_prefix(point.length);
      continue;
    }
    const bool same = c == static_cast<char>(b);
    const bool stand_in =
        (b < 0x20 || b >= 0x7f) ? (c == '.' || c == '?' || c == ' ' || c == '_') : (b == 0x20 && c == '.');
    if (!same && !stand_in) return false;
    text.remove_prefix(1);
  }
  return trim(text).empty();
}

std::size_t find_text(std::string_view rest, CellStyle style, std::size_t count) {
  std::vector<std::uint8_t> bytes;
  std::vector<CellEnd> ends;
  scan_cells(rest, style.cells, bytes, ends);
  for (const CellEnd& end : ends) {
    if (end.bytes != count) continue;
    const std::size_t blanks = blanks_before(rest.substr(end.at));
    return end.at + blanks < rest.size() ? end.at + blanks : 0;
  }
  return 0;
}

bool read_dump_cells(std::string_view rest, CellStyle style, std::size_t expected, std::size_t text_at,
                     std::vector<std::uint8_t>& out) {
  thread_local std::vector<std::uint8_t> bytes;
  thread_local std::vector<CellEnd> ends;
  if (style.column == Column::Damaged && text_at != 0 && text_at < rest.size())
    rest = rest.substr(0, text_at);
  scan_cells(rest, style.cells, bytes, ends);
  if (ends.empty()) return false;
  const auto accept = [&](std::size_t count) {
    out.insert(out.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    return true;
  };
  // Words are padded with zeros at the end of a file: up to 7 of the last 8 bytes may be padding.
  const auto padding_is_zero = [&](std::size_t count, std::size_t all) {
    const std::size_t word = ends.front().bytes;
    return style.cells == Cells::Swapped && count < all && all - count < std::min<std::size_t>(word, 8) &&
           std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(count),
                       bytes.begin() + static_cast<std::ptrdiff_t>(all),
                       [](std::uint8_t b) { return b == 0; });
  };
  if (style.column == Column::None) {
    const CellEnd& last = ends.back();
    if (rest.find_first_not_of(" \t\r|", last.at) != std::string_view::npos)
      return false;  // bars of a drawn box
    if (expected != 0 && expected < last.bytes) {
      return padding_is_zero(expected, last.bytes) && accept(expected);
    }
    return accept(last.bytes);
  }
  if (style.column == Column::Damaged) {
    for (const CellEnd& end : ends) {
      if (expected != 0 && end.bytes == expected) return accept(end.bytes);
    }
    return text_at != 0 && trim(rest.substr(ends.back().at)).empty() && accept(ends.back().bytes);
  }
  // The bytes up to `end` that the text shows, 0 if it does not show them.
  const auto shown = [&](std::string_view text, const CellEnd& end) {
    if (shows(text, bytes.data(), end.bytes)) return end.bytes;
    for (std::size_t pad = 1; pad < 8 && pad < end.bytes; ++pad) {
      if (!padding_is_zero(end.bytes - pad, end.bytes)) break;
      if (shows(text, bytes.data(), end.bytes - pad)) return end.bytes - pad;
    }
    return std::size_t{0};
  };
  const auto fits = [&](const CellEnd& end, bool narrow_gap) {
    const std::string_view behind = rest.substr(end.at);
    if (const auto framed = framed_text(behind)) {
      if (const std::size_t count = shown(*framed, end)) return count;
    }
    const std::size_t blanks = blanks_before(behind);
    if (blanks == 0 || (!narrow_gap && !style.narrow && blanks < 2 && end.bytes < 16)) return std::size_t{0};
    // The text may begin with spaces itself, as many as the bytes do.
    std::size_t lead = 0;
    while (lead < end.bytes && lead + 1 < blanks && bytes[lead] == ' ') ++lead;
    if (lead != 0) {
      if (const std::size_t count = shown(trim_right(behind.substr(blanks - lead)), end)) return count;
    }
    return shown(trim(behind), end);
  };
  for (std::size_t k = ends.size(); k-- > 0;) {
    if (expected != 0 && ends[k].bytes != expected && ends[k].bytes < expected) break;
    const std::size_t count = fits(ends[k], expected == ends[k].bytes);
    if (count != 0 && (expected == 0 || count == expected)) return accept(count);
  }
  // A line of nothing but spaces shows an empty column.
  if (trim(rest.substr(ends.back().at)).empty() &&
      std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == ' '; })) {
    return accept(bytes.size());
  }
  return false;
}

}  // namespace ws101::wsdump::input
