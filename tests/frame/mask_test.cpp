// Masking: the fast loops against the obvious one, and not a byte outside the span (RFC 6455 5.3).
#include "frame/mask.hpp"

#include <array>

#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr MaskingKey kKey{0x37, 0xFA, 0x21, 0x3D};
constexpr std::size_t kGuard = 16;
constexpr std::size_t kLongest = 300;  // several blocks of 64 bytes, and every remainder

TEST_CASE("the RFC's example", "[rfc6455-5.3][rfc6455-5.7]") {
  Wire wire = hex("7f 9f 4d 51 58");
  apply_mask_obvious(wire, kKey);
  CHECK(wire == bytes("Hello"));
  apply_mask(wire, kKey);
  CHECK(wire == hex("7f 9f 4d 51 58"));
}

TEST_CASE("the obvious loop is the formula of the standard", "[rfc6455-5.3]") {
  const Wire payload = noise(40);
  for (std::uint64_t offset = 0; offset < 8; ++offset) {
    Wire masked = payload;
    apply_mask_obvious(masked, kKey, offset);
    for (std::size_t i = 0; i < payload.size(); ++i)
      CHECK(masked[i] == (payload[i] ^ kKey[(offset + i) & 3]));
  }
}

TEST_CASE("fast equals obvious for every length, offset and alignment, and guards stay", "[rfc6455-5.3]") {
  const Wire payload = noise(kLongest);
  alignas(64) std::array<std::uint8_t, kLongest + 8 + 2 * kGuard> fast;
  alignas(64) std::array<std::uint8_t, kLongest + 8 + 2 * kGuard> copied;
  for (std::uint64_t offset = 0; offset < 8; ++offset) {
    Wire obvious = payload;
    apply_mask_obvious(obvious, kKey, offset);
    for (std::size_t alignment = 0; alignment < 8; ++alignment) {
      for (std::size_t size = 0; size <= kLongest; ++size) {
        const std::size_t begin = kGuard + alignment;
        const std::size_t end = begin + size;
        std::fill(fast.begin(), fast.end(), std::uint8_t{0xA5});
        std::copy_n(payload.begin(), size, fast.begin() + static_cast<std::ptrdiff_t>(begin));
        apply_mask(MutableBytes(fast).subspan(begin, size), kKey, offset);
        std::fill(copied.begin(), copied.end(), std::uint8_t{0xA5});
        copy_masked(MutableBytes(copied).subspan(begin, size), Bytes(payload).first(size), kKey, offset);
        const auto clean = [&](const auto& memory) {
          return std::equal(memory.begin() + static_cast<std::ptrdiff_t>(begin),
                            memory.begin() + static_cast<std::ptrdiff_t>(end), obvious.begin()) &&
                 std::all_of(memory.begin(), memory.begin() + static_cast<std::ptrdiff_t>(begin),
                             [](std::uint8_t byte) { return byte == 0xA5; }) &&
                 std::all_of(memory.begin() + static_cast<std::ptrdiff_t>(end), memory.end(),
                             [](std::uint8_t byte) { return byte == 0xA5; });
        };
        const auto tell = [&](const char* function, const auto& memory) {
          const Bytes came = Bytes(memory).subspan(begin, size);
          const Bytes expected = Bytes(obvious).first(size);
          const auto [bad, good] = std::mismatch(came.begin(), came.end(), expected.begin());
          const std::string where = "size " + std::to_string(size) + ", offset " + std::to_string(offset) +
                                    ", " + std::to_string(alignment) + " behind an address that 64 divides";
          if (bad == came.end())
            FAIL(function << ": " << where << ": bytes outside the payload were changed");
          FAIL(function << ": " << where << ": byte " << (bad - came.begin()) << "\n  gave     "
                        << hex_of(Bytes(&*bad, 1)) << "\n  expected " << hex_of(Bytes(&*good, 1)));
        };
        if (!clean(fast)) tell("apply_mask", fast);
        if (!clean(copied)) tell("copy_masked", copied);
      }
    }
  }
}

TEST_CASE("no byte outside is read: each payload in a block of its own", "[rfc6455-5.3]") {
  for (std::size_t size = 1; size <= 140; ++size) {
    for (std::uint64_t offset = 0; offset < 4; ++offset) {
      const Wire payload = noise(size);
      Wire expected = payload;
      for (std::size_t i = 0; i < size; ++i) expected[i] ^= kKey[(offset + i) % 4];
      CAPTURE(size, offset);
      Wire plain = payload;  // a copy has no room to spare, so that the sanitizer guards its end
      apply_mask_obvious(plain, kKey, offset);
      REQUIRE(plain == expected);
      Wire fast = payload;
      apply_mask(fast, kKey, offset);
      REQUIRE(fast == expected);
      Wire copied(size);
      copy_masked(copied, payload, kKey, offset);
      REQUIRE(copied == expected);
    }
  }
}

TEST_CASE("copy_masked reads from every alignment", "[rfc6455-5.3]") {
  const Wire source = noise(kLongest + 8);
  for (std::size_t alignment = 0; alignment < 8; ++alignment) {
    const Bytes from = Bytes(source).subspan(alignment, kLongest);
    Wire expected(from.begin(), from.end());
    apply_mask_obvious(expected, kKey, 3);
    Wire to(kLongest);
    copy_masked(to, from, kKey, 3);
    CHECK(to == expected);
  }
}

TEST_CASE("a payload masked in pieces is the payload masked whole", "[rfc6455-5.3]") {
  const Wire payload = noise(100);
  Wire whole = payload;
  apply_mask_obvious(whole, kKey);
  for_every_split(std::span<const std::uint8_t>(payload), [&](const std::vector<Bytes>& pieces) {
    Wire all;
    for (const Bytes piece : pieces) {
      Wire part(piece.begin(), piece.end());
      apply_mask(part, kKey, all.size());
      all += part;
    }
    REQUIRE(all == whole);
  });
}

TEST_CASE("the offset of a piece may lie beyond 32 bits", "[rfc6455-5.3]") {
  for (const std::uint64_t offset :
       {(std::uint64_t{1} << 32) + 1, (std::uint64_t{1} << 62) + 2, UINT64_MAX - 500}) {
    Wire obvious = noise(77);
    Wire fast = obvious;
    apply_mask_obvious(obvious, kKey, offset);
    apply_mask(fast, kKey, offset);
    CHECK(fast == obvious);
  }
}

TEST_CASE("masking nothing does nothing, wherever nothing is") {
  apply_mask({}, kKey);
  apply_mask_obvious({}, kKey);
  copy_masked({}, {}, kKey);
}

TEST_CASE("a key of zeros changes nothing") {
  Wire payload = noise(99);
  apply_mask(payload, MaskingKey{}, 2);
  CHECK(payload == noise(99));
}

}  // namespace
}  // namespace ws101::testing
