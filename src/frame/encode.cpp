#include "frame/encode.hpp"

#include "frame/mask.hpp"

namespace ws101 {

std::vector<std::uint8_t> encode_frame(Opcode opcode, Bytes payload, std::optional<MaskingKey> key) {
  FrameHeader header;
  header.opcode = opcode;
  header.length = payload.size();
  header.length_form = shortest_form(header.length);
  header.masked = key.has_value();
  header.key = key.value_or(MaskingKey{});
  std::array<std::uint8_t, kMaxHeaderSize> head;
  const std::size_t head_size = serialise_header(header, head);

  std::vector<std::uint8_t> frame;
  frame.reserve(head_size + payload.size());
  frame.assign(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(head_size));
  frame.insert(frame.end(), payload.begin(), payload.end());
  if (key) apply_mask(MutableBytes(frame).subspan(head_size), *key);
  return frame;
}

}  // namespace ws101
