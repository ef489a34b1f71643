// Lab 8: inflating. The contract is src/deflate/inflate.hpp; the format, in docs/14-compression.md and RFC 1951, section 3.2.
// What comes next in the stream is step_, and each step has a function. A step is read whole or not at all: if the reader ran
// dry, give NeedInput, and change nothing. It is called again when there is more.
#include "deflate/inflate.hpp"

#include <algorithm>

#include "deflate/inflate_codes.hpp"

namespace ws101 {

// ---- Given to you: nothing to do here

Inflater::Inflater(unsigned window_bits)
    : history_(std::clamp(window_bits, kMinWindowBits, kMaxWindowBits)) {}
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

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
      return read_code_lengths(reader);
    case Step::Symbol:
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

Inflater::Outcome Inflater::fail(InflateFault fault, std::uint64_t position, std::size_t distance,
                                 std::size_t known) {
  error_ = {fault, position, static_cast<std::uint32_t>(distance), static_cast<std::uint32_t>(known)};
  step_ = Step::Failed;
  return Outcome::Failed;
}

void Inflater::release_memory() {
  if (step_ == Step::BlockHeader || step_ == Step::Failed) header_.reset();
  history_.release_memory();
}

std::size_t Inflater::memory() const {
  return history_.memory() + (header_ == nullptr ? 0 : sizeof *header_);
}

// ---- Yours. Step 3: the loop, and stored blocks

// A BitReader behind the bits that the last call kept, an InflateOutput over `output`, and take_step() while it is Done.
// Then remember: the bits that are left (all of them, keep_rest(), if more input is needed; else kept()), how many bytes
// were read, and what was produced, at the end of history_.
InflateResult Inflater::inflate(std::span<const std::uint8_t> input, std::span<std::uint8_t> output) {
  static_cast<void>(input), static_cast<void>(output);  // placeholder: delete this line
  return {InflateStatus::Failed, 0, 0};
}

// Section 3.2.3: BFINAL, one bit; BTYPE, two. Says by step_ what comes next; codes_ are the codes of the block.
Inflater::Outcome Inflater::read_block_header(BitReader& reader) {
  static_cast<void>(reader);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// Section 3.2.4: from the next byte on LEN and NLEN, 16 bits each.
Inflater::Outcome Inflater::read_stored_length(BitReader& reader) {
  static_cast<void>(reader);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// As many bytes as there are, as there is room for, and as are left of the block. None left: its end. No room: OutputFull.
Inflater::Outcome Inflater::read_stored(BitReader& reader, InflateOutput& output) {
  static_cast<void>(reader), static_cast<void>(output);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// Another block header follows, or nothing.
Inflater::Outcome Inflater::end_block() {
  return Outcome::NeedInput;
}

// ---- Step 4: symbols of codes_->literal. With a copy of the reader: it becomes the reader when the symbol is used

// A literal, the end of the block, or a length: then read_copy() goes on.
Inflater::Outcome Inflater::read_symbol(BitReader& reader, InflateOutput& output) {
  static_cast<void>(reader), static_cast<void>(output);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// ---- Step 5: copies

// Section 3.2.5. `attempt` is behind the code of the length, which began at bit `start`. The extra bits of the length, a
// symbol of codes_->distance, its extra bits: then copy_left_ and copy_distance_ are known, and Step::Copy is next.
Inflater::Outcome Inflater::read_copy(unsigned symbol, std::uint64_t start, BitReader attempt,
                                      BitReader& reader, const InflateOutput& output) {
  static_cast<void>(symbol), static_cast<void>(start), static_cast<void>(attempt);  // placeholder: delete this line
  static_cast<void>(reader), static_cast<void>(output);                             // placeholder: delete this line
  return Outcome::NeedInput;
}

// As much of the copy as there is room for. The rest of it when there is room again.
Inflater::Outcome Inflater::copy(InflateOutput& output) {
  static_cast<void>(output);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// ---- Step 7: messages

// RFC 7692 7.2.2: what 00 00 ff ff would do. Where may step_ be, and how many bits may be kept, so that these four bytes end
// a block? What else does the header forgive? The next message begins with a block header, at bit 0, and with the same window.
bool Inflater::finish_message() {
  return false;
}

// All of it as at the beginning, but for the memory.
void Inflater::forget() {}

}  // namespace ws101
