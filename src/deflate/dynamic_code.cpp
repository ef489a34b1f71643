#include "deflate/dynamic_code.hpp"

#include <algorithm>

#include "deflate/code_lengths.hpp"

namespace ws101 {
namespace {

// The number of extra bits of a symbol of the code length code.
unsigned extra_bits(unsigned symbol) {
  return symbol == kRepeatPrevious ? 2 : symbol == kRepeatZeroShort ? 3 : symbol == kRepeatZeroLong ? 7 : 0;
}

// The number of lengths without the zeros at the end; at least `least`.
std::size_t without_zeros(std::span<const std::uint8_t> lengths, std::size_t least) {
  std::size_t count = lengths.size();
  while (count > least && lengths[count - 1] == 0) --count;
  return count;
}

}  // namespace

const WriteCodes& fixed_write_codes() {
  static const WriteCodes codes = [] {
    WriteCodes fixed;
    fixed.literal_lengths = fixed_literal_lengths();
    fixed.distance_lengths = fixed_distance_lengths();
    canonical_codes(fixed.literal_lengths, fixed.literals);
    canonical_codes(fixed.distance_lengths, fixed.distances);
    return fixed;
  }();
  return codes;
}

DynamicCode::DynamicCode(std::span<const std::uint32_t> literal_frequencies,
                         std::span<const std::uint32_t> distance_frequencies) {
  const auto literal_lengths = std::span(codes_.literal_lengths).first(kLiteralSymbols);
  const auto distance_lengths = std::span(codes_.distance_lengths).first(kDistanceSymbols);
  code_lengths(literal_frequencies, kLongestCode, literal_lengths);
  code_lengths(distance_frequencies, kLongestCode, distance_lengths);
  canonical_codes(literal_lengths, codes_.literals);
  canonical_codes(distance_lengths, codes_.distances);
  literals_ = without_zeros(literal_lengths, 257);
  distances_ = without_zeros(distance_lengths, 1);

  describe_lengths();
  code_lengths(frequencies_, kLongestCodeLengthCode, length_lengths_);
  canonical_codes(length_lengths_, length_codes_);
  code_lengths_ = kCodeLengthSymbols;
  while (code_lengths_ > 4 && length_lengths_[kCodeLengthOrder[code_lengths_ - 1]] == 0) --code_lengths_;
}

// The lengths of both codes form one sequence, in which repetitions are abbreviated.
void DynamicCode::describe_lengths() {
  std::array<std::uint8_t, kLiteralSymbols + kDistanceSymbols> lengths;
  const auto end_of_literals = std::copy_n(codes_.literal_lengths.begin(), literals_, lengths.begin());
  const auto end = std::copy_n(codes_.distance_lengths.begin(), distances_, end_of_literals);
  for (auto at = lengths.begin(); at != end;) {
    const std::uint8_t length = *at;
    const auto other = std::find_if(at, end, [=](std::uint8_t next) { return next != length; });
    const auto count = static_cast<std::size_t>(other - at);
    if (length == 0) {
      add_zeros(count);
    } else {
      add_repeated(length, count);
    }
    at = other;
  }
}

void DynamicCode::add(unsigned symbol, std::size_t extra) {
  symbols_[symbol_count_++] = {static_cast<std::uint8_t>(symbol), static_cast<std::uint8_t>(extra)};
  ++frequencies_[symbol];
}

void DynamicCode::add_zeros(std::size_t count) {
  for (; count >= 11; count -= std::min<std::size_t>(count, 138)) {
    add(kRepeatZeroLong, std::min<std::size_t>(count, 138) - 11);
  }
  if (count >= 3) {
    add(kRepeatZeroShort, count - 3);
    count = 0;
  }
  for (; count > 0; --count) add(0, 0);
}

void DynamicCode::add_repeated(std::uint8_t length, std::size_t count) {
  add(length, 0);
  for (--count; count >= 3; count -= std::min<std::size_t>(count, 6)) {
    add(kRepeatPrevious, std::min<std::size_t>(count, 6) - 3);
  }
  for (; count > 0; --count) add(length, 0);
}

std::size_t DynamicCode::header_bits() const {
  std::size_t bits = 5 + 5 + 4 + 3 * code_lengths_;
  for (unsigned symbol = 0; symbol < kCodeLengthSymbols; ++symbol) {
    bits += std::size_t{frequencies_[symbol]} * (length_lengths_[symbol] + extra_bits(symbol));
  }
  return bits;
}

void DynamicCode::write_header(BitWriter& writer) const {
  writer.put(literals_ - 257, 5);
  writer.put(distances_ - 1, 5);
  writer.put(code_lengths_ - 4, 4);
  writer.flush();
  for (std::size_t i = 0; i < code_lengths_; ++i) {
    writer.put(length_lengths_[kCodeLengthOrder[i]], 3);
    writer.flush();
  }
  for (const LengthSymbol& next : std::span(symbols_).first(symbol_count_)) {
    writer.put(length_codes_[next.symbol], length_lengths_[next.symbol]);
    writer.put(next.extra, extra_bits(next.symbol));
    writer.flush();
  }
}

}  // namespace ws101
