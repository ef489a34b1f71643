// Wire bytes for tests, built without any code of src/: hex("81 05 ..."), client().text("Hello"), frames
// right or wrong.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::testing {

// Bytes as they travel. a + b joins them.
struct Wire : std::vector<std::uint8_t> {
  using std::vector<std::uint8_t>::vector;
  Wire first(std::size_t count) const {
    return Wire(begin(), begin() + static_cast<std::ptrdiff_t>(std::min(count, size())));
  }
};

inline Wire& operator+=(Wire& wire, const Wire& more) {
  wire.insert(wire.end(), more.begin(), more.end());
  return wire;
}
inline Wire operator+(Wire wire, const Wire& more) {
  wire += more;
  return wire;
}
inline Wire operator*(const Wire& wire, std::size_t times) {
  Wire all;
  all.reserve(wire.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += wire;
  return all;
}

inline Wire raw(std::initializer_list<int> bytes) {
  Wire wire;
  for (const int byte : bytes) wire.push_back(static_cast<std::uint8_t>(byte));
  return wire;
}

inline Wire bytes(std::string_view text) {
  return Wire(text.begin(), text.end());
}

// "81 85 37fa213d": pairs of digits, spaces anywhere.
inline Wire hex(std::string_view digits) {
  Wire wire;
  int high = -1;
  for (const char c : digits) {
    if (c == ' ' || c == '\n') continue;
    const std::size_t value = std::string_view("0123456789abcdef").find(c);
    if (value == std::string_view::npos) throw std::invalid_argument("hex(): not a digit");
    if (high < 0) {
      high = static_cast<int>(value);
    } else {
      wire.push_back(static_cast<std::uint8_t>(high << 4 | static_cast<int>(value)));
      high = -1;
    }
  }
  if (high >= 0) throw std::invalid_argument("hex(): an odd number of digits");
  return wire;
}

// `count` bytes that do not repeat with the masking key's rhythm.
inline Wire noise(std::size_t count) {
  Wire wire(count);
  std::uint64_t state = 101;
  for (std::size_t i = 0; i < count; i += 4) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto four = static_cast<std::uint32_t>(state >> 32);
    std::memcpy(&wire[i], &four, std::min(sizeof four, count - i));
  }
  return wire;
}

// `count` characters of plain text.
inline Wire letters(std::size_t count) {
  Wire wire(count);
  for (std::size_t i = 0; i < count; ++i) wire[i] = static_cast<std::uint8_t>('a' + i % 23);
  return wire;
}

inline constexpr int kContinuation = 0x0, kText = 0x1, kBinary = 0x2, kClose = 0x8, kPing = 0x9, kPong = 0xA;

// A frame with every field free. `form` is 7, 16 or 64 bits, or 0 for the shortest; `claimed` is the length
// that the header tells when it differs from the payload's.
struct FrameSpec {
  int opcode = kText;
  bool fin = true;
  int rsv = 0;
  int form = 0;
  std::optional<std::uint64_t> claimed = {};
};

// The frames of one side. The client masks with the key of the RFC's examples, the server does not mask.
class Sender {
 public:
  explicit Sender(bool masks) : masks_(masks) {}

  Wire frame(const FrameSpec& spec, std::span<const std::uint8_t> payload) const {
    Wire wire;
    wire.reserve(kLongestHeader + payload.size());
    add_frame(wire, spec, payload);
    return wire;
  }

  Wire header(const FrameSpec& spec, std::uint64_t payload_size = 0) const {
    Wire wire;
    wire.reserve(kLongestHeader);
    add_header(wire, spec, payload_size);
    return wire;
  }

  Wire frame(int opcode, std::span<const std::uint8_t> payload, bool fin = true) const {
    FrameSpec spec;
    spec.opcode = opcode;
    spec.fin = fin;
    return frame(spec, payload);
  }
  Wire text(std::string_view payload) const { return frame(kText, bytes(payload)); }
  Wire binary(std::span<const std::uint8_t> payload) const { return frame(kBinary, payload); }
  Wire ping(std::string_view payload = {}) const { return frame(kPing, bytes(payload)); }
  Wire pong(std::string_view payload = {}) const { return frame(kPong, bytes(payload)); }
  // Fragments: begin_text, more, more, end.
  Wire begin_text(std::string_view payload) const { return frame(kText, bytes(payload), false); }
  Wire more(std::string_view payload) const { return frame(kContinuation, bytes(payload), false); }
  Wire end(std::string_view payload) const { return frame(kContinuation, bytes(payload), true); }

  Wire close() const { return frame(kClose, {}); }
  Wire close(int code, std::string_view reason = {}) const {
    return frame(kClose, raw({code >> 8, code & 255}) + bytes(reason));
  }

  // One message in fragments of `size` bytes.
  Wire fragments(int opcode, std::span<const std::uint8_t> payload, std::size_t size) const {
    Wire wire;
    wire.reserve(payload.size() + (payload.size() / size + 1) * header_size(size));
    for (std::size_t at = 0; at == 0 || at < payload.size(); at += size) {
      const std::size_t count = std::min(size, payload.size() - at);
      const FrameSpec spec{.opcode = at == 0 ? opcode : kContinuation, .fin = at + count == payload.size()};
      add_frame(wire, spec, payload.subspan(at, count));
    }
    return wire;
  }

  // How long a header for so many bytes of payload is, shortest form.
  std::size_t header_size(std::uint64_t length) const {
    return (length < 126 ? 2u : length < 65536 ? 4u : 10u) + (masks_ ? 4u : 0u);
  }
  bool masks() const { return masks_; }

 private:
  static constexpr std::array<std::uint8_t, 4> kKey{0x37, 0xfa, 0x21, 0x3d};
  static constexpr std::size_t kLongestHeader = 14;

  void add_header(Wire& wire, const FrameSpec& spec, std::uint64_t payload_size) const {
    const std::uint64_t length = spec.claimed.value_or(payload_size);
    const int form = spec.form != 0 ? spec.form : length < 126 ? 7 : length < 65536 ? 16 : 64;
    const int length7 = form == 7 ? static_cast<int>(length) : form == 16 ? 126 : 127;
    wire.push_back(static_cast<std::uint8_t>((spec.fin ? 128 : 0) + spec.rsv * 16 + spec.opcode));
    wire.push_back(static_cast<std::uint8_t>((masks_ ? 128 : 0) + length7));
    for (int shift = form == 7 ? -8 : form - 8; shift >= 0; shift -= 8) {
      wire.push_back(static_cast<std::uint8_t>(length >> shift));
    }
    if (masks_) wire.insert(wire.end(), kKey.begin(), kKey.end());
  }

  void add_frame(Wire& wire, const FrameSpec& spec, std::span<const std::uint8_t> payload) const {
    add_header(wire, spec, payload.size());
    const std::size_t at = wire.size();
    wire.insert(wire.end(), payload.begin(), payload.end());
    for (std::size_t i = 0; masks_ && i < payload.size(); ++i) wire[at + i] ^= kKey[i % 4];
  }

  bool masks_;
};

inline Sender client() {
  return Sender(true);
}
inline Sender server() {
  return Sender(false);
}

}  // namespace ws101::testing
