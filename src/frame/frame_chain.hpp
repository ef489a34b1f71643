// Are these bytes frames, one after the other? The one answer for everything that has to guess: a stream joined in
// the middle, bytes that were pasted, a length that may be wrong.
#pragma once

#include <cstddef>
#include <optional>

#include "frame/header.hpp"

namespace ws101 {

struct ChainRules {
  std::uint8_t allowed_rsv = 0;   // as in HeaderRules
  std::optional<bool> masked;     // what the MASK bits must be; empty: each as it is
  std::size_t enough = SIZE_MAX;  // so many whole headers are believed, whatever follows
};

struct FrameChain {
  enum class End : std::uint8_t {
    Whole,   // the last frame ends with the last byte; also if there are no bytes
    Cut,     // right as far as it goes, but the bytes end inside a header or a payload
    Enough,  // as many headers as ChainRules::enough are right
    Wrong,   // a header that no well-behaved endpoint writes
  };
  End end = End::Whole;
  std::size_t headers = 0;       // that are whole and right
  std::size_t frames = 0;        // of these, how many have their payload whole
  std::size_t bytes = 0;         // in whole frames: where the rest begins
  bool same_masks = true;        // all MASK bits agree, as those of one sender do
  bool in_order = true;          // every fragment continues a message that was begun (5.4)
  bool compressed = false;       // RSV1 is set somewhere
  bool ends_in_message = false;  // the last data frame has FIN=0
};

// Walks the headers from bytes[0] on and looks at no payload. Every header must be valid by itself (5.2, 5.5), RSV1
// only where a message begins (RFC 7692 6). The first data frame may continue a message begun before the bytes:
// in_order does not count that, so that streams joined in the middle can be judged. A header that is cut is judged by
// what there is of it.
FrameChain frame_chain(Bytes bytes, const ChainRules& rules = {});

// Whether the bytes, at least one, can be the beginning of a frame: frame_chain() of a single header.
bool may_begin_frame(Bytes bytes, const ChainRules& rules = {});

}  // namespace ws101
