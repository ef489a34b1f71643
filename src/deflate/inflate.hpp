// The decompressor of RFC 1951: raw DEFLATE, in any pieces, with a window that may be kept from message to
// message.
//
// How a receiver of permessage-deflate (RFC 7692 7.2.2) uses it: inflate each piece of payload as it comes,
// with no more room than the message may still grow by, and then end the message.
//
//     // for each piece of the message's payload:
//     while (true) {
//       const InflateResult got = inflater.inflate(piece, room);  // no more room than the limit leaves
//       message.grow(got.produced);
//       piece = piece.subspan(got.consumed);
//       if (got.status == InflateStatus::Failed) return fail(1007, inflater.error());
//       if (got.status == InflateStatus::OutputFull && message.size() == limit) return fail(1009);
//       if (got.status != InflateStatus::OutputFull && piece.empty()) break;
//     }
//     // after the last piece, instead of feeding 00 00 ff ff:
//     if (!inflater.finish_message()) return fail(1007, inflater.error());
//     if (no_context_takeover) inflater.forget();
//     inflater.release_memory();
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "deflate/bit_reader.hpp"
#include "deflate/format.hpp"
#include "deflate/history.hpp"
#include "deflate/inflate_fault.hpp"
#include "deflate/inflate_observer.hpp"
#include "deflate/inflate_output.hpp"
#include "deflate/inflate_result.hpp"

namespace ws101 {

struct BlockCodes;
struct DynamicHeader;

class Inflater {
 public:
  // A copy that reaches back more than 2^window_bits bytes (8 to 15) is an error, however the input is
  // split.
  explicit Inflater(unsigned window_bits = kMaxWindowBits);
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  ~Inflater();

  // Inflates until it needs more input or output, a final block ends, or the stream is invalid. The way in
  // which input and output are split changes neither the bytes nor the error and its position; the output
  // before an error is written. After FinalBlock the next call reads a new block from the next byte on, with
  // the same window. After Failed every call fails, until forget(). Throws std::bad_alloc.
  InflateResult inflate(std::span<const std::uint8_t> input, std::span<std::uint8_t> output);

  // RFC 7692 7.2.2: call it when the message's payload has ended, after NeedInput, or FinalBlock with no
  // input left. It has the effect of kSyncTail as input, and bit positions begin again at 0. False, and
  // Failed, if the message ends inside a block. Accepts a payload that ends with a complete block on a byte
  // boundary, where the tail would be wrong: the sender left the tail in, or ended with a final block, or
  // sent no payload at all.
  bool finish_message();
  // True if a block may begin at the next byte: the case that finish_message() also accepts.
  bool between_blocks() const { return step_ == Step::BlockHeader && kept_.count == 0; }

  // RFC 7692 7.1.1, no context takeover: resets history and error; keeps the memory, the size of the window
  // and the observer.
  void forget();
  // Frees memory that is not needed now: the codes between two blocks, and the window's memory if it holds
  // nothing.
  void release_memory();
  // Bytes on the heap.
  std::size_t memory() const;

  // The error; only after Failed.
  const InflateError& error() const { return error_; }
  // How many bits of this message were used.
  std::uint64_t bit_position() const { return read_ * 8 - kept_.count; }

  // Reports each token to `observer`, which must outlive its use; nullptr: none. An observer makes inflating
  // slow.
  void observe(InflateObserver* observer) { observer_ = observer; }

 private:
  // What comes next in the stream. A step is read completely or not at all; none is longer than 48 bits.
  enum class Step : std::uint8_t {
    BlockHeader,
    StoredLength,
    Stored,
    Counts,
    CodeLengthCode,
    CodeLengths,
    Symbol,
    Copy,
    EndOfFinalBlock,
    Failed
  };
  enum class Outcome : std::uint8_t { Done, NeedInput, OutputFull, FinalBlock, Failed };

  Outcome take_step(BitReader& reader, InflateOutput& output);
  Outcome read_block_header(BitReader& reader);
  Outcome read_stored_length(BitReader& reader);
  Outcome read_stored(BitReader& reader, InflateOutput& output);
  Outcome read_counts(BitReader& reader);
  Outcome read_code_length_code(BitReader& reader);
  Outcome read_code_lengths(BitReader& reader);
  Outcome build_codes(std::uint64_t end);
  Outcome read_symbol(BitReader& reader, InflateOutput& output);
  Outcome read_copy(unsigned symbol, std::uint64_t start, BitReader attempt, BitReader& reader,
                    const InflateOutput& output);
  Outcome copy(InflateOutput& output);
  Outcome end_block();
  Outcome fail(InflateFault fault, std::uint64_t position, std::size_t distance = 0, std::size_t known = 0);
  std::uint64_t position(const BitReader& reader) const {
    return (read_ + reader.used()) * 8 - reader.kept().count;
  }

  Step step_ = Step::BlockHeader;
  bool final_ = false;  // BFINAL of the current block
  KeptBits kept_;
  std::uint64_t read_ = 0;       // bytes of this message that were read, including those in kept_
  std::size_t stored_left_ = 0;  // remaining bytes of the current stored block
  std::size_t copy_left_ = 0;    // remaining bytes of the current copy
  std::size_t copy_distance_ = 0;
  const BlockCodes* codes_ = nullptr;      // of the current block
  std::unique_ptr<DynamicHeader> header_;  // of the current dynamic block or an earlier one, with its codes
  History history_;
  InflateError error_;
  InflateObserver* observer_ = nullptr;
};

}  // namespace ws101
