// The bytes in one line of a log, whatever stands around them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/bytes.hpp"

namespace ws101::wsdump::input {

// They are weak if they may be a number or a time in a line of words.
struct LogEntry {
  std::string_view before;  // the line up to them
  std::vector<std::uint8_t> bytes;
  bool weak = false;
  bool elided = false;  // dots follow them
};

// The bytes of the line: a list, a literal or escapes, else the run of hex or of other numbers that fits frames best.
std::optional<LogEntry> find_log_entry(std::string_view line);

// The lists and literals in a text of words or code that hold frames, or the beginning of one. A binary without its end
// goes on to that of the text.
std::vector<std::string> frame_literals(std::string_view body);

// Whether a number in front of the bytes counts them: [0] (2) 81 05.
bool is_counted(std::string_view before, std::size_t bytes);

// Whether bytes of this grade (see plausible.hpp) are meant: whole frames, but not beginning with a continuation, which
// 00 00 of a time and 80 00 of a port are, or a whole first line of HTTP.
bool proves(int grade, Bytes bytes);
bool proves(Bytes bytes);

// Whether this is one byte, and the first of a frame with FIN=1: the rest of it came with the next read.
bool begins_last_frame(Bytes bytes);

}  // namespace ws101::wsdump::input
