// What a close code means, in words (RFC 6455 7.4 and the registry of 11.7).
#pragma once

#include <string_view>

#include "describe/close_words.hpp"
#include "frame/close_code.hpp"

namespace ws101 {

// The registered name, such as "Normal Closure"; for other values the range, such as "private use
// (4000-4999)".
std::string_view name(CloseCode code);

// One sentence that explains the code.
std::string_view explanation(CloseCode code);

}  // namespace ws101
