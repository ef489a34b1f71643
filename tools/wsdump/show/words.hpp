// The short words that the views share: names of directions, times, counts.
#pragma once

#include <string>
#include <string_view>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// "client", "server", "unknown": as JSON has it.
std::string_view json_name(Direction from);
// "C>", "<S", "??": the two columns of the list.
std::string_view arrow(Direction from);
// "1 frame", "3 frames".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many = {});
// "[RFC 6455 5.2, close 1002]", or with --color in colour "error". The severity as a word, always.
void put_level(Output& out, Level level, bool color);
// Seconds with `digits` digits (1 to 9) behind the point, cut, not rounded.
void put_seconds(Output& out, std::int64_t ns, int digits);
// "10 ms", "1.2 s", "80 us".
std::string duration_words(std::int64_t ns);
// Name of the opcode as lists print it: "text", "cont", "close", "op 0x3".
std::string_view short_name(Opcode opcode);
// Breaks words at spaces so that lines have at most `width` columns; further lines begin with `indent` spaces.
std::string wrapped(std::string_view words, std::size_t first_column, std::size_t indent,
                    std::size_t width = 80);

}  // namespace ws101::wsdump
