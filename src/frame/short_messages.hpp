// The fast twin of decoder and assembler for the most frequent frame: a whole message of up to 125 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "frame/header.hpp"
#include "frame/mask.hpp"
#include "frame/opcode.hpp"
#include "text/bytes.hpp"

namespace ws101 {

struct ShortMessage {
  Opcode kind = Opcode::Binary;  // or Text, not yet known to be UTF-8
  MutableBytes payload;          // unmasked, in place: a part of the input
};

// Takes such a message from the front of `in` if its first two bytes break no rule; `reader` is the role of the
// endpoint that reads it. For all other input it returns nothing and takes nothing: call FrameDecoder::next().
// Between two frames, and with no message unfinished, both give the same (tested for every value of the first two
// bytes).
inline std::optional<ShortMessage> take_short_message(MutableBytes& in, Role reader) {
  constexpr std::uint8_t kWholeText = 0x81;  // FIN, no reserved bit, the opcode
  constexpr std::uint8_t kWholeBinary = 0x82;
  constexpr std::uint8_t kMasked = 0x80;
  // RFC 6455 5.1: a server reads masked frames, a client unmasked ones.
  const bool masked = reader == Role::Server;
  const std::size_t start = masked ? 2 + sizeof(MaskingKey) : 2;
  if (in.size() < start || (in[0] != kWholeText && in[0] != kWholeBinary)) return std::nullopt;
  const std::size_t length = masked ? in[1] ^ kMasked : in[1];  // too large without the right mask bit
  if (length > kMaxLength7 || in.size() - start < length) return std::nullopt;
  const ShortMessage message{static_cast<Opcode>(in[0] & 0x0F), in.subspan(start, length)};
  if (masked) apply_mask(message.payload, {in[2], in[3], in[4], in[5]});
  in = in.subspan(start + length);
  return message;
}

}  // namespace ws101
