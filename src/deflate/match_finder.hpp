// Finds repeated bytes: the window of the compressor, and hash chains of places that begin with the same
// three bytes (RFC 1951, section 4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "deflate/format.hpp"

namespace ws101 {

struct Match {
  unsigned length = 0;    // 3 to 258; 0: none
  unsigned distance = 0;  // 1 to the window
};

// How much to search.
struct SearchEffort {
  unsigned candidates;   // how many earlier places are compared at most
  unsigned good_length;  // with a match of this length only a quarter of them is compared
  unsigned nice_length;  // a match of this length ends the search
};

// A window over the input with a position in it, here(). Bytes before it are history, bytes after it are
// still to be coded. Memory grows with history and input, up to the window of 2^window_bits bytes.
class MatchFinder {
 public:
  explicit MatchFinder(unsigned window_bits) : limit_(std::size_t{1} << window_bits) {}

  // Takes bytes from the front of `input`, as many as fit; the position must be at the end. Throws
  // std::bad_alloc.
  void append(std::span<const std::uint8_t>& input);

  // The number of bytes after the position, and the first of them.
  std::size_t ahead() const { return end_ - here_; }
  std::uint8_t byte() const { return bytes_[here_]; }

  // The longest earlier occurrence, longer than `beaten`, of the bytes that begin `offset` bytes (0 or 1)
  // after here(). Searches must go forward, and each place may be searched only once.
  Match longest(std::size_t offset, unsigned beaten, const SearchEffort& effort);

  // Moves the position forward, at most ahead() bytes.
  void advance(std::size_t count) { here_ += count; }
  // The same, but later searches do not find the places in between: faster.
  void skip(std::size_t count) { entered_ = here_ += count; }

  // The last `count` bytes before the position; nothing if they are no longer there.
  std::span<const std::uint8_t> last(std::size_t count) const {
    return count <= here_ ? std::span<const std::uint8_t>(bytes_.get() + (here_ - count), count)
                          : std::span<const std::uint8_t>();
  }

  // Drops the history, or the last `count` bytes of it. The position must be at the end.
  void forget();
  void forget_last(std::size_t count);
  // Frees the memory if there is no history.
  void release_memory();
  std::size_t memory() const;

 private:
  void grow(std::size_t window, std::size_t portion);
  void slide();
  std::uint16_t enter(std::size_t index);  // returns the place that was the newest with this hash
  void enter_up_to(std::size_t index);
  std::size_t hash(std::size_t index) const;
  std::uint16_t place(std::size_t index) const { return static_cast<std::uint16_t>(base_ + index); }

  std::size_t limit_;        // of window_
  std::size_t window_ = 0;   // how far back matches reach: a power of two, or 0 without memory
  std::size_t portion_ = 0;  // bytes_ holds window_ + portion_ bytes
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t here_ = 0;     // the position: an index of bytes_, as are the next two
  std::size_t end_ = 0;      // of the input so far
  std::size_t entered_ = 0;  // places before this one are in the chains

  // Places are counted modulo 2^16 from the beginning of all input. So an old entry may be wrong, which
  // only costs time, because every candidate is compared byte by byte.
  std::uint16_t base_ = 0;                   // the place of bytes_[0]
  std::unique_ptr<std::uint16_t[]> newest_;  // by hash: the newest place with it
  std::unique_ptr<std::uint16_t[]>
      previous_;  // by place modulo window_: the next older place with the same hash
  unsigned hash_bits_ = 0;
};

}  // namespace ws101
