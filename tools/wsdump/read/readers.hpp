// The readers of formats that are recognised by their lines: each gives one reading, a refusal, or nothing.
#pragma once

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

Outcome read_strace(const Text& text);
Outcome read_dissection(const Text& text);  // tshark -T json
Outcome read_grid(const Text& text);        // every dump with offsets

// Whether the lines are those of a dump with offsets: all of them, or at least most.
enum class Lines : std::uint8_t { All, Most };
bool is_dump(std::string_view body, Lines which);

Outcome read_unaddressed_dump(const Text& text);  // ngrep -x: hex and text columns, no offsets
Outcome read_log_lines(const Text& text);         // bytes somewhere in each line, anything before them

// Takes the only list or literal that may hold frames out of a text that nothing else has read.
void try_only_literal(Outcome& outcome, const Text& text);

constexpr std::size_t kLargestWrapped = 1 << 20;  // nobody pastes more with prompts, or between words

// Runs the readers of the table formats(), or the one of text.forced, and chooses. Does not handle marks or
// wrapping.
Outcome read_formats(const Text& text);

// Proposes sections that begin with the mark of a direction, each read by read_formats(); proven if both directions
// occur.
void read_marked(const Text& text, Findings& findings);

// All that read_formats() and read_marked() propose.
Outcome read_body(const Text& text);

// The bytes of a text without heads: their wrapping is removed, or they are those of log lines.
Outcome read_bytes(const Text& text);

}  // namespace ws101::wsdump::input
