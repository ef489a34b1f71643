#include "frame/header.hpp"

#include <algorithm>
#include <cstring>

namespace ws101 {
namespace {

// RFC 6455 5.2: "Multibyte length quantities are expressed in network byte order": the highest byte comes
// first.
std::uint64_t read_big_endian(Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

ViolationSet judge_length(LengthForm form, std::uint64_t length) {
  ViolationSet found;
  // RFC 6455 5.2: "the most significant bit MUST be 0"
  if (form == LengthForm::Bits64 && (length >> 63) != 0) found.add(Violation::LengthTopBitSet);
  // RFC 6455 5.2: "in all cases, the minimal number of bytes MUST be used to encode the length"
  if (form != shortest_form(length)) found.add(Violation::LengthNotMinimal);
  return found;
}

// Fills in the header from `in`, which has at least two bytes; false if it is not complete.
bool read_into(FrameHeader& header, Bytes in) {
  const FirstTwo head(in[0], in[1]);
  header.fin = head.fin;
  header.rsv = head.rsv;
  header.opcode = head.opcode;
  header.masked = head.masked;
  header.length = head.length7;
  if (head.length7 == 126) header.length_form = LengthForm::Bits16;
  if (head.length7 == 127) header.length_form = LengthForm::Bits64;

  const std::size_t size = header.size();
  if (in.size() < size) return false;
  const std::size_t key_at = size - (header.masked ? header.key.size() : 0);
  if (header.length_form != LengthForm::Bits7) header.length = read_big_endian(in.subspan(2, key_at - 2));
  if (header.masked) std::memcpy(header.key.data(), in.data() + key_at, header.key.size());
  return true;
}

}  // namespace

ViolationSet judge_first_two(std::uint8_t first, std::uint8_t second, const HeaderRules& rules) {
  const FirstTwo head(first, second);
  ViolationSet found;
  // RFC 6455 5.2: "MUST be 0 unless an extension is negotiated that defines meanings for non-zero values."
  // RFC 6455 5.2: "If a nonzero value is received and none of the negotiated extensions defines the meaning
  // of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_."
  if ((head.rsv & ~rules.allowed_rsv) != 0) found.add(Violation::ReservedBitSet);
  // RFC 6455 5.2: "If an unknown opcode is received, the receiving endpoint MUST _Fail the WebSocket
  // Connection_."
  if (is_reserved(head.opcode)) found.add(Violation::UnknownOpcode);
  // RFC 6455 5.1: "The server MUST close the connection upon receiving a frame that is not masked."
  if (rules.reader == Role::Server && !head.masked) found.add(Violation::MaskMissing);
  // RFC 6455 5.1: "A client MUST close a connection if it detects a masked frame."
  if (rules.reader == Role::Client && head.masked) found.add(Violation::MaskForbidden);
  if (is_control(head.opcode)) {
    // RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less and MUST NOT be
    // fragmented."
    // RFC 6455 5.4: "Control frames themselves MUST NOT be fragmented."
    if (!head.fin) found.add(Violation::ControlFragmented);
    if (head.length7 > kMaxControlPayload) found.add(Violation::ControlTooLong);
    // RFC 6455 5.5.1: "If there is a body, the first two bytes of the body MUST be a 2-byte unsigned integer"
    if (head.opcode == Opcode::Close && head.length7 == 1) found.add(Violation::CloseLengthOne);
  }
  return found;
}

ViolationSet judge_header(const FrameHeader& header, const HeaderRules& rules) {
  std::array<std::uint8_t, kMaxHeaderSize> bytes;
  serialise_header(header, bytes);
  ViolationSet found = judge_first_two(bytes[0], bytes[1], rules);
  found.add(judge_length(header.length_form, header.length));
  return found;
}

std::variant<NeedMore, FrameHeader> read_header(Bytes in) {
  std::variant<NeedMore, FrameHeader> result(std::in_place_type<FrameHeader>);
  if (in.size() < 2 || !read_into(*std::get_if<FrameHeader>(&result), in)) return NeedMore{};
  return result;
}

std::variant<NeedMore, FrameHeader, Violation> parse_header(Bytes in, const HeaderRules& rules) {
  if (in.size() < 2) return NeedMore{};
  if (const ViolationSet found = judge_first_two(in[0], in[1], rules); !found.empty()) return found.first();

  // The length is judged at the byte that decides, before the rest of it and the masking key have come.
  const std::uint8_t length7 = in[1] & 0x7F;
  if (length7 == 126) {
    if (in.size() < 4) return NeedMore{};
    const ViolationSet found = judge_length(LengthForm::Bits16, read_big_endian(in.subspan(2, 2)));
    if (!found.empty()) return found.first();
  } else if (length7 == 127) {
    if (in.size() > 2 && (in[2] & 0x80) != 0) return Violation::LengthTopBitSet;
    if (in.size() < 8) return NeedMore{};
    // If the upper six bytes are zero, 16 bits are enough, whatever the last two bytes are.
    if (read_big_endian(in.subspan(2, 6)) == 0) return Violation::LengthNotMinimal;
  }
  std::variant<NeedMore, FrameHeader, Violation> result(std::in_place_type<FrameHeader>);
  if (!read_into(*std::get_if<FrameHeader>(&result), in)) return NeedMore{};
  return result;
}

std::size_t serialise_header(const FrameHeader& header, std::span<std::uint8_t, kMaxHeaderSize> out) {
  const auto bit = [](bool set, int value) { return set ? value : 0; };
  out[0] = static_cast<std::uint8_t>(bit(header.fin, 0x80) | (header.rsv & 0x7) << 4 |
                                     (static_cast<std::uint8_t>(header.opcode) & 0x0F));
  std::uint64_t length7 = header.length & 0x7F;
  std::size_t extended = 0;
  if (header.length_form == LengthForm::Bits16) length7 = 126, extended = 2;
  if (header.length_form == LengthForm::Bits64) length7 = 127, extended = 8;
  out[1] = static_cast<std::uint8_t>(bit(header.masked, 0x80) | static_cast<int>(length7));
  for (std::size_t i = 0; i < extended; ++i) {
    out[2 + i] = static_cast<std::uint8_t>(header.length >> (8 * (extended - 1 - i)));
  }
  if (header.masked) {
    std::copy_n(header.key.begin(), 4, out.begin() + static_cast<std::ptrdiff_t>(2 + extended));
  }
  return header.size();
}

}  // namespace ws101
