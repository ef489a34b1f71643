// Frames as they look on the wire.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "describe/frame_bytes.hpp"
#include "text/bytes.hpp"

namespace ws101::testing {

using Wire = std::vector<std::uint8_t>;

inline Wire operator+(Wire a, const Wire& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline Wire bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

// A frame; masked with a key that differs from frame to frame unless one is given.
inline Wire frame(int first, std::string_view payload, bool masked, MaskingKey key = {1, 2, 3, 4}) {
  FrameHeader header;
  header.fin = (first & 0x80) != 0;
  header.rsv = static_cast<std::uint8_t>(first >> 4 & 7);
  header.opcode = static_cast<Opcode>(first & 15);
  header.masked = masked;
  if (masked) header.key = key;
  header.length = payload.size();
  header.length_form = shortest_form(header.length);
  return to_wire(header, bytes_of(payload));
}
inline Wire client(int first, std::string_view payload) {
  static std::uint8_t n = 0;
  return frame(first, payload, true, {++n, 77, 5, static_cast<std::uint8_t>(~n)});
}
inline Wire server(int first, std::string_view payload) {
  return frame(first, payload, false);
}

}  // namespace ws101::testing
