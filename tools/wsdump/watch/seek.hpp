// Finds where frames begin in the middle of a stream: the first place from which a chain of plausible headers
// leads.
#pragma once

#include <cstddef>
#include <optional>

#include "text/bytes.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kChainOfHeaders = 3;                   // a chain this long is believed
inline constexpr std::size_t kSeekWindow = std::size_t{256} << 10;  // bytes held while searching

enum class Chain {
  No,     // a header that cannot be right, within the chain
  Short,  // right as far as it goes, but the bytes end before the third header
  Whole,  // three headers, or fewer that lead exactly to the end
};

// What a chain of headers that begins at bytes[0] is worth, and how many whole frames are in it. Every header
// must be valid by itself, the MASK bits must
// agree, and fragments must follow each other as 5.4 asks. `allowed_rsv` as in HeaderRules.
struct ChainFound {
  Chain chain = Chain::No;
  std::size_t whole_frames = 0;
};
ChainFound chain_at(Bytes bytes, std::uint8_t allowed_rsv);

// The first offset at which a whole chain begins. With `last_chance` a short chain is better than nothing:
// one with a
// whole frame at the beginning of the bytes, or one with some payload anywhere.
std::optional<std::size_t> seek_frames(Bytes bytes, std::uint8_t allowed_rsv, bool last_chance);

}  // namespace ws101::wsdump
