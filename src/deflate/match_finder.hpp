// Finds what has been there before: the window of the compressor, and chains of places that begin alike (RFC
// 1951, section 4).
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

// How far to look.
struct SearchEffort {
  unsigned candidates;   // how many earlier places are compared at most
  unsigned good_length;  // whoever has a match of this length already looks at a quarter of them
  unsigned nice_length;  // a match of this length is not bettered
};

// A window over the input with a position in it, here(). What is behind is history, what is ahead waits to be
// coded. Memory grows with history and input, up to the window of 2^window_bits bytes.
class MatchFinder {
 public:
  explicit MatchFinder(unsigned window_bits) : limit_(std::size_t{1} << window_bits) {}

  // Takes bytes from the front of `input`, as many as there is room for; the position must be at the end.
  // Throws std::bad_alloc.
  void append(std::span<const std::uint8_t>& input);

  // How many bytes are ahead, and the first of them.
  std::size_t ahead() const { return end_ - here_; }
  std::uint8_t byte() const { return bytes_[here_]; }

  // The longest earlier occurrence, longer than `beaten`, of what begins `offset` bytes (0 or 1) after
  // here(). Searches must go forward, each place is searched once.
  Match longest(std::size_t offset, unsigned beaten, const SearchEffort& effort);

  // Goes forward, at most ahead() bytes.
  void advance(std::size_t count) { here_ += count; }
  // Likewise, and later searches do not find the places in between: faster.
  void skip(std::size_t count) { entered_ = here_ += count; }

  // The last `count` bytes behind the position; nothing if they are not there any more.
  std::span<const std::uint8_t> last(std::size_t count) const {
    return count <= here_ ? std::span<const std::uint8_t>(bytes_.get() + (here_ - count), count)
                          : std::span<const std::uint8_t>();
  }

  // Forgets the history, or that the last `count` bytes ever came. The position must be at the end.
  void forget();
  void forget_last(std::size_t count);
  // Gives back the memory if there is no history.
  void release_memory();
  std::size_t memory() const;

 private:
  void grow(std::size_t window, std::size_t portion);
  void slide();
  std::uint16_t enter(std::size_t index);  // gives the place that was the newest with this hash
  void enter_up_to(std::size_t index);
  std::size_t hash(std::size_t index) const;
  std::uint16_t place(std::size_t index) const { return static_cast<std::uint16_t>(base_ + index); }

  std::size_t limit_;        // of window_
  std::size_t window_ = 0;   // how far back matches reach: a power of two, or 0 without memory
  std::size_t portion_ = 0;  // bytes_ holds window_ + portion_ bytes
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t here_ = 0;     // the position, an index of bytes_ as the next two
  std::size_t end_ = 0;      // of the input so far
  std::size_t entered_ = 0;  // places before this one are in the chains

  // Places are counted modulo 2^16 from the beginning of all input. What an old entry says may be wrong by
  // then: it only costs a comparison, because every candidate is compared byte by byte.
  std::uint16_t base_ = 0;                   // the place of bytes_[0]
  std::unique_ptr<std::uint16_t[]> newest_;  // by hash: the newest place with it
  std::unique_ptr<std::uint16_t[]>
      previous_;  // by place modulo window_: the next older place with the same hash
  unsigned hash_bits_ = 0;
};

}  // namespace ws101
