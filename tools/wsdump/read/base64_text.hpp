// Base64 as people paste it: with line breaks, with or without padding, in either alphabet, in a data: URL.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {

// Nothing unless every character belongs to base64 and the length and the unused bits are right.
std::optional<std::vector<std::uint8_t>> decode_base64_text(std::string_view s);

// Adds the base64 reading of `s`, if there is one. Short words and hex digits are base64 too, so without a shape
// that speaks for it (padding, or mixed case with digits) it is taken only if it makes WebSocket frames.
void add_base64(std::string_view s, const Text& text, Candidates& candidates);

}  // namespace ws101::wsdump::input
