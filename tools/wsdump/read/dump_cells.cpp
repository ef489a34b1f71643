// A text column may look like hex ("abcd"), so it is never skipped by its looks: it is compared with the bytes.
#include "wsdump/read/dump_cells.hpp"

#include <algorithm>
#include <optional>

#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

using ByteList = std::vector<std::uint8_t>;

constexpr std::size_t kMaxCells = 1 << 16;  // a line with more is cut there, and then does not fit

bool is_hex_kind(Cells kind) {
  return kind == Cells::Hex || kind == Cells::Swapped;
}
bool is_signed_kind(Cells kind) {
  return kind == Cells::Decimal || kind == Cells::GdbChar;
}

// Appends the bytes of one cell of hex digits.
bool add_hex(std::string_view word, bool swapped, ByteList& bytes) {
  const bool prefixed = word.starts_with("0x") || word.starts_with("0X");
  if (prefixed) word.remove_prefix(2);
  if (word.empty() || !all_of(word, is_hex)) return false;
  if (word.size() % 2 != 0 && !(prefixed && word.size() == 1)) return false;
  const auto first = static_cast<std::ptrdiff_t>(bytes.size());
  for (std::size_t i = 0; i < word.size(); i += 2)
    bytes.push_back(to_byte({word.substr(i, 2), 16, false}, 16).value_or(0));
  if (swapped) std::reverse(bytes.begin() + first, bytes.end());
  return true;
}

// Appends the bytes that one cell stands for. False if `word` is no cell of this kind.
bool add_cell(std::string_view word, Cells kind, ByteList& bytes) {
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

struct CellEnd {
  std::size_t at;     // in the line, behind the cell
  std::size_t bytes;  // how many bytes up to here
};

// Behind gdb's number the character in quotes: the place behind it, 0 if there is none.
std::size_t behind_character(std::string_view rest, std::size_t at) {
  while (at < rest.size() && is_space(rest[at])) ++at;
  if (at + 2 >= rest.size() || rest[at] != '\'') return 0;
  return rest.find('\'', at + (rest[at + 1] == '\\' ? 3 : 2)) + 1;  // npos + 1 is 0
}

// The longest run of cells from the start of `rest`.
void scan_cells(std::string_view rest, Cells kind, ByteList& bytes, std::vector<CellEnd>& ends) {
  bytes.clear();
  ends.clear();
  std::size_t width = 0;
  for (std::size_t at = 0; ends.size() < kMaxCells;) {
    std::size_t begin = at;
    // WinDbg, openssl and debug join the eighth and the ninth byte with a hyphen.
    if (begin < rest.size() && rest[begin] == '-' && !ends.empty()) ++begin;
    while (begin < rest.size() && (is_space(rest[begin]) || rest[begin] == '|')) ++begin;
    std::size_t end = begin;
    if (is_signed_kind(kind) && end < rest.size() && rest[end] == '-') ++end;
    while (end < rest.size() && !is_space(rest[end]) && rest[end] != '-' && rest[end] != '|') ++end;
    const std::size_t before = bytes.size();
    if (end == begin || !add_cell(rest.substr(begin, end - begin), kind, bytes)) return;
    const std::size_t cell = end - begin;
    // Every group but the last has the same width; a shorter one may only end the line.
    if (kind == Cells::Hex && width != 0 && cell > width) return;
    if (kind == Cells::GdbChar && (end = behind_character(rest, end)) == 0) return bytes.resize(before);
    ends.push_back({end, bytes.size()});
    if (is_hex_kind(kind) && width != 0 && cell < width) return;
    if (width == 0) width = cell;
    at = end;
  }
}

// What stands behind the cells between bars or angle brackets; nothing without them.
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
  if (last == 0) return trim(text.substr(1));  // a bar in front of the text alone
  if (last == std::string_view::npos) return std::nullopt;
  return text.substr(1, last - 1);
}

// One line in one style.
class Line {
 public:
  Line(std::string_view rest, CellStyle style, std::size_t expected)
      : rest_(rest), style_(style), expected_(expected) {
    scan_cells(rest, style.cells, bytes_, ends_);
  }

