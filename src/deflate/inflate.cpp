// Inflating, written to be read beside RFC 1951, section 3.2. The fast twins of two steps are in
// inflate_fast.cpp.
#include "deflate/inflate.hpp"

#include <algorithm>
#include <span>

#include "deflate/inflate_codes.hpp"
#include "deflate/inflate_fast.hpp"

namespace ws101 {

Inflater::Inflater(unsigned window_bits)
    : history_(std::clamp(window_bits, kMinWindowBits, kMaxWindowBits)) {}
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

InflateResult Inflater::inflate(std::span<const std::uint8_t> input, std::span<std::uint8_t> out) {
  BitReader reader(kept_, input);
  InflateOutput output(out, history_);
  Outcome outcome = Outcome::Done;
  while (outcome == Outcome::Done) outcome = take_step(reader, output);

  kept_ = outcome == Outcome::NeedInput ? reader.keep_rest() : reader.kept();
  read_ += reader.used();
  history_.append(output.bytes());
  const InflateStatus status = outcome == Outcome::NeedInput    ? InflateStatus::NeedInput
                               : outcome == Outcome::OutputFull ? InflateStatus::OutputFull
                               : outcome == Outcome::FinalBlock ? InflateStatus::FinalBlock
                                                                : InflateStatus::Failed;
  return {status, reader.used(), output.produced()};
}

Inflater::Outcome Inflater::take_step(BitReader& reader, InflateOutput& output) {
  switch (step_) {
    case Step::BlockHeader:
      return read_block_header(reader);
    case Step::StoredLength:
      return read_stored_length(reader);
    case Step::Stored:
      return read_stored(reader, output);
    case Step::Counts:
      return read_counts(reader);
    case Step::CodeLengthCode:
      return read_code_length_code(reader);
    case Step::CodeLengths:
      if (observer_ == nullptr) read_code_lengths_fast(*header_, reader);
      return read_code_lengths(reader);
    case Step::Symbol:
      if (observer_ == nullptr) {
        const FastStop stop = inflate_symbols_fast(*codes_, reader, output);
        if (stop == FastStop::EndOfBlock) return end_block();
        if (stop == FastStop::NeedInput) return Outcome::NeedInput;
      }
      return read_symbol(reader, output);
    case Step::Copy:
      return copy(output);
    case Step::EndOfFinalBlock:
      reader.skip_to_byte();
      step_ = Step::BlockHeader;
      return Outcome::FinalBlock;
    case Step::Failed:
      break;
  }
  return Outcome::Failed;
}

// Section 3.2.3: BFINAL, BTYPE.
Inflater::Outcome Inflater::read_block_header(BitReader& reader) {
  const std::uint64_t start = position(reader);
  const std::uint32_t header = reader.take(3);
  if (reader.ran_dry()) return Outcome::NeedInput;
  final_ = (header & 1) != 0;
  const std::uint32_t type = header >> 1;
  if (type > 2) return fail(InflateFault::ReservedBlockType, start);
  if (observer_ != nullptr) {
    observer_->on_block({start, position(reader)}, static_cast<BlockType>(type), final_);
  }
  switch (static_cast<BlockType>(type)) {
    case BlockType::Stored:
      step_ = Step::StoredLength;
      break;
    case BlockType::Fixed:
      codes_ = &fixed_codes();
      step_ = Step::Symbol;
      break;
    case BlockType::Dynamic:
      step_ = Step::Counts;
      break;
  }
  return Outcome::Done;
}

// Section 3.2.4: the rest of the byte is skipped, then LEN and its one's complement NLEN.
Inflater::Outcome Inflater::read_stored_length(BitReader& reader) {
  reader.skip_to_byte();
  const std::uint64_t start = position(reader);
  const std::uint32_t both = reader.take(32);
  if (reader.ran_dry()) return Outcome::NeedInput;
  const std::uint32_t length = both & 0xffff;
  if ((length ^ both >> 16) != 0xffff) return fail(InflateFault::StoredLengthMismatch, start);
  if (observer_ != nullptr) observer_->on_stored_length({start, position(reader)}, length);
  stored_left_ = length;
  step_ = Step::Stored;
  return Outcome::Done;
}

Inflater::Outcome Inflater::read_stored(BitReader& reader, InflateOutput& output) {
  const std::uint64_t start = position(reader);
  if (stored_left_ == 0) {
    if (observer_ != nullptr) observer_->on_end_of_block({start, start});
    return end_block();
  }
  if (output.room() == 0) return Outcome::OutputFull;
  const auto bytes = reader.take_bytes(std::min(stored_left_, output.room()));
  if (bytes.empty()) return Outcome::NeedInput;
  output.put(bytes);
  stored_left_ -= bytes.size();
  if (observer_ != nullptr) observer_->on_stored({start, position(reader)}, bytes);
  return Outcome::Done;
}

// Section 3.2.3, the loop at its end: a literal, a <length, backward distance> pair, or the end of the block.
Inflater::Outcome Inflater::read_symbol(BitReader& reader, InflateOutput& output) {
  const std::uint64_t start = position(reader);
  BitReader attempt = reader;
  const std::optional<unsigned> symbol = codes_->literal.read_symbol(attempt);
  if (attempt.ran_dry()) return Outcome::NeedInput;
  if (!symbol) return fail(InflateFault::UnusedCode, start);
  if (*symbol > kEndOfBlock) return read_copy(*symbol, start, attempt, reader, output);
  if (*symbol == kEndOfBlock) {
    reader = attempt;
    if (observer_ != nullptr) observer_->on_end_of_block({start, position(reader)});
    return end_block();
  }
  if (output.room() == 0) return Outcome::OutputFull;
  reader = attempt;
  output.put(static_cast<std::uint8_t>(*symbol));
  if (observer_ != nullptr)
    observer_->on_literal({start, position(reader)}, static_cast<std::uint8_t>(*symbol));
  return Outcome::Done;
}

// `attempt` has just read the code of the length, which began at `start`.
Inflater::Outcome Inflater::read_copy(unsigned symbol, std::uint64_t start, BitReader attempt,
                                      BitReader& reader, const InflateOutput& output) {
  if (symbol >= kLiteralSymbols) return fail(InflateFault::InvalidLengthSymbol, start);
  const ExtraBits& length_bits = kCopyLengths[symbol - kFirstLengthSymbol];
  const std::size_t length = length_bits.base + attempt.take(length_bits.extra_bits);

  const std::uint64_t distance_start = position(attempt);
  const std::optional<unsigned> distance_symbol = codes_->distance.read_symbol(attempt);
  if (attempt.ran_dry()) return Outcome::NeedInput;
  if (!distance_symbol) return fail(InflateFault::UnusedCode, distance_start);
  if (*distance_symbol >= kDistanceSymbols) return fail(InflateFault::InvalidDistanceSymbol, distance_start);
  const ExtraBits& distance_bits = kCopyDistances[*distance_symbol];
  const std::size_t distance = distance_bits.base + attempt.take(distance_bits.extra_bits);
  if (attempt.ran_dry()) return Outcome::NeedInput;
  if (distance > output.known()) {
    return fail(InflateFault::DistanceTooFar, distance_start, distance, output.known());
  }
  reader = attempt;
  if (observer_ != nullptr) {
    observer_->on_copy({start, position(reader)}, static_cast<unsigned>(length),
                       static_cast<unsigned>(distance));
  }
  copy_left_ = length;
  copy_distance_ = distance;
  step_ = Step::Copy;
  return Outcome::Done;
}

Inflater::Outcome Inflater::copy(InflateOutput& output) {
  const std::size_t length = std::min(copy_left_, output.room());
  output.copy(length, copy_distance_);
  copy_left_ -= length;
  if (copy_left_ > 0) return Outcome::OutputFull;
  step_ = Step::Symbol;
  return Outcome::Done;
}

Inflater::Outcome Inflater::end_block() {
  step_ = final_ ? Step::EndOfFinalBlock : Step::BlockHeader;
  return Outcome::Done;
}

Inflater::Outcome Inflater::fail(InflateFault fault, std::uint64_t position, std::size_t distance,
                                 std::size_t known) {
  error_ = {fault, position, static_cast<std::uint32_t>(distance), static_cast<std::uint32_t>(known)};
  step_ = Step::Failed;
  return Outcome::Failed;
}

// A proper end is the header of an empty stored block: three bits and the padding. The tail is the rest of
// that block.
bool Inflater::finish_message() {
  const bool before_tail = step_ == Step::StoredLength && kept_.count < 8;
  if (!before_tail && !between_blocks()) {
    if (step_ != Step::Failed) fail(InflateFault::EndsInsideBlock, bit_position());
    return false;
  }
  if (before_tail && observer_ != nullptr) {
    const std::uint64_t end = 8 * (read_ + kSyncTail.size());
    observer_->on_stored_length({8 * read_, end}, 0);
    observer_->on_end_of_block({end, end});
  }
  step_ = Step::BlockHeader;
  kept_ = {};
  read_ = 0;
  return true;
}

void Inflater::forget() {
  step_ = Step::BlockHeader;
  kept_ = {};
  read_ = 0;
  history_.forget();
}

void Inflater::release_memory() {
  if (step_ == Step::BlockHeader || step_ == Step::Failed) header_.reset();
  history_.release_memory();
}

std::size_t Inflater::memory() const {
  return history_.memory() + (header_ == nullptr ? 0 : sizeof *header_);
}

}  // namespace ws101
