// What the recognisers of the formats share: the text they read, their answer, and the choice between two answers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// The input after the repairs of clean_text(); positions count in `body`.
struct Text {
  std::string_view body;
  std::string_view forced;  // the --format name, or empty
  Plausibility score;
};

// Nothing: the text is not of this format. A ReadError: it is, and cannot be read.
using Outcome = std::optional<std::variant<Reading, ReadError>>;

// One way to read the text. `expected`: its shape alone is convincing, so it wins when plausibility does not decide.
struct Candidate {
  Reading reading;
  bool expected = false;
};
using Candidates = std::vector<Candidate>;

Reading make_reading(std::string_view format, std::string_view words, std::vector<std::uint8_t> bytes);
ReadError error_at(std::string_view body, std::size_t position, std::string message, std::string hint = {});

// Drops candidates that another --format name excludes and those that give the same bytes as an earlier one, then
// takes the only one left, else the most plausible, else the only expected one, else asks.
Outcome choose(Candidates candidates, const Text& text);
int score_of(const Reading& reading, const Plausibility& score);

// The recognisers, one a format family.
Outcome read_strace(const Text& text);
Outcome read_dissection(const Text& text);  // tshark -T json, ek, pdml
Outcome read_follow(const Text& text);
Outcome read_grid(const Text& text);
Outcome read_unaddressed_dump(const Text& text);  // ngrep -x: hex and text columns, no offsets
Outcome read_field_table(const Text& text);       // tshark -T fields with a header or several fields
Outcome read_console_array(const Text& text);     // a browser's view of a typed array
Outcome read_escapes(const Text& text);
Outcome read_array(const Text& text);
Outcome read_angle_buffer(const Text& text);
Outcome read_plain(const Text& text);
Outcome read_two_directions(const Text& text);  // sections of both senders, each with its mark
Outcome read_marked(const Text& text);          // the same, or one direction alone
// A line of words alone: no digits, and most words have a letter that no hex digit is.
bool is_prose(std::string_view line);
Outcome read_commented(const Text& text);   // comments and labels removed, then the above
Outcome read_log_lines(const Text& text);   // bytes at the end of each line, anything in front of them
Outcome read_one_stream(const Text& text);  // every format but marked lines
Outcome refuse_by_shape(const Text& text);  // formats that lose bytes

}  // namespace ws101::wsdump::input
