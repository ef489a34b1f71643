// Walks frame headers: known opcode, RSV2 and RSV3 zero, minimal length, control frames short and whole.
#include "wsdump/read/plausible.hpp"

#include <string_view>

namespace ws101::wsdump::input {
namespace {

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view text) {
  if (bytes.size() < text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (bytes[i] != static_cast<std::uint8_t>(text[i])) return false;
  }
  return true;
}

enum class Step { Whole, Cut, Wrong };

// Moves `at` behind the frame that starts there.
// `open` is whether a fragmented message is; `odd` is set by what is legal only under circumstances: compression, or
// fragments that do not follow each other (a stream joined in the middle, two directions in one).
Step step(std::span<const std::uint8_t> bytes, std::size_t& at, bool& open, bool& odd) {
  const std::size_t left = bytes.size() - at;
  const unsigned first = bytes[at];
  const unsigned opcode = first & 0x0f;
  const bool control = opcode >= 8;
  if ((first & 0x30) != 0 || (opcode > 2 && opcode < 8) || opcode > 10) return Step::Wrong;
  if ((first & 0x40) != 0) {
    if (control || opcode == 0) return Step::Wrong;
    odd = true;
  }
  if (control && (first & 0x80) == 0) return Step::Wrong;
  if (!control) {
    odd |= open != (opcode == 0);
    open = (first & 0x80) == 0;
  }
  if (left < 2) return Step::Cut;
  const unsigned second = bytes[at + 1];
  std::uint64_t length = second & 0x7f;
  if (control && length > 125) return Step::Wrong;
  const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (left < 2 + extra) return Step::Cut;
  if (extra != 0) {
    length = 0;
    for (std::size_t i = 0; i < extra; ++i) length = length << 8 | bytes[at + 2 + i];
    if (length < (extra == 2 ? 126U : 65536U) || (length >> 63) != 0) return Step::Wrong;
  }
  const std::uint64_t header = 2 + extra + ((second & 0x80) != 0 ? 4 : 0);
  if (left < header || left - header < length) return Step::Cut;
  at += static_cast<std::size_t>(header + length);
  return Step::Whole;
}

}  // namespace

int frame_plausibility(std::span<const std::uint8_t> bytes) {
  if (starts_with(bytes, "GET ") || starts_with(bytes, "HTTP/1.")) return 4;
  if (bytes.size() < 2) return 0;
  std::size_t at = 0;
  bool open = false;
  bool odd = false;
  while (at < bytes.size()) {
    const Step result = step(bytes, at, open, odd);
    if (result == Step::Wrong) return 0;
    if (result == Step::Cut) return odd ? 1 : 2;
  }
  return odd || open ? 3 : 4;
}

}  // namespace ws101::wsdump::input
