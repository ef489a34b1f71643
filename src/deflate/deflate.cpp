#include "deflate/deflate.hpp"

#include <algorithm>

#include "deflate/bit_writer.hpp"
#include "deflate/block_writer.hpp"

namespace ws101 {
namespace {

struct Level {
  SearchEffort search;
  unsigned lazy;   // a match of this length is used without a search for a better one at the next byte
  unsigned enter;  // positions inside a match up to this length are also entered for later searches
};

constexpr Level kFast = {{8, 8, 32}, 0, 16};
constexpr Level kDefault = {{128, 8, 128}, 16, kLongestCopy};
constexpr Level kBest = {{4096, 32, kLongestCopy}, kLongestCopy, kLongestCopy};

const Level& settings(DeflateLevel level) {
  return level == DeflateLevel::Fast ? kFast : level == DeflateLevel::Best ? kBest : kDefault;
}

}  // namespace

Deflater::Deflater(DeflateLevel level, unsigned window_bits)
    : level_(level), finder_(std::clamp(window_bits, kMinWindowBits, kMaxWindowBits)) {}

// write_block() needs at most 9 bits for each byte and 10 for each block, which has at least Tokens::kFull
// / 2 bytes unless it is the last. Then come the empty stored block of a flush, and the bytes that a
// BitWriter may overwrite.
std::size_t Deflater::bound(std::size_t input) const {
  const std::size_t bytes = tokens_.bytes() + input;
  return bytes + bytes / 8 + bytes / (Tokens::kFull / 4) + 16 + BitWriter::kSpare;
}

std::size_t Deflater::deflate(std::span<const std::uint8_t> input, DeflateFlush flush,
                              std::span<std::uint8_t> output) {
  BitWriter writer(kept_, output);
  while (!input.empty()) {
    finder_.append(input);
    find_tokens(writer);
  }
  const bool final = flush == DeflateFlush::Final;
  if (flush != DeflateFlush::None && !tokens_.empty()) {
    end_block(final, writer);
  } else if (final) {
    write_stored({}, true, writer);
  }
  if (flush == DeflateFlush::Sync) write_stored({}, false, writer);
  if (final) writer.pad_to_byte();
  kept_ = writer.kept();
  return writer.written();
}

std::size_t Deflater::deflate_message(std::span<const std::uint8_t> input, std::span<std::uint8_t> output) {
  return deflate(input, DeflateFlush::Sync, output) - kSyncTail.size();
}

// RFC 1951, section 4, lazy matching: before it uses a match, it checks whether a longer one begins at the
// next byte. If so, this byte becomes a literal, and the check is repeated.
void Deflater::find_tokens(BitWriter& writer) {
  const Level& level = settings(level_);
  while (finder_.ahead() > 0) {
    if (tokens_.full()) end_block(false, writer);
    tokens_.reserve(finder_.ahead());
    while (finder_.ahead() > 0 && !tokens_.full()) {
      Match match = finder_.longest(0, kShortestCopy - 1, level.search);
      while (match.length != 0 && match.length < level.lazy) {
        const Match next = finder_.longest(1, match.length, level.search);
        if (next.length == 0) break;
        tokens_.add_literal(finder_.byte());
        finder_.advance(1);
        match = next;
      }
      if (match.length == 0) {
        tokens_.add_literal(finder_.byte());
        finder_.advance(1);
      } else {
        tokens_.add_copy(match.length, match.distance);
        match.length <= level.enter ? finder_.advance(match.length) : finder_.skip(match.length);
      }
    }
  }
}

void Deflater::end_block(bool final, BitWriter& writer) {
  write_block(tokens_, finder_.last(tokens_.bytes()), final, writer);
  tokens_.clear();
}

void Deflater::release_memory() {
  finder_.release_memory();
  tokens_.release_memory();
}

}  // namespace ws101
