// Inflating: the header of a block with dynamic Huffman codes (RFC 1951, section 3.2.7).
#include <algorithm>
#include <span>

#include "deflate/inflate.hpp"
#include "deflate/inflate_codes.hpp"

namespace ws101 {

// Section 3.2.7: HLIT, HDIST, HCLEN.
Inflater::Outcome Inflater::read_counts(BitReader& reader) {
  const std::uint64_t start = position(reader);
  BitReader attempt = reader;
  const std::size_t literals = attempt.take(5) + 257;
  const std::size_t distances = attempt.take(5) + 1;
  const std::size_t code_lengths = attempt.take(4) + 4;
  if (attempt.ran_dry()) return Outcome::NeedInput;
  if (literals > kLiteralSymbols || distances > kDistanceSymbols)
    return fail(InflateFault::TooManyLengths, start);
  reader = attempt;
  if (header_ == nullptr) header_ = std::make_unique<DynamicHeader>();
  header_->literals = literals;
  header_->distances = distances;
  header_->code_lengths = code_lengths;
  header_->code_length_lengths.fill(0);
  header_->done = 0;
  header_->start = position(reader);
  step_ = Step::CodeLengthCode;
  if (observer_ != nullptr) {
    observer_->on_counts({start, position(reader)}, literals, distances, code_lengths);
  }
  return Outcome::Done;
}

// "(HCLEN + 4) x 3 bits: code lengths for the code length alphabet". Those that are left out are 0.
Inflater::Outcome Inflater::read_code_length_code(BitReader& reader) {
  DynamicHeader& header = *header_;
  for (; header.done < header.code_lengths; ++header.done) {
    const std::uint32_t length = reader.take(3);
    if (reader.ran_dry()) return Outcome::NeedInput;
    header.code_length_lengths[kCodeLengthOrder[header.done]] = static_cast<std::uint8_t>(length);
  }
  switch (header.code_length_code.build(header.code_length_lengths)) {
    case CodeSpace::OverSubscribed:
      return fail(InflateFault::CodeLengthCodeOverSubscribed, header.start);
    case CodeSpace::Incomplete:
      return fail(InflateFault::CodeLengthCodeIncomplete, header.start);
    case CodeSpace::Complete:
      break;
  }
  if (observer_ != nullptr) {
    observer_->on_code_length_code({header.start, position(reader)}, header.code_length_lengths);
  }
  header.done = 0;
  header.start = position(reader);
  step_ = Step::CodeLengths;
  return Outcome::Done;
}

// The lengths of both codes form one sequence: a repetition may begin in the first code and end in the
// second.
Inflater::Outcome Inflater::read_code_lengths(BitReader& reader) {
  DynamicHeader& header = *header_;
  while (header.done < header.total()) {
    const std::uint64_t start = position(reader);
    BitReader attempt = reader;
    const unsigned symbol = header.code_length_code.read_symbol(attempt).value_or(0);
    std::uint8_t length = static_cast<std::uint8_t>(symbol);
    std::size_t times = 1;
    if (symbol == kRepeatPrevious) {
      times = 3 + attempt.take(2);
      if (header.done > 0) length = header.lengths[header.done - 1];
    } else if (symbol == kRepeatZeroShort || symbol == kRepeatZeroLong) {
      times = symbol == kRepeatZeroShort ? 3 + attempt.take(3) : 11 + attempt.take(7);
      length = 0;
    }
    if (attempt.ran_dry()) return Outcome::NeedInput;
    if (symbol == kRepeatPrevious && header.done == 0)
      return fail(InflateFault::RepeatWithoutPrevious, start);
    if (times > header.total() - header.done) return fail(InflateFault::RepeatTooLong, start);
    std::fill_n(header.lengths.begin() + static_cast<std::ptrdiff_t>(header.done), times, length);
    header.done += times;
    reader = attempt;
    if (observer_ != nullptr) {
      observer_->on_code_length({start, position(reader)}, symbol, static_cast<unsigned>(times));
    }
  }
  return build_codes(position(reader));
}

// A code must be complete. The exceptions of section 3.2.7: "If only one distance code is used, it is encoded
// using one bit", and "one distance code of zero bits means that there are no distance codes used at all". As
// zlib does, we also take a literal/length code that has one code of one bit.
Inflater::Outcome Inflater::build_codes(std::uint64_t end) {
  DynamicHeader& header = *header_;
  const auto literals = std::span(header.lengths).first(header.literals);
  const auto distances = std::span(header.lengths).subspan(header.literals, header.distances);
  if (literals[kEndOfBlock] == 0) return fail(InflateFault::NoEndOfBlock, header.start);

  HuffmanCode& literal = header.codes.literal;
  const CodeSpace literal_space = literal.build(literals);
  if (literal_space == CodeSpace::OverSubscribed)
    return fail(InflateFault::LiteralCodeOverSubscribed, header.start);
  if (literal_space == CodeSpace::Incomplete && literal.longest() > 1) {
    return fail(InflateFault::LiteralCodeIncomplete, header.start);
  }
  HuffmanCode& distance = header.codes.distance;
  const CodeSpace distance_space = distance.build(distances);
  if (distance_space == CodeSpace::OverSubscribed)
    return fail(InflateFault::DistanceCodeOverSubscribed, header.start);
  if (distance_space == CodeSpace::Incomplete && distance.longest() > 1) {
    return fail(InflateFault::DistanceCodeIncomplete, header.start);
  }
  if (observer_ != nullptr) observer_->on_code_lengths({header.start, end}, literals, distances);
  header.codes.build_tables();
  codes_ = &header.codes;
  step_ = Step::Symbol;
  return Outcome::Done;
}

}  // namespace ws101
