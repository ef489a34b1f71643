// Frames at random, right and wrong, from a seed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "describe/frame_bytes.hpp"
#include "frame/header.hpp"

namespace ws101::testing {

struct RandomFrame {
  FrameHeader header;
  std::vector<std::uint8_t>
      payload;  // unmasked; as many bytes as the header says, or fewer where that is huge
  std::vector<std::uint8_t> wire() const { return to_wire(header, payload); }
};

class RandomFrames {
 public:
  explicit RandomFrames(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  // Any header at all: every opcode, RSV, length form; lengths from nothing to 2^64-1.
  RandomFrame any() {
    RandomFrame frame;
    frame.header.fin = !chance(3);
    frame.header.rsv = chance(3) ? static_cast<std::uint8_t>(below(8)) : std::uint8_t{0};
    frame.header.opcode = static_cast<Opcode>(below(16));
    add_mask(frame.header, chance(2));
    frame.header.length = any_length();
    frame.header.length_form = shortest_form(frame.header.length);
    if (chance(4) && frame.header.length <= 0xFFFF) frame.header.length_form = LengthForm::Bits16;
    if (chance(4)) frame.header.length_form = LengthForm::Bits64;
    if (frame.header.length <= 70'000) fill(frame, static_cast<std::size_t>(frame.header.length));
    return frame;
  }

  // A frame that breaks no rule by itself, as this side sends it.
  RandomFrame right(bool client) {
    static constexpr Opcode kKinds[] = {Opcode::Text, Opcode::Binary, Opcode::Ping, Opcode::Pong};
    RandomFrame frame;
    frame.header.opcode = kKinds[below(4)];
    add_mask(frame.header, client);
    frame.header.length = is_control(frame.header.opcode) ? below(126) : below(chance(4) ? 700 : 60);
    frame.header.length_form = shortest_form(frame.header.length);
    fill(frame, static_cast<std::size_t>(frame.header.length));
    if (frame.header.opcode == Opcode::Text) {
      for (std::uint8_t& byte : frame.payload) byte = static_cast<std::uint8_t>(0x20 + byte % 95);
    }
    return frame;
  }

 private:
  static constexpr std::size_t kDrawn = 1021;

  void add_mask(FrameHeader& header, bool masked) {
    header.masked = masked;
    if (masked && !chance(20)) {
      for (std::uint8_t& byte : header.key) byte = static_cast<std::uint8_t>(random_());
    }
  }
  std::uint64_t any_length() {
    switch (below(8)) {
      case 0:
        return below(3);
      case 1:
        return 120 + below(12);
      case 2:
        return 65'530 + below(12);
      case 3:
        return random_();
      default:
        return below(40);
    }
  }
  void fill(RandomFrame& frame, std::size_t size) {
    frame.payload.resize(size);
    const bool printable = chance(2);
    // What is long repeats after kDrawn bytes: drawing each byte would take longer than what the tests do with it.
    std::uint64_t drawn = 0;
    for (std::size_t i = 0; i < std::min(size, kDrawn); ++i, drawn >>= 8) {
      if (i % 8 == 0) drawn = random_();
      const std::uint64_t byte = drawn & 0xFF;
      frame.payload[i] = static_cast<std::uint8_t>(printable ? 0x20 + byte % 95 : byte);
    }
    for (std::size_t i = kDrawn; i < size; i += kDrawn) {
      std::copy_n(frame.payload.begin(), std::min(size - i, kDrawn),
                  frame.payload.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  std::mt19937_64 random_;
};

}  // namespace ws101::testing
