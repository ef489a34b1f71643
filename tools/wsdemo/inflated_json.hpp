// A compressed message as JSON: what it inflates to, and the tokens that say how it was coded.
#pragma once

#include <cstddef>
#include <string>

#include "frame/opcode.hpp"
#include "text/bytes.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMaxCompressed = std::size_t{64}
                                              << 10;  // bytes of a message that can be inflated here
inline constexpr std::size_t kMaxInflated = std::size_t{256} << 10;  // where inflating stops
inline constexpr std::size_t kInflatedShown = 2048;  // bytes of the result that a page gets to see
inline constexpr std::size_t kTokensShown = 400;

// The payload of all frames of one message (RFC 7692 7.2.1: without the tail 00 00 ff ff) that needs none before it: no
// context takeover. An object with these members:
//   compressed  bytes of the payload
//   length      bytes that it inflates to, as far as that went
//   whole       it went to the end
//   fault       why not, in words; null when nothing is wrong
//   text        the beginning of the result, safe to show; of a binary message in hex
//   tokens      the first ones: kind "block", "codes", "literal", "copy", "stored" or "end"; bits, how many it takes;
//               text, what it stands for; of a copy length and distance
//   more        how many tokens are not in the list
std::string inflated_json(Bytes payload, Opcode kind);

}  // namespace ws101::demos
