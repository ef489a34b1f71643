// What the tests of deflate share: streams written bit by bit, texts to compress, and inflating in pieces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "deflate/inflate.hpp"

namespace ws101::testing {

using ByteVector = std::vector<std::uint8_t>;

inline ByteVector bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

// Random numbers that are the same in every run.
class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

 private:
  std::mt19937 engine_;
};

// "f3 48 cd" or "f348cd".
inline ByteVector from_hex(std::string_view text) {
  ByteVector result;
  int high = -1;
  for (const char digit : text) {
    if (digit == ' ') continue;
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    if (high < 0) {
      high = value;
    } else {
      result.push_back(static_cast<std::uint8_t>(high * 16 + value));
      high = -1;
    }
  }
  return result;
}

// A stream as the standard describes it: numbers with their lowest bit first, codes with their highest.
class Bits {
 public:
  Bits& number(unsigned value, unsigned count) {
    for (unsigned bit = 0; bit < count; ++bit) one(value >> bit & 1);
    return *this;
  }
  Bits& code(std::string_view digits) {
    for (const char digit : digits) one(digit == '1' ? 1 : 0);
    return *this;
  }
  Bits& code(unsigned value, unsigned count) {
    while (count-- > 0) one(value >> count & 1);
    return *this;
  }
  Bits& pad() {
    size_ = (size_ + 7) / 8 * 8;
    return *this;
  }
  // A symbol of the fixed literal/length code, 0 to 287, as section 3.2.6 has them in its table; and of the
  // fixed distance code, 0 to 31.
  Bits& fixed(unsigned symbol) {
    if (symbol < 144) return code(0b00110000 + symbol, 8);
    if (symbol < 256) return code(0b110010000 + symbol - 144, 9);
    if (symbol < 280) return code(symbol - 256, 7);
    return code(0b11000000 + symbol - 280, 8);
  }
  Bits& fixed_distance(unsigned symbol) { return code(symbol, 5); }
  // A stored block, its header included.
  Bits& stored(std::span<const std::uint8_t> content) {
    const auto length = static_cast<unsigned>(content.size());
    header(0).pad().number(length, 16).number(~length, 16);
    for (const std::uint8_t byte : content) number(byte, 8);
    return *this;
  }
  Bits& header(unsigned type, bool final = false) { return number(final ? 1 : 0, 1).number(type, 2); }
  // BTYPE 2 and HLIT, HDIST, HCLEN as they are sent, then the lengths of the code length code in their odd
  // order.
  Bits& dynamic(unsigned literals, unsigned distances, std::initializer_list<unsigned> lengths) {
    header(2).number(literals, 5).number(distances, 5).number(static_cast<unsigned>(lengths.size()) - 4, 4);
    for (const unsigned length : lengths) number(length, 3);
    return *this;
  }
  Bits& append(const Bits& more) {
    for (std::size_t i = 0; i < more.size_; ++i) one(unsigned{more.bytes_[i / 8]} >> (i % 8) & 1);
    return *this;
  }
  std::size_t size() const { return size_; }
  const ByteVector& bytes() const { return bytes_; }

 private:
  void one(unsigned bit) {
    if (size_ / 8 == bytes_.size()) bytes_.push_back(0);
    bytes_[size_ / 8] = static_cast<std::uint8_t>(bytes_[size_ / 8] | bit << (size_ % 8));
    ++size_;
  }

  ByteVector bytes_;
  std::size_t size_ = 0;
};

// The beginning of a dynamic block whose code length code has the symbols 18, 0, 2 and 1 with the given lengths; 0: not at
// all.
inline Bits with_lengths(unsigned literals, unsigned distances, unsigned of_18, unsigned of_0, unsigned of_2,
                         unsigned of_1) {
  return Bits().dynamic(literals, distances,
                        {0, 0, of_18, of_0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, of_2, 0, of_1});
}
// The same with lengths 1, 2 and 2 for 18, 0 and 1: 18 is 0, 0 is 10, 1 is 11. Then 256 zeros.
inline Bits with_256_zeros(unsigned literals = 0, unsigned distances = 0) {
  return with_lengths(literals, distances, 1, 2, 0, 2).code("0").number(127, 7).code("0").number(107, 7);
}
// Literal/length codes that are wrong: 0, 1 and 256 with one bit each; 0 and 256 with two bits, and no other.
inline Bits over_subscribed_literals() {
  return with_lengths(0, 0, 1, 2, 0, 2)
      .code("11")
      .code("11")
      .code("0")
      .number(127, 7)
      .code("0")
      .number(105, 7)
      .code("11")
      .code("10");
}
inline Bits incomplete_literals() {  // 18 is 0, 0 is 10, 2 is 11
  return with_lengths(0, 0, 1, 2, 2, 0)
      .code("11")
      .code("0")
      .number(127, 7)
      .code("0")
      .number(106, 7)
      .code("11")
      .code("10");
}
// Distance codes that are wrong: three with one bit each; two with two bits.
inline Bits over_subscribed_distances() {
  return with_256_zeros(0, 2).code("11").code("11").code("11").code("11");
}
inline Bits incomplete_distances() {  // 18 is 0, 0 is 10, 1 is 110, 2 is 111
  return with_lengths(0, 1, 1, 2, 3, 3)
      .code("0")
      .number(127, 7)
      .code("0")
      .number(107, 7)
      .code("110")
      .code("111")
      .code("111");
}
// Where the code lengths begin in all of them.
inline constexpr std::size_t kWhereLengthsBegin = 3 + 14 + 18 * 3;

