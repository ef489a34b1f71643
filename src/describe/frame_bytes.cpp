#include "describe/frame_bytes.hpp"

#include <algorithm>
#include <array>

#include "frame/mask.hpp"

namespace ws101 {

std::optional<FrameHeader> FrameBytes::header() const {
  const auto read = read_header(wire);
  if (const auto* header = std::get_if<FrameHeader>(&read)) return *header;
  return std::nullopt;
}

std::size_t FrameBytes::header_size() const {
  if (wire.size() < 2) return 2;
  FrameHeader shape;  // only the parts of the size that the second byte determines
  shape.masked = (wire[1] & 0x80) != 0;
  const int length7 = wire[1] & 0x7F;
  if (length7 == 126) shape.length_form = LengthForm::Bits16;
  if (length7 == 127) shape.length_form = LengthForm::Bits64;
  return shape.size();
}

Bytes FrameBytes::payload_on_wire() const {
  const auto known = header();
  if (!known) return {};
  const std::uint64_t at_hand = wire.size() - known->size();
  return wire.subspan(known->size(), static_cast<std::size_t>(std::min(at_hand, known->length)));
}

std::vector<std::uint8_t> FrameBytes::payload() const {
  const Bytes masked = payload_on_wire();
  std::vector<std::uint8_t> unmasked(masked.begin(), masked.end());
  if (const auto known = header(); known && known->masked) apply_mask(unmasked, known->key);
  return unmasked;
}

std::uint64_t FrameBytes::payload_came() const {
  const auto known = header();
  if (!known) return 0;
  const std::uint64_t behind_header = std::max<std::uint64_t>(came, wire.size()) - known->size();
  return std::min(behind_header, known->length);
}

bool FrameBytes::complete() const {
  const auto known = header();
  return known && payload_came() == known->length;
}

std::vector<std::uint8_t> to_wire(const FrameHeader& header, Bytes unmasked_payload) {
  std::array<std::uint8_t, kMaxHeaderSize> head{};
  const std::size_t size = serialise_header(header, head);
  std::vector<std::uint8_t> wire(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
  wire.insert(wire.end(), unmasked_payload.begin(), unmasked_payload.end());
  if (header.masked) apply_mask(MutableBytes(wire).subspan(size), header.key);
  return wire;
}

}  // namespace ws101
