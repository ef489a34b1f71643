// A text column may look like hex ("abcd"), so it is recognised only by comparison with the bytes.
#include "wsdump/read/dumps/dump_cells.hpp"

#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMaxCells = 1 << 16;  // a line with more is cut there, and then does not fit
constexpr std::size_t kMaxPadding = 7;      // bytes with which a file's last word is filled up

bool is_hex_kind(Cells kind) {
  return kind == Cells::Hex || kind == Cells::Swapped;
}
bool is_signed_kind(Cells kind) {
  return kind == Cells::Decimal || kind == Cells::GdbChar;
}

// Appends the bytes of one cell of hex digits.
bool add_hex(std::string_view word, bool swapped, std::vector<std::uint8_t>& bytes) {
  const bool prefixed = word.starts_with("0x") || word.starts_with("0X");
  if (prefixed) word.remove_prefix(2);
  if (word.empty() || !all_of(word, is_hex)) return false;
  if (word.size() % 2 != 0) {
    if (!prefixed || word.size() != 1) return false;
    bytes.push_back(static_cast<std::uint8_t>(hex_value(word[0])));
    return true;
  }
  const auto first = static_cast<std::ptrdiff_t>(bytes.size());
  for (std::size_t i = 0; i < word.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(hex_value(word[i]) << 4 | hex_value(word[i + 1])));
  if (swapped) std::reverse(bytes.begin() + first, bytes.end());
  return true;
}

// Appends the bytes that one cell denotes. False if `word` is not a cell of this kind.
bool add_cell(std::string_view word, Cells kind, std::vector<std::uint8_t>& bytes) {
  if (is_hex_kind(kind)) return add_hex(word, kind == Cells::Swapped, bytes);
  const bool negative = is_signed_kind(kind) && word.starts_with("-");
  if (negative) word.remove_prefix(1);
  if (kind == Cells::Bits && word.starts_with("0b")) word.remove_prefix(2);
  const std::size_t n = word.size();
  const bool padded = n > 1 && word[0] == '0';
  const bool shaped = kind == Cells::Bits    ? n == 8
                      : kind == Cells::Octal ? n == 3 || (n <= 4 && padded)
                                             : n <= 3 && !padded;
  if (n == 0 || !shaped || !all_of(word, is_digit)) return false;
  const auto byte = to_byte({word, 0, negative}, kind == Cells::Bits ? 2 : kind == Cells::Octal ? 8 : 10);
  if (byte) bytes.push_back(*byte);
  return byte.has_value();
}

// gdb prints the character in quotes after the number: the position after it, 0 if there is none.
std::size_t behind_character(std::string_view rest, std::size_t at) {
  while (at < rest.size() && is_space(rest[at])) ++at;
  if (at + 2 >= rest.size() || rest[at] != '\'') return 0;
  return rest.find('\'', at + (rest[at + 1] == '\\' ? 3 : 2)) + 1;  // npos + 1 is 0
}

// The text after the cells, between bars or angle brackets; nothing without them.
std::optional<std::string_view> framed_text(std::string_view behind) {
  std::string_view text = trim_left(behind);
  // hexyl's second cell of a short line is empty.
  for (std::size_t bar = text.find_first_not_of(' ', 1);
       text.starts_with("| ") && bar < text.size() && text[bar] == '|';
       bar = text.find_first_not_of(' ', 1)) {
    text.remove_prefix(bar);
  }
  if (!text.starts_with("|") && !text.starts_with(">")) return std::nullopt;
  const std::size_t last = text.rfind(text[0] == '|' ? '|' : '<');
  if (last == 0) return trim(text.substr(1));  // only a bar before the text
  if (last == std::string_view::npos) return std::nullopt;
  return text.substr(1, last - 1);
}

// True if `text` shows the bytes: printable characters as themselves, the others as a dot or another stand-in.
bool shows(std::string_view text, const std::uint8_t* bytes, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (text.empty()) return std::all_of(bytes + i, bytes + count, [](std::uint8_t b) { return b == ' '; });
    const std::uint8_t b = bytes[i];
    // A blank or a bar in the middle: tshark's follow, hexyl.
    const bool middle = i == 8 || (i > 8 && i * 2 == count);
    const bool twice = i == 8 && text.starts_with("  ") && trim_right(text).size() + i > count;
    if (middle && ((text[0] == ' ' && b != ' ') || (text[0] == '|' && b != '|') || twice))
      text.remove_prefix(1);
    const CodePoint point = decode_utf8(text);
    if (point.length == 0) return false;
    const bool printable = b >= 0x20 && b < 0x7f;
    const bool stand_in = printable ? b == 0x20 && point.value == '.'
                                    : point.value >= 0x80 || contains(".? _", text.substr(0, 1));
    if (point.value != b && !stand_in) return false;
    text.remove_prefix(point.length);
  }
  return text.find_first_not_of(" |") == std::string_view::npos;
}

}  // namespace