  // How many of the bytes count; 0 if the line does not fit.
  std::size_t count(std::size_t text_at) const {
    if (ends_.empty()) return 0;
    const CellEnd& last = ends_.back();
    if (style_.column == Column::Damaged) {
      for (const CellEnd& end : ends_) {
        if (expected_ != 0 && end.bytes == expected_) return end.bytes;
      }
      return text_at != 0 && trim(rest_.substr(last.at)).empty() ? last.bytes : 0;
    }
    if (style_.column == Column::None) {
      if (rest_.find_first_not_of(" \t\r|", last.at) != std::string_view::npos) return 0;
      if (expected_ == 0 || expected_ >= last.bytes) return last.bytes;
      return is_padding(expected_, last.bytes) ? expected_ : 0;
    }
    for (std::size_t k = ends_.size(); k-- > 0;) {
      if (ends_[k].bytes < expected_) break;
      const std::size_t shown = shown_up_to(ends_[k]);
      if (shown != 0 && (expected_ == 0 || shown == expected_)) return shown;
    }
    // A line of nothing but spaces shows an empty column.
    const bool blank = std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t b) { return b == ' '; });
    return blank && trim(rest_.substr(last.at)).empty() ? last.bytes : 0;
  }

  const ByteList& bytes() const { return bytes_; }
  const std::vector<CellEnd>& ends() const { return ends_; }

 private:
  // Words are padded with zeros at the end of a file: up to 7 of the last 8 bytes may be padding.
  bool is_padding(std::size_t from, std::size_t to) const {
    return style_.cells == Cells::Swapped && from < to &&
           to - from < std::min<std::size_t>(ends_.front().bytes, 8) &&
           std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(from),
                       bytes_.begin() + static_cast<std::ptrdiff_t>(to),
                       [](std::uint8_t b) { return b == 0; });
  }

  // The bytes up to `end` that the text shows, 0 if it does not show them.
  std::size_t shown_by(std::string_view text, const CellEnd& end) const {
    for (std::size_t n = end.bytes; n > 0; --n) {
      if (n < end.bytes && !is_padding(n, end.bytes)) return 0;
      if (shows(text, bytes_.data(), n)) return n;
    }
    return 0;
  }

  std::size_t shown_up_to(const CellEnd& end) const {
    const std::string_view behind = rest_.substr(end.at);
    if (const auto framed = framed_text(behind)) {
      if (const std::size_t count = shown_by(*framed, end)) return count;
    }
    const std::size_t blanks = behind.size() - trim_left(behind).size();
    const bool narrow = style_.narrow || expected_ == end.bytes || end.bytes >= 16;
    if (blanks < (narrow ? 1U : 2U)) return 0;
    // The text may begin with spaces itself, as many as the bytes do.
    std::size_t lead = 0;
    while (lead < end.bytes && lead + 1 < blanks && bytes_[lead] == ' ') ++lead;
    if (lead != 0) {
      if (const std::size_t count = shown_by(trim_right(behind.substr(blanks - lead)), end)) return count;
    }
    return shown_by(trim(behind), end);
  }

  std::string_view rest_;
  CellStyle style_;
  std::size_t expected_;
  ByteList bytes_;
  std::vector<CellEnd> ends_;
};

}  // namespace

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

std::size_t find_text(std::string_view rest, CellStyle style, std::size_t count) {
  const Line line(rest, style, 0);
  for (const CellEnd& end : line.ends()) {
    if (end.bytes == count) return rest.find_first_not_of(" \t", end.at) + 1;  // npos + 1 is 0
  }
  return 0;
}

bool read_dump_cells(std::string_view rest, CellStyle style, std::size_t expected, std::size_t text_at,
                     std::vector<std::uint8_t>& out) {
  if (style.column == Column::Damaged && text_at != 0) rest = rest.substr(0, text_at - 1);
  const Line line(rest, style, expected);
  const std::size_t count = line.count(text_at);
  out.insert(out.end(), line.bytes().begin(), line.bytes().begin() + static_cast<std::ptrdiff_t>(count));
  return count != 0;
}

}  // namespace ws101::wsdump::input
