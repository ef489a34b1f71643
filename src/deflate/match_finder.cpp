#include "deflate/match_finder.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "deflate/little_endian.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kSmallestWindow = 256;
constexpr std::size_t kLeastPortion =
    8192;                               // with a small window: long matches are cut at the end of a portion
constexpr unsigned kMostHashBits = 14;  // of newest_: 32 KiB
constexpr std::size_t kSlack = 8;       // bytes after the input that may be loaded with it

// A match of three bytes costs more than three literals if its distance is large.
constexpr unsigned kTooFarForThree = 4096;

// How many bytes are equal, at most `most`. Up to kSlack bytes after them may be read.
unsigned equal_bytes(const std::uint8_t* one, const std::uint8_t* other, unsigned most) {
  for (unsigned length = 0; length < most; length += 8) {
    const std::uint64_t difference = load64(one + length) ^ load64(other + length);
    if (difference != 0) {
      return std::min(most, length + static_cast<unsigned>(std::countr_zero(difference)) / 8);
    }
  }
  return most;
}

// The last bytes of a match that would be one byte longer than `length`: most candidates differ there.
class LastBytes {
 public:
  LastBytes(const std::uint8_t* text, unsigned length)
      : offset_(std::max(length, kShortestCopy) - kShortestCopy),
        mask_(length < kShortestCopy ? 0x00ffffff : 0xffffffff),
        bytes_(load32(text + offset_) & mask_) {}

  bool equal(const std::uint8_t* candidate) const { return (load32(candidate + offset_) & mask_) == bytes_; }

 private:
  unsigned offset_;
  std::uint32_t mask_;
  std::uint32_t bytes_;
};

}  // namespace

void MatchFinder::append(std::span<const std::uint8_t>& input) {
  const std::size_t portion = std::min(std::bit_ceil(input.size()), std::max(limit_, kLeastPortion));
  const std::size_t window = std::clamp(std::bit_ceil(here_ + input.size()), kSmallestWindow, limit_);
  if (window > window_ || portion > portion_) grow(std::max(window, window_), std::max(portion, portion_));
  const std::size_t size = window_ + portion_;
  if (size - end_ < std::min(input.size(), portion_ / 2)) slide();
  const auto taken = input.first(std::min(input.size(), size - end_));
  std::copy_n(taken.data(), taken.size(), bytes_.get() + end_);
  end_ += taken.size();
  input = input.subspan(taken.size());
}

// A new window with the history that the old one had.
void MatchFinder::grow(std::size_t window, std::size_t portion) {
  const std::size_t kept = std::min(here_, window);
  std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[window + portion + kSlack]());
  if (kept > 0) std::copy_n(bytes_.get() + (here_ - kept), kept, bytes.get());
  bytes_ = std::move(bytes);
  window_ = window;
  portion_ = portion;
  base_ = place(here_ - kept);
  here_ = end_ = kept;
  entered_ = 0;
  hash_bits_ = std::min(kMostHashBits, static_cast<unsigned>(std::bit_width(window)) - 1);
  newest_ = std::make_unique<std::uint16_t[]>(std::size_t{1} << hash_bits_);
  previous_ = std::make_unique<std::uint16_t[]>(window);
  enter_up_to(here_);
}

// Moves the newest window_ bytes to the front.
void MatchFinder::slide() {
  if (here_ <= window_) return;
  const std::size_t by = here_ - window_;
  std::memmove(bytes_.get(), bytes_.get() + by, window_);
  base_ = place(by);
  here_ = end_ = window_;
  entered_ = entered_ > by ? entered_ - by : 0;
}

std::size_t MatchFinder::hash(std::size_t index) const {
  const std::uint32_t three_bytes = load32(bytes_.get() + index) << 8;
  return three_bytes * 0x9E3779B1U >> (32 - hash_bits_);
}

std::uint16_t MatchFinder::enter(std::size_t index) {
  const std::uint16_t here = place(index);
  const std::uint16_t before = std::exchange(newest_[hash(index)], here);
  previous_[here & (window_ - 1)] = before;
  entered_ = index + 1;
  return before;
}

// Enters all places before `index` into their chains, except the last two before the end, whose three bytes
// are not all there yet.
void MatchFinder::enter_up_to(std::size_t index) {
  while (entered_ < index && entered_ + kShortestCopy <= end_) enter(entered_);
}

Match MatchFinder::longest(std::size_t offset, unsigned beaten, const SearchEffort& effort) {
  const std::size_t index = here_ + offset;
  const auto most = static_cast<unsigned>(std::min<std::size_t>(end_ - index, kLongestCopy));
  if (most < kShortestCopy || most <= beaten) return {};
  enter_up_to(index);
  std::uint16_t candidate = enter(index);
  const std::uint8_t* const text = bytes_.get() + index;
  const std::size_t reach = std::min(index, window_);
  const unsigned enough = std::min(most, effort.nice_length);
  Match best{beaten, 0};
  LastBytes last_bytes(text, beaten);
  unsigned before = 0;  // the distance of the candidate before; each must be farther
  unsigned tries = beaten >= effort.good_length ? effort.candidates / 4 : effort.candidates;
  for (; tries > 0; --tries) {
    const auto distance = static_cast<unsigned>(static_cast<std::uint16_t>(place(index) - candidate));
    if (distance <= before || distance > reach) break;
    before = distance;
    if (last_bytes.equal(text - distance)) {
      const unsigned length = equal_bytes(text, text - distance, most);
      if (length > best.length) {
        best = {length, distance};
        if (length >= enough) break;
        last_bytes = LastBytes(text, length);
      }
    }
    candidate = previous_[candidate & (window_ - 1)];
  }
  if (best.distance == 0 || (best.length == kShortestCopy && best.distance > kTooFarForThree)) return {};
  return best;
}

// The next byte goes to the front, with no history. The chains still hold old places, which is harmless:
// see base_.
void MatchFinder::forget() {
  base_ = place(end_);
  here_ = end_ = entered_ = 0;
}

void MatchFinder::forget_last(std::size_t count) {
  if (count > end_) return forget();
  here_ = end_ = end_ - count;
  entered_ = std::min(entered_, end_);
}

void MatchFinder::release_memory() {
  if (end_ > 0) return;
  bytes_.reset();
  newest_.reset();
  previous_.reset();
  window_ = portion_ = 0;
}

std::size_t MatchFinder::memory() const {
  if (window_ == 0) return 0;
  return window_ + portion_ + kSlack + 2 * (window_ + (std::size_t{1} << hash_bits_));
}

}  // namespace ws101
