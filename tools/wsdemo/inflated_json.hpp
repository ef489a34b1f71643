// A compressed message as JSON: the inflated message, and the tokens of which it consists.
#pragma once

#include <cstddef>
#include <string>

#include "frame/opcode.hpp"
#include "text/bytes.hpp"

namespace ws101::demos {

// Bytes of a compressed message that can be inflated here.
inline constexpr std::size_t kMaxCompressed = std::size_t{64} << 10;
inline constexpr std::size_t kMaxInflated = std::size_t{256} << 10;  // bytes at which inflating stops
inline constexpr std::size_t kInflatedShown = 2048;  // bytes of the result that a page gets to see
inline constexpr std::size_t kTokensShown = 400;

// `payload` is that of all frames of one message (RFC 7692 7.2.1: without the tail 00 00 ff ff), without context
// takeover. An object with these members:
//   compressed  bytes of the payload
//   length      bytes that were inflated
//   whole       true if the message was inflated completely
//   fault       the error; null if nothing is wrong
//   text        the beginning of the result, safe to show; of a binary message in hex
//   tokens      the first ones: kind "block", "codes", "literal", "copy", "stored" or "end"; bits, how many it takes;
//               text, what it stands for; of a copy length and distance
//   more        how many tokens are not in the list
std::string inflated_json(Bytes payload, Opcode kind);

}  // namespace ws101::demos
