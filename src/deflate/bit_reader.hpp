// Bits from a sequence of bytes, in the order of RFC 1951, section 3.1.1: from the lowest bit of each byte to
// the highest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ws101 {

// Bits that were loaded from the input but not used yet; the next one is the lowest. All above `count` are
// 0.
struct KeptBits {
  std::uint64_t bits = 0;
  unsigned count = 0;  // at most 64
};

// Reads first the bits that an earlier reader kept, then `input`. It is small and meant to be copied: a
// parser reads with a copy; if that runs dry, it drops the copy, and has consumed nothing.
class BitReader {
 public:
  BitReader(KeptBits kept, std::span<const std::uint8_t> input) : kept_(kept), input_(input) {}

  // The next `count` bits (0 to 32) as a number, the first bit lowest. 0 if there are not that many, and from
  // then on ran_dry() is true.
  std::uint32_t take(unsigned count);

  // Section 3.2.4: "Any bits of input up to the next byte boundary are ignored."
  void skip_to_byte();

  // True if take() has asked for more bits than there are.
  bool ran_dry() const { return dry_; }

  // The next bytes of input, at most `limit`. Only at a byte boundary, and without kept bits.
  std::span<const std::uint8_t> take_bytes(std::size_t limit) {
    const auto bytes = rest().first(limit < rest().size() ? limit : rest().size());
    used_ += bytes.size();
    return bytes;
  }

  // Keeps the rest of the input, so that the caller may reuse its memory. At most 8 bytes can be kept,
  // including kept().
  KeptBits keep_rest() {
    pull(8 * sizeof kept_.bits);
    return kept_;
  }

  const KeptBits& kept() const { return kept_; }
  std::size_t used() const { return used_; }  // bytes of the input that were loaded
  std::span<const std::uint8_t> rest() const { return input_.subspan(used_); }

  // For the fast twin, which reads the input itself: `kept` and `used` are its position. Whole bytes that it
  // loaded but did not need are given back.
  void resume(KeptBits kept, std::size_t used) {
    while (kept.count >= 8 && used > 0) {
      kept.count -= 8;
      --used;
    }
    kept.bits &= kept.count < 64 ? (std::uint64_t{1} << kept.count) - 1 : ~std::uint64_t{0};
    kept_ = kept;
    used_ = used;
  }

 private:
  // Loads bytes until there are `count` bits. False if the input has not that many: it ran dry.
  bool pull(unsigned count);

  KeptBits kept_;
  std::span<const std::uint8_t> input_;
  std::size_t used_ = 0;
  bool dry_ = false;
};

}  // namespace ws101