struct Inflated {
  InflateStatus status = InflateStatus::NeedInput;
  ByteVector bytes;
  std::size_t consumed = 0;
  std::uint64_t bit_position = 0;
  InflateError error;
  friend bool operator==(const Inflated&, const Inflated&) = default;
};

// The size of the next piece, at least 1.
using PieceSize = std::function<std::size_t()>;

inline PieceSize pieces_of(std::size_t size) {
  return [size] { return size; };
}
inline PieceSize random_pieces(std::uint32_t seed, std::size_t most) {
  return [numbers = Numbers(seed), most]() mutable { return 1 + numbers() % most; };
}

// Inflates to the end of `input`, an error, a final block, or `limit` bytes, whichever comes first.
inline Inflated inflate_in_pieces(Inflater& inflater, std::span<const std::uint8_t> input, PieceSize in,
                                  PieceSize out, std::size_t limit = std::size_t{1} << 24) {
  Inflated result;
  std::span<const std::uint8_t> piece;
  while (true) {
    if (piece.empty()) piece = input.subspan(result.consumed, std::min(in(), input.size() - result.consumed));
    ByteVector room(std::min(out(), limit - result.bytes.size()));
    const InflateResult got = inflater.inflate(piece, room);
    if (got.consumed > piece.size() || got.produced > room.size())
      throw std::logic_error("inflate() says that it consumed or produced more than there was");
    result.bytes.insert(result.bytes.end(), room.begin(),
                        room.begin() + static_cast<std::ptrdiff_t>(got.produced));
    result.consumed += got.consumed;
    piece = piece.subspan(got.consumed);
    result.status = got.status;
    // NeedInput with input left, or OutputFull with room left: it would be so for ever.
    const bool all_read = piece.empty();
    const bool all_filled = got.produced == room.size();
    if (got.status == InflateStatus::NeedInput && all_read && result.consumed < input.size()) continue;
    if (got.status == InflateStatus::OutputFull && all_filled && result.bytes.size() < limit) continue;
    break;
  }
  result.bit_position = inflater.bit_position();
  if (result.status == InflateStatus::Failed) {
    result.error = inflater.error();
    result.consumed = 0;  // how much was looked at depends on the pieces
  }
  return result;
}

// All of it at once.
inline Inflated inflate_whole(Inflater& inflater, std::span<const std::uint8_t> input) {
  return inflate_in_pieces(inflater, input, pieces_of(std::max<std::size_t>(1, input.size())),
                           pieces_of(1 << 20));
}

// With an observer, an Inflater takes the obvious way, bit by bit.
inline Inflated inflate_obviously(Inflater& inflater, std::span<const std::uint8_t> input) {
  InflateObserver observer;
  inflater.observe(&observer);
  const Inflated result = inflate_whole(inflater, input);
  inflater.observe(nullptr);
  return result;
}

// Text with words that come again, as compressors like it.
inline ByteVector sample_text(std::size_t size, std::uint32_t seed) {
  static constexpr std::string_view kWords[] = {"{\"type\":\"message\",",
                                                "\"user\":\"",
                                                "alice",
                                                "bob",
                                                "\",\"text\":\"",
                                                "hello ",
                                                "the ",
                                                "quick brown fox ",
                                                "0123456789",
                                                "\"},\n",
                                                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  Numbers numbers(seed);
  ByteVector text;
  while (text.size() < size) {
    const std::uint32_t number = numbers();
    if (number % 5 == 0) {
      text.push_back(static_cast<std::uint8_t>(number >> 8));
    } else {
      const std::string_view word = kWords[(number >> 8) % std::size(kWords)];
      text.insert(text.end(), word.begin(), word.end());
    }
  }
  text.resize(size);
  return text;
}

inline ByteVector random_bytes(std::size_t size, std::uint32_t seed) {
  Numbers numbers(seed);
  ByteVector result(size);
  for (auto& byte : result) byte = static_cast<std::uint8_t>(numbers());
  return result;
}

}  // namespace ws101::testing
