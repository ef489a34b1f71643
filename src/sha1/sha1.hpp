// SHA-1 as FIPS 180-4 defines it: a digest of 20 bytes for a message of any length.
// RFC 6455 needs it in one place, the Sec-WebSocket-Accept field. There it proves that the server read the
// request; it authenticates nobody. Collisions of SHA-1 are known, so do not use it where a secure hash is
// needed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ws101 {

using Sha1Digest = std::array<std::uint8_t, 20>;

// The hash value H0..H4 of FIPS 180-4, section 5.3.1, where each computation begins.
using Sha1State = std::array<std::uint32_t, 5>;
inline constexpr Sha1State kSha1InitialState = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

inline constexpr std::size_t kSha1BlockSize = 64;  // bytes, section 1 (512 bits)

// The digest of a message that arrives in pieces; how it is cut into pieces makes no difference.
// The standard limits a message to 2^64 - 1 bits, just under 2^61 bytes. Beyond that the length overflows,
// and the digest is not SHA-1.
class Sha1 {
 public:
  Sha1() = default;
  // Continues from the state of another digest after its first `length` bytes, a multiple of 64.
  Sha1(const Sha1State& state, std::uint64_t length) : state_(state), length_(length) {}

  void update(std::span<const std::uint8_t> piece);
  void update(std::string_view piece);

  // The digest of everything given so far. Changes nothing: more pieces may follow, and digest() may be
  // called again.
  Sha1Digest digest() const;

 private:
  Sha1State state_ = kSha1InitialState;
  std::uint64_t length_ = 0;  // bytes given so far
  // The incomplete block: its first length_ % 64 bytes are in use.
  std::array<std::uint8_t, kSha1BlockSize> block_{};
};

// The digest of a whole message.
Sha1Digest sha1(std::span<const std::uint8_t> message);
Sha1Digest sha1(std::string_view message);

}  // namespace ws101
