// A wrong solution, as it stands in tutorials: byte 1 is the length, the key stands behind it, whatever comes is taken.
#include "frame/header.hpp"

#include <algorithm>

namespace ws101 {

ViolationSet judge_first_two(std::uint8_t, std::uint8_t, const HeaderRules&) {
  return {};
}

ViolationSet judge_header(const FrameHeader&, const HeaderRules&) {
  return {};
}

std::variant<NeedMore, FrameHeader> read_header(Bytes in) {
  if (in.size() < 2) return NeedMore{};
  FrameHeader header;
  header.fin = (in[0] & 0x80) != 0;
  header.opcode = static_cast<Opcode>(in[0] & 0x0F);
  header.masked = (in[1] & 0x80) != 0;
  header.length = in[1] & 0x7F;
  if (header.masked && in.size() >= 6) std::copy_n(in.begin() + 2, 4, header.key.begin());
  return header;
}

std::variant<NeedMore, FrameHeader, Violation> parse_header(Bytes in, const HeaderRules&) {
  const auto read = read_header(in);
  if (const auto* header = std::get_if<FrameHeader>(&read)) return *header;
  return NeedMore{};
}

std::size_t serialise_header(const FrameHeader& header, std::span<std::uint8_t, kMaxHeaderSize> out) {
  out[0] = static_cast<std::uint8_t>(0x80 | static_cast<int>(header.opcode));
  out[1] = static_cast<std::uint8_t>(header.length);
  return 2;
}

}  // namespace ws101
