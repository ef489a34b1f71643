#include "deflate/bit_writer.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitReader;
using ws101::BitWriter;

TEST_CASE("bits fill each byte from the lowest to the highest", "[deflate][rfc1951-3.1.1]") {
  ByteVector out(20);
  BitWriter writer({}, out);
  writer.put(0b100, 3);
  writer.put(0b110110, 6);
  writer.flush();
  CHECK(writer.written() == 1);
  CHECK(out[0] == 0b10110100);
  writer.pad_to_byte();
  const ByteVector bytes = {0xff, 0x12};
  writer.put_bytes(bytes);
  CHECK(writer.written() == 4);
  CHECK(ByteVector(out.begin(), out.begin() + 4) == ByteVector{0b10110100, 1, 0xff, 0x12});
}

TEST_CASE("what is written is read, across writers", "[deflate]") {
  Numbers numbers(1);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::pair<std::uint32_t, unsigned>> values;
    ByteVector all;
    ws101::KeptBits kept;
    for (int i = 0; i < 50; ++i) {
      const unsigned count = numbers() % 25;
      values.emplace_back(numbers() & ((1U << count) - 1), count);
      ByteVector out(16);
      BitWriter writer(kept, out);
      writer.put(values.back().first, count);
      writer.flush();
      all.insert(all.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(writer.written()));
      kept = writer.kept();
      REQUIRE(kept.count < 8);
    }
    all.push_back(static_cast<std::uint8_t>(kept.bits));
    BitReader reader({}, all);
    for (const auto& [value, count] : values) REQUIRE(reader.take(count) == value);
  }
}
