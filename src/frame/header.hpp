// The first 2 to 14 bytes of a frame: read, judge, write (RFC 6455 5.2).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

enum class Role : std::uint8_t { Client, Server };

// How the payload length is written: in the 7 bits of the second byte, or in 16 or 64 bits behind it.
enum class LengthForm : std::uint8_t { Bits7 = 7, Bits16 = 16, Bits64 = 64 };

using MaskingKey = std::array<std::uint8_t, 4>;

inline constexpr std::size_t kMaxHeaderSize = 14;       // 2 + 8 of extended length + 4 of masking key
inline constexpr std::size_t kMaxLength7 = 125;         // 5.2: the largest length in the 7 bits
inline constexpr std::size_t kMaxControlPayload = 125;  // 5.5

// The header of one frame as it is on the wire, valid or invalid.
struct FrameHeader {
  bool fin = true;
  std::uint8_t rsv = 0;  // 0-7: RSV1 counts 4, RSV2 counts 2, RSV3 counts 1
  Opcode opcode = Opcode::Text;
  bool masked = false;
  LengthForm length_form = LengthForm::Bits7;
  MaskingKey key{};          // zeros when not masked
  std::uint64_t length = 0;  // of the payload, in bytes

  // The number of bytes of this header on the wire: 2 to 14.
  constexpr std::size_t size() const {
    const std::size_t extended = length_form == LengthForm::Bits7    ? 0
                                 : length_form == LengthForm::Bits16 ? 2
                                                                     : 8;
    return 2 + extended + (masked ? 4 : 0);
  }
  friend bool operator==(const FrameHeader&, const FrameHeader&) = default;
};

// RFC 6455 5.2: the shortest of the three forms that can hold the length.
constexpr LengthForm shortest_form(std::uint64_t length) {
  return length <= kMaxLength7 ? LengthForm::Bits7
         : length <= 0xFFFF    ? LengthForm::Bits16
                               : LengthForm::Bits64;
}

// The fields of the first two bytes (RFC 6455 5.2), valid or invalid.
struct FirstTwo {
  bool fin;
  std::uint8_t rsv;  // 0-7, as in FrameHeader
  Opcode opcode;
  bool masked;
  std::uint8_t length7;  // 0-125: the length; 126 and 127: 16 or 64 bits of it follow

  constexpr FirstTwo(std::uint8_t first, std::uint8_t second)
      : fin((first & 0x80) != 0),
        rsv(static_cast<std::uint8_t>((first >> 4) & 0x7)),
        opcode(static_cast<Opcode>(first & 0x0F)),
        masked((second & 0x80) != 0),
        length7(second & 0x7F) {}
};

// What a reader accepts.
struct HeaderRules {
  Role reader = Role::Server;    // a server expects masked frames, a client unmasked ones
  std::uint8_t allowed_rsv = 0;  // 0-7: the reserved bits that an extension in use gives a meaning
};

// Everything that the first two bytes of a frame decide: RSV, opcode, MASK, and for control frames FIN and
// length (at most 125 bytes, 5.5; a Close of one byte has half a code, 5.5.1).
ViolationSet judge_first_two(std::uint8_t first, std::uint8_t second, const HeaderRules& rules);

// All violations of a header by itself: those of the first two bytes, and of the form of the length.
ViolationSet judge_header(const FrameHeader& header, const HeaderRules& rules);

// Reads a header and judges nothing: for programs that explain invalid frames.
std::variant<NeedMore, FrameHeader> read_header(Bytes in);

// Reads and judges. A violation is returned as soon as the bytes decide it, even if the header is not
// complete: after two bytes for those of judge_first_two(), within the extended length for its form.
std::variant<NeedMore, FrameHeader, Violation> parse_header(Bytes in, const HeaderRules& rules);

// Writes the header as given, valid or invalid, and returns the number of bytes: header.size(). A length
// too large for its form loses its upper bits; shortest_form() gives the right form.
std::size_t serialise_header(const FrameHeader& header, std::span<std::uint8_t, kMaxHeaderSize> out);

}  // namespace ws101
