// Lab 2: the first 2 to 14 bytes of a frame. The specification is src/frame/header.hpp; docs/05-the-frame.md explains
// the bits.
#include "frame/header.hpp"

namespace ws101 {

// Collects all violations that two bytes decide (RFC 6455 5.1, 5.2, 5.5): reserved bits that `rules` do not allow,
// reserved opcodes (see opcode.hpp), a mask that is missing or forbidden for this reader, and for control frames a
// missing FIN, a length over 125, and for Close a length of 1. A frame may break several rules: all of them belong
// in the set.
ViolationSet judge_first_two(std::uint8_t first, std::uint8_t second, const HeaderRules& rules) {
  // placeholder: delete these lines
  static_cast<void>(first), static_cast<void>(second), static_cast<void>(rules);
  return {};
}

// The same for a whole header, and the violations of its length: the form is not the shortest, or the top bit of 64
// is set (then report only the latter).
ViolationSet judge_header(const FrameHeader& header, const HeaderRules& rules) {
  // placeholder: delete these lines
  static_cast<void>(header), static_cast<void>(rules);
  return {};
}

// Decodes the bits, judges nothing. The extended length has 2 or 8 bytes, the highest first; the masking key follows
// it. NeedMore until the last byte of the header is there.
std::variant<NeedMore, FrameHeader> read_header(Bytes in) {
  // placeholder: delete these lines
  static_cast<void>(in);
  return NeedMore{};
}

// Reads and judges as early as possible: the first violation after two bytes; the top bit of a 64-bit length at its
// first byte; a form that is not the shortest as soon as no further byte can change that.
std::variant<NeedMore, FrameHeader, Violation> parse_header(Bytes in, const HeaderRules& rules) {
  // placeholder: delete these lines
  static_cast<void>(in), static_cast<void>(rules);
  return NeedMore{};
}

// The inverse of read_header(), also for invalid headers: tests need such frames.
std::size_t serialise_header(const FrameHeader& header, std::span<std::uint8_t, kMaxHeaderSize> out) {
  // placeholder: delete these lines
  static_cast<void>(header), static_cast<void>(out);
  return 0;
}

}  // namespace ws101
