// Text that came from a peer, made safe to show in a message, a page or a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ws101 {

inline constexpr std::size_t kMaxQuotedBytes = 60;

// The text in double quotes, as printable ASCII: every other byte, the quote and the backslash are escaped
// (\r \n \t \" \\ \xNN). Of a text longer than `most` bytes only the beginning is shown, and the length of the
// whole.
std::string quoted(std::string_view text, std::size_t most = kMaxQuotedBytes);

// One byte for a sentence: 'A', or 0x1f when it cannot be printed.
std::string byte_name(char byte);

}  // namespace ws101
