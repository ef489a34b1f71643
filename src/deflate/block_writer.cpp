#include "deflate/block_writer.hpp"

#include <algorithm>
#include <array>

#include "deflate/dynamic_code.hpp"
#include "deflate/format.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kHeaderBits = 3;

void write_header(BlockType type, bool final, BitWriter& writer) {
  writer.put(static_cast<unsigned>(type) << 1 | (final ? 1U : 0U), kHeaderBits);
}

// The most bits of stored blocks, including padding.
std::size_t stored_bits(std::size_t bytes) {
  const std::size_t blocks = bytes == 0 ? 1 : (bytes + kLongestStored - 1) / kLongestStored;
  return 8 * bytes + blocks * (kHeaderBits + 7 + 32);
}

std::size_t token_bits(const Tokens& tokens, const WriteCodes& codes) {
  std::size_t bits = 0;
  for (std::size_t symbol = 0; symbol < kLiteralSymbols; ++symbol) {
    const std::size_t extra =
        symbol < kFirstLengthSymbol ? 0 : kCopyLengths[symbol - kFirstLengthSymbol].extra_bits;
    bits += tokens.literal_frequencies[symbol] * (codes.literal_lengths[symbol] + extra);
  }
  for (std::size_t symbol = 0; symbol < kDistanceSymbols; ++symbol) {
    bits += tokens.distance_frequencies[symbol] *
            (codes.distance_lengths[symbol] + std::size_t{kCopyDistances[symbol].extra_bits});
  }
  return bits;
}

// Section 3.2.5. A copy has at most 48 bits, and flush() leaves room for 56.
void write_tokens(const Tokens& tokens, const WriteCodes& codes, BitWriter& writer) {
  tokens.each(
      [&](unsigned byte) {
        writer.put(codes.literals[byte], codes.literal_lengths[byte]);
        writer.flush();
      },
      [&](unsigned length, unsigned distance) {
        const unsigned symbol = kLengthSymbols[length];
        const ExtraBits& length_bits = kCopyLengths[symbol - kFirstLengthSymbol];
        writer.put(codes.literals[symbol], codes.literal_lengths[symbol]);
        writer.put(length - length_bits.base, length_bits.extra_bits);
        const unsigned far = distance_symbol(distance);
        const ExtraBits& distance_bits = kCopyDistances[far];
        writer.put(codes.distances[far], codes.distance_lengths[far]);
        writer.put(distance - distance_bits.base, distance_bits.extra_bits);
        writer.flush();
      });
  writer.put(codes.literals[kEndOfBlock], codes.literal_lengths[kEndOfBlock]);
  writer.flush();
}

}  // namespace

void write_stored(std::span<const std::uint8_t> raw, bool final, BitWriter& writer) {
  do {
    const auto bytes = raw.first(std::min(raw.size(), kLongestStored));
    raw = raw.subspan(bytes.size());
    write_header(BlockType::Stored, final && raw.empty(), writer);
    writer.pad_to_byte();
    writer.put(bytes.size() | (~bytes.size() & 0xffff) << 16, 32);
    writer.pad_to_byte();
    writer.put_bytes(bytes);
  } while (!raw.empty());
}

void write_block(const Tokens& tokens, std::span<const std::uint8_t> raw, bool final, BitWriter& writer) {
  const DynamicCode dynamic(tokens.literal_frequencies, tokens.distance_frequencies);
  const std::size_t dynamic_bits = dynamic.header_bits() + token_bits(tokens, dynamic.codes());
  const std::size_t fixed_bits = token_bits(tokens, fixed_write_codes());
  if (raw.size() == tokens.bytes() && stored_bits(raw.size()) <= std::min(dynamic_bits, fixed_bits)) {
    write_stored(raw, final, writer);
  } else if (fixed_bits <= dynamic_bits) {
    write_header(BlockType::Fixed, final, writer);
    write_tokens(tokens, fixed_write_codes(), writer);
  } else {
    write_header(BlockType::Dynamic, final, writer);
    dynamic.write_header(writer);
    write_tokens(tokens, dynamic.codes(), writer);
  }
}

}  // namespace ws101
