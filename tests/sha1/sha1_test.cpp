#include "sha1/sha1.hpp"

#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "support/catch.hpp"

using ws101::Sha1;
using ws101::sha1;

namespace {

std::string hex(const ws101::Sha1Digest& digest) {
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

// 00 01 02 ... ff 00 01 ...
std::vector<std::uint8_t> counting_bytes(std::size_t length) {
  std::vector<std::uint8_t> bytes(length);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

}  // namespace

TEST_CASE("the examples published with the standard", "[sha1][rfc3174-7.3]") {
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(
      hex(sha1(
          "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsm"
          "nopqrstnopqrstu")) == "a49b2446a02c645bf419f995b67091253a04a259");
  CHECK(hex(sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST_CASE("one million letters a", "[sha1][rfc3174-7.3]") {
  CHECK(hex(sha1(std::string(1'000'000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("the key of the protocol's own example", "[sha1][rfc6455-1.3]") {
  CHECK(hex(sha1("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) ==
        "b37a4f2cc0624f1690f64606cf385945b2bec4ea");
}

TEST_CASE("every length up to four blocks agrees with openssl", "[sha1]") {
  std::ifstream file(WS101_TEST_DATA "/sha1/lengths.txt");
  std::string line;
  std::size_t compared = 0;
  while (std::getline(file, line)) {
    if (line.starts_with('#')) continue;
    const std::size_t space = line.find(' ');
    const std::size_t length = std::stoul(line.substr(0, space));
    CAPTURE(length);
    CHECK(hex(sha1(counting_bytes(length))) == line.substr(space + 1));
    ++compared;
  }
  CHECK(compared == 258);  // 0 to 257
}

TEST_CASE("how the message is cut into pieces makes no difference", "[sha1]") {
  const auto message = counting_bytes(150);
  const std::string whole = hex(sha1(message));

  SECTION("two pieces, cut anywhere") {
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
      CAPTURE(cut);
      Sha1 hash;
      hash.update(std::span(message).first(cut));
      hash.update(std::span(message).subspan(cut));
      CHECK(hex(hash.digest()) == whole);
    }
  }
  SECTION("pieces of one size, from single bytes to more than two blocks") {
    for (std::size_t size = 1; size <= 130; ++size) {
      CAPTURE(size);
      Sha1 hash;
      for (std::size_t at = 0; at < message.size(); at += size) {
        hash.update(std::span(message).subspan(at, std::min(size, message.size() - at)));
      }
      CHECK(hex(hash.digest()) == whole);
    }
  }
  SECTION("three pieces, with an empty one between") {
    Sha1 hash;
    hash.update(std::span(message).first(64));
    hash.update(std::string_view());
    hash.update(std::span(message).subspan(64));
    CHECK(hex(hash.digest()) == whole);
  }
}

TEST_CASE("asking for the digest changes nothing", "[sha1]") {
  Sha1 hash;
  hash.update("a");
  CHECK(hex(hash.digest()) == hex(sha1("a")));
  CHECK(hex(hash.digest()) == hex(sha1("a")));
  hash.update("bc");
  CHECK(hex(hash.digest()) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST_CASE("a copy goes its own way", "[sha1]") {
  Sha1 hash;
  hash.update("ab");
  Sha1 copy = hash;
  copy.update("c");
  hash.update("d");
  CHECK(hex(copy.digest()) == hex(sha1("abc")));
  CHECK(hex(hash.digest()) == hex(sha1("abd")));
}

// As `head -c 536870912 /dev/zero | sha1sum` says: 2^32 bits, the first number of bits that 32 bits cannot hold.
TEST_CASE("the length is counted in 64 bits", "[sha1][rfc3174-4]") {
  const ws101::Sha1State behind_the_zeros = {0x37e93356, 0x4a9b314f, 0xaf5c629e, 0x5591a029, 0x551c87c7};
  const Sha1 hash(behind_the_zeros, std::uint64_t{1} << 29);
  CHECK(hex(hash.digest()) == "5b088492c9f4778f409b7ae61477dec124c99033");
}

TEST_CASE("text and the same bytes have one digest", "[sha1]") {
  const std::vector<std::uint8_t> bytes = {'a', 0, 0xff};
  CHECK(sha1(bytes) == sha1(std::string_view("a\0\xff", 3)));
}