// The longest run of cells from the start of `rest`.
void DumpLineReader::scan(std::string_view rest) {
  bytes_.clear();
  ends_.clear();
  std::size_t width = 0;
  for (std::size_t at = 0; ends_.size() < kMaxCells;) {
    std::size_t begin = at;
    // openssl and debug join the eighth and the ninth byte with a hyphen.
    if (begin < rest.size() && rest[begin] == '-' && !ends_.empty()) ++begin;
    while (begin < rest.size() && (is_space(rest[begin]) || rest[begin] == '|')) ++begin;
    std::size_t end = begin;
    if (is_signed_kind(cells_) && end < rest.size() && rest[end] == '-') ++end;
    while (end < rest.size() && !is_space(rest[end]) && rest[end] != '-' && rest[end] != '|') ++end;
    const std::size_t before = bytes_.size();
    if (end == begin || !add_cell(rest.substr(begin, end - begin), cells_, bytes_)) return;
    const std::size_t cell = end - begin;
    // Every group but the last has the same width; a shorter one may only end the line.
    if (cells_ == Cells::Hex && width != 0 && cell > width) return;
    if (cells_ == Cells::GdbChar && (end = behind_character(rest, end)) == 0) return bytes_.resize(before);
    ends_.push_back({end, bytes_.size()});
    if (is_hex_kind(cells_) && width != 0 && cell < width) return;
    if (width == 0) width = cell;
    at = end;
  }
}

// Words are padded with zeros at the end of a file.
bool DumpLineReader::is_padding(std::size_t from, std::size_t to) const {
  return cells_ == Cells::Swapped && from < to &&
         to - from < std::min<std::size_t>(ends_.front().bytes, kMaxPadding + 1) &&
         std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(from),
                     bytes_.begin() + static_cast<std::ptrdiff_t>(to), [](std::uint8_t b) { return b == 0; });
}

// The bytes up to `end` that the text shows, 0 if it does not show them.
std::size_t DumpLineReader::shown_by(std::string_view text, const CellEnd& end) const {
  for (std::size_t n = end.bytes; n > 0; --n) {
    if (n < end.bytes && !is_padding(n, end.bytes)) return 0;
    if (shows(text, bytes_.data(), n)) return n;
  }
  return 0;
}

std::size_t DumpLineReader::shown_up_to(std::string_view rest, const CellEnd& end, bool narrow) const {
  const std::string_view behind = rest.substr(end.at);
  if (const auto framed = framed_text(behind)) {
    if (const std::size_t count = shown_by(*framed, end)) return count;
  }
  const std::size_t blanks = behind.size() - trim_left(behind).size();
  if (blanks < (narrow || end.bytes >= 16 ? 1U : 2U)) return 0;
  // The text may begin with spaces itself, as many as the bytes do.
  std::size_t lead = 0;
  while (lead < end.bytes && lead + 1 < blanks && bytes_[lead] == ' ') ++lead;
  if (lead != 0) {
    if (const std::size_t count = shown_by(trim_right(behind.substr(blanks - lead)), end)) return count;
  }
  return shown_by(trim(behind), end);
}

std::optional<Behind> DumpLineReader::take(std::size_t count, Behind behind, std::vector<std::uint8_t>& out) {
  out.insert(out.end(), bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(count));
  before_ = behind;
  return behind;
}

std::optional<Behind> DumpLineReader::read(std::string_view rest, std::size_t expected, bool narrow,
                                           std::vector<std::uint8_t>& out) {
  scan(rest);
  if (ends_.empty()) return std::nullopt;
  const CellEnd last = ends_.back();
  const bool nothing = rest.find_first_not_of(" \t\r|", last.at) == std::string_view::npos;
  if (nothing && (expected == last.bytes || (expected == 0 && before_ == Behind::Nothing)))
    return take(last.bytes, Behind::Nothing, out);
  for (std::size_t k = ends_.size(); k-- > 0 && ends_[k].bytes >= expected;) {
    if (expected != 0 && cells_ != Cells::Swapped && ends_[k].bytes != expected) continue;
    const std::size_t shown = shown_up_to(rest, ends_[k], narrow || ends_[k].bytes == expected);
    if (shown == 0 || (expected != 0 && shown != expected)) continue;
    text_at_ = rest.find_first_not_of(" \t", ends_[k].at);
    return take(shown, Behind::Text, out);
  }
  if (nothing && (expected == 0 || expected > last.bytes)) return take(last.bytes, Behind::Nothing, out);
  if (nothing && is_padding(expected, last.bytes)) return take(expected, Behind::Nothing, out);
  if (!is_hex_kind(cells_)) return std::nullopt;
  for (const CellEnd& end : ends_) {
    if (expected == 0 || end.bytes != expected) continue;
    text_at_ = rest.find_first_not_of(" \t", end.at);
    return take(expected, Behind::Other, out);
  }
  if (expected != 0 || text_at_ >= rest.size()) return std::nullopt;
  rest = rest.substr(0, text_at_);
  scan(rest);
  if (ends_.empty() || !trim(rest.substr(ends_.back().at)).empty()) return std::nullopt;
  return take(ends_.back().bytes, Behind::Other, out);
}

}  // namespace ws101::wsdump::input
