// Are these bytes a sequence of frames? For every place that has to guess: a stream that was captured from the
// middle, bytes that were pasted, a length that may be wrong.
#pragma once

#include <cstddef>
#include <optional>

#include "frame/header.hpp"

namespace ws101 {

struct ChainRules {
  std::uint8_t allowed_rsv = 0;   // as in HeaderRules
  std::optional<bool> masked;     // what the MASK bits must be; empty: either
  std::size_t enough = SIZE_MAX;  // stop after this many valid headers, whatever follows
};

struct FrameChain {
  enum class End : std::uint8_t {
    Whole,   // the last frame ends with the last byte; also if there are no bytes
    Cut,     // right as far as it goes, but the bytes end inside a header or a payload
    Enough,  // there are ChainRules::enough valid headers
    Wrong,   // a header that no well-behaved endpoint writes
  };
  End end = End::Whole;
  std::size_t headers = 0;       // that are complete and valid
  std::size_t frames = 0;        // how many of these have a complete payload
  std::size_t bytes = 0;         // in complete frames: the offset of the rest
  bool same_masks = true;        // all MASK bits agree, as those of one sender do
  bool in_order = true;          // every fragment continues a message that was begun (5.4)
  bool compressed = false;       // RSV1 is set somewhere
  bool ends_in_message = false;  // the last data frame has FIN=0
};

// Goes through the headers from bytes[0] on; payloads are not checked. Every header must be valid by itself (5.2,
// 5.5), with RSV1 only where a message begins (RFC 7692 6). The first data frame may continue an earlier message:
// in_order ignores that, so that streams captured from the middle can be judged. An incomplete header is judged by
// the bytes that are there.
FrameChain frame_chain(Bytes bytes, const ChainRules& rules = {});

// Whether the bytes, at least one, can be the beginning of a frame: frame_chain() of a single header.
bool may_begin_frame(Bytes bytes, const ChainRules& rules = {});

}  // namespace ws101
