#include "describe/field_table.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "describe/frame_fields.hpp"

namespace ws101 {
namespace {

// Columns: a mark, bytes, bits, field, value, meaning, section; 80 in all.
constexpr std::size_t kBytesAt = 2;
constexpr std::size_t kBitsAt = 9;
constexpr std::size_t kFieldAt = 19;
constexpr std::size_t kValueAt = 32;
constexpr std::size_t kMeaningAt = 42;
constexpr std::size_t kSectionAt = 75;
constexpr std::size_t kMeaningWidth = kSectionAt - kMeaningAt - 1;

class Table {
 public:
  Table() { row("byte", "bits", "field", "value", "meaning", "RFC"); }

  // One row; a meaning too long for its column continues on the next line.
  void row(std::string_view bytes, std::string_view bits, std::string_view field, std::string_view value,
           std::string_view meaning, std::string_view section, bool wrong = false) {
    std::string line;
    if (wrong) line = "!";
    put(line, kBytesAt, bytes);
    put(line, kBitsAt, bits);
    put(line, kFieldAt, field);
    put(line, kValueAt, value);
    if (line.size() >= kMeaningAt) end(line);
    std::string_view part = take_line(meaning);
    put(line, kMeaningAt, part);
    put(line, kSectionAt, section);
    end(line);
    while (!meaning.empty()) {
      part = take_line(meaning);
      put(line, kMeaningAt, part);
      end(line);
    }
  }

  std::string text() && { return std::move(text_); }

 private:
  static void put(std::string& line, std::size_t column, std::string_view text) {
    if (text.empty()) return;
    line.resize(std::max(line.size(), column), ' ');
    line += text;
  }
  void end(std::string& line) {
    text_ += line + "\n";
    line.clear();
  }
  // Takes from the front of `text` as many words as fit.
  static std::string_view take_line(std::string_view& text) {
    std::size_t size = text.size();
    if (size > kMeaningWidth) {
      const std::size_t space = text.rfind(' ', kMeaningWidth);
      size = space == std::string_view::npos ? kMeaningWidth : space;
    }
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    if (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    return line;
  }

  std::string text_;
};

// "6", "2-5", or "14 on" if the end does not fit.
std::string byte_range(std::uint64_t first, std::uint64_t count) {
  const std::string begin = std::to_string(first);
  if (count == 1) return " " + begin;
  if (count == 0) return " -";
  const std::string range = begin + "-" + std::to_string(first + count - 1);
  if (first + count - 1 < first) return begin + " on";
  return range.size() <= kBitsAt - kBytesAt - 1 ? range : begin + " on";
}

// The byte as bits, with dots for those of other fields.
std::string bits(std::uint8_t byte, int first, int count) {
  std::string text = "........";
  for (int bit = first; bit < first + count; ++bit) {
    text[static_cast<std::size_t>(bit)] = (byte >> (7 - bit) & 1) != 0 ? '1' : '0';
  }
  return text;
}

// "5 bytes", "65536" if that is too wide, or a pointer to the row of the length.
std::string_view short_value(std::string_view value) {
  constexpr std::size_t kRoom = kMeaningAt - kValueAt;
  if (value.size() >= kRoom) value = value.substr(0, value.find(' '));
  return value.size() >= kRoom ? "see above" : value;
}

}  // namespace

std::string field_table(const FrameBytes& frame) {
  const std::vector<FrameField> fields = frame_fields(frame);
  if (fields.empty()) return {};
  Table table;
  for (const FrameField& field : fields) {
    const bool of_bits = field.bits != 0;
    table.row(byte_range(field.byte, field.bytes),
              of_bits ? bits(frame.wire[static_cast<std::size_t>(field.byte)], field.bit, field.bits) : "",
              field.name, short_value(field.value), field.meaning, field.section, field.wrong);
  }
  return std::move(table).text();
}

}  // namespace ws101
