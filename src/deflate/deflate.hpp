// The compressor of RFC 1951: raw DEFLATE, with a window that may be kept from message to message.
//
// How a sender of permessage-deflate (RFC 7692 7.2.1) uses it:
//
//     const MutableBytes room = out.room(deflater.bound(message.size()));
//     const std::size_t size = deflater.deflate_message(message, room);
//     if (size >= message.size()) deflater.unsend(message.size());  // and send `message` as it is
//     if (no_context_takeover) deflater.forget();
//     deflater.release_memory();
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/bit_reader.hpp"
#include "deflate/format.hpp"
#include "deflate/match_finder.hpp"
#include "deflate/tokens.hpp"

namespace ws101 {

class BitWriter;

enum class DeflateLevel : std::uint8_t { Fast, Default, Best };

// What the call ends with.
enum class DeflateFlush : std::uint8_t {
  None,   // more input will follow: some of it may wait inside until the block is full
  Sync,   // everything is written, then an empty stored block, whose end is kSyncTail
  Final,  // everything is written, the last block with BFINAL set; the next call begins on a new byte
};

class Deflater {
 public:
  // No copy reaches back more than 2^window_bits bytes (8 to 15).
  explicit Deflater(DeflateLevel level = DeflateLevel::Default, unsigned window_bits = kMaxWindowBits);

  // The room that deflate() needs for `input` more bytes, with any content and any flush.
  std::size_t bound(std::size_t input) const;

  // Compresses `input` to the beginning of `output`, which must have at least bound(input.size()) bytes; all
  // of them may be overwritten. Returns the size of the result. A message may come in pieces, with None for
  // all but the last, but large pieces compress better. Throws std::bad_alloc.
  std::size_t deflate(std::span<const std::uint8_t> input, DeflateFlush flush,
                      std::span<std::uint8_t> output);

  // RFC 7692 7.2.1: deflate() with Sync, without the kSyncTail at its end. The result is the payload of a
  // message; for an empty message a single byte 0.
  std::size_t deflate_message(std::span<const std::uint8_t> input, std::span<std::uint8_t> output);

  // After deflate_message() or Sync: the last `count` bytes of input are not sent in this form, so the peer
  // does not know them, and later messages must not refer to them.
  void unsend(std::size_t count) { finder_.forget_last(count); }

  // RFC 7692 7.1.1, no context takeover: after deflate_message(), Sync or Final, clears the window. Keeps
  // the memory: call release_memory() before a long pause. Further output is that of a new Deflater.
  void forget() { finder_.forget(); }
  // Between two messages: frees memory that is not needed then, also the window if forget() was called.
  void release_memory();
  // Bytes on the heap. They grow with the input and the window.
  std::size_t memory() const { return finder_.memory() + tokens_.memory(); }

 private:
  void find_tokens(BitWriter& writer);
  void end_block(bool final, BitWriter& writer);

  DeflateLevel level_;
  MatchFinder finder_;
  Tokens tokens_;  // of the current block
  KeptBits kept_;  // fewer than 8 that were not written yet
};

}  // namespace ws101
