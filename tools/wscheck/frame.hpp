// Frames to send, valid or invalid, written so that the code of a case reads like its title.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/header.hpp"

namespace ws101::wscheck {

struct Frame {
  Opcode opcode = Opcode::Text;
  std::string payload = {};  // any bytes
  bool fin = true;
  std::uint8_t rsv = 0;                      // 0-7: RSV1 counts 4
  std::optional<bool> masked = {};           // nothing: as the sender's role requires
  std::optional<LengthForm> form = {};       // nothing: the shortest
  std::optional<std::uint64_t> length = {};  // announced instead of the payload's
  std::optional<MaskingKey> key = {};        // nothing: a new one
};

Frame text(std::string payload);
Frame binary(std::string payload);
Frame continuation(std::string payload);
Frame ping(std::string payload = {});
Frame pong(std::string payload = {});
Frame close(std::uint16_t code, std::string_view reason = {});
Frame close_with(std::string payload);  // any bytes; empty: no code
Frame with_opcode(unsigned opcode, std::string payload = {});

// The frame with one thing changed.
Frame unfinished(Frame frame);  // FIN = 0
Frame with_rsv(Frame frame, unsigned rsv);
Frame with_form(Frame frame, LengthForm form);
Frame with_length(Frame frame, std::uint64_t length);
Frame with_mask(Frame frame, bool masked);
Frame with_key(Frame frame, MaskingKey key);

// A message in fragments of `size` bytes each (the last may be shorter); the message as one frame if size
// is 0.
std::vector<Frame> in_fragments(const Frame& message, std::size_t size);

// The header as it is sent; `masks` says whether the sender's role masks.
FrameHeader header_of(const Frame& frame, bool masks, MaskingKey fresh);
// Header and payload as on the wire.
std::vector<std::uint8_t> wire_of(const FrameHeader& header, std::string_view payload);

// `size` bytes of text: the period of the letters is not a power of two, so that a lost piece is noticed.
std::string letters(std::size_t size);
// `size` bytes of every value.
std::string octets(std::size_t size);

}  // namespace ws101::wscheck
