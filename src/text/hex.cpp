#include "text/hex.hpp"

#include <algorithm>
#include <charconv>

namespace ws101 {
namespace {

constexpr std::string_view kDots = " ...";

}  // namespace

std::string hex_digits(std::uint64_t number, int least) {
  std::string digits;
  for (; number != 0 || least > 0; number >>= 4, --least)
    digits.insert(digits.begin(), kHexDigits[number & 0xF]);
  return digits;
}

void append_hex(std::string& out, Bytes bytes, std::string_view separator) {
  if (bytes.empty()) return;
  const std::size_t begin = out.size();
  out.resize(begin + (2 + separator.size()) * bytes.size());
  char* to = out.data() + begin;
  for (const std::uint8_t byte : bytes) {
    *to++ = kHexDigits[byte >> 4];
    *to++ = kHexDigits[byte & 0xF];
    for (const char c : separator) *to++ = c;
  }
  out.resize(out.size() - separator.size());  // none behind the last byte
}

std::string hex(Bytes bytes, std::string_view separator) {
  std::string text;
  append_hex(text, bytes, separator);
  return text;
}

std::size_t append_hex(std::string& out, Bytes bytes, const Preview& preview) {
  const auto that_fit = [](std::size_t room) { return room / 3 + (room % 3 == 2 ? 1 : 0); };
  const std::size_t begin = out.size();
  if (bytes.size() == preview.total && that_fit(preview.max_columns) >= bytes.size()) {
    append_hex(out, bytes, " ");
    return out.size() - begin;
  }
  const std::size_t room =
      preview.max_columns - cut_mark_size(preview.total, preview.max_columns, preview.mark);
  const Bytes shown = bytes.first(std::min(that_fit(room), bytes.size()));
  append_hex(out, shown, " ");
  const std::size_t left = preview.max_columns - (out.size() - begin);
  append_cut_mark(out, preview.total - shown.size(), left, preview.mark);
  return out.size() - begin;
}

std::string hex_text(Bytes bytes, std::uint64_t total, std::size_t max_columns) {
  std::string text;
  append_hex(text, bytes, {total, max_columns});
  return text;
}

void append_more_bytes(std::string& out, std::uint64_t count) {
  char digits[20];
  out += kDots;
  out += " (";
  out.append(digits, std::to_chars(digits, digits + sizeof digits, count).ptr);
  out += count == 1 ? " more byte)" : " more bytes)";
}

std::size_t cut_mark_size(std::uint64_t left_out, std::size_t room, CutMark mark) {
  if (mark == CutMark::Dots) return kDots.size();
  std::size_t size = std::string_view(" ... (1 more bytes)").size() - (left_out == 1 ? 1 : 0);
  for (std::uint64_t rest = left_out; rest >= 10; rest /= 10) ++size;
  return size <= room ? size : kDots.size();
}

void append_cut_mark(std::string& out, std::uint64_t left_out, std::size_t room, CutMark mark) {
  if (cut_mark_size(left_out, room, mark) > kDots.size()) {
    append_more_bytes(out, left_out);
  } else {
    out += kDots;
  }
}

}  // namespace ws101
