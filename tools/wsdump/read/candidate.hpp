// What the readers of the formats share: the text they read, what they propose, and the choice among proposals.
//
// Every reader proposes all readings that account for every character of the text. No reader knows another:
// choose() decides, by the frames in the bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/bytes.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// The input after the repairs of clean_text(); positions count in `body`.
struct Text {
  std::string_view body;
  std::string_view forced = {};  // the --format name, or empty
  bool backwards = false;        // as ReadOptions has it

  Text with(std::string_view other) const { return {other, forced, backwards}; }
};

// How much the form alone proves: a dump whose offsets agree is Proven; the usual meaning of digits is
// Usual.
enum class Weight : std::uint8_t { Possible, Usual, Proven };

struct Candidate {
  Reading reading;
  Weight weight = Weight::Usual;
};

// Nothing: the text is of no format. A ReadError: it is of one, and cannot be read.
using Outcome = std::optional<std::variant<Reading, ReadError>>;

struct Findings {
  std::vector<Candidate> candidates;
  std::optional<ReadError> error;          // why a reader that knows the format cannot read it
  Weight error_weight = Weight::Possible;  // outweighed by candidates of this weight or more

  void add(Reading reading, Weight weight = Weight::Usual) {
    candidates.push_back({std::move(reading), weight});
  }
  void refuse(ReadError why, Weight weight = Weight::Possible) {
    if (error && error_weight >= weight) return;
    error = std::move(why);
    error_weight = weight;
  }
};

// A reading without bytes, with the words of the format; a reading of one chunk, with these or with other words.
Reading empty_reading(std::string_view format);
Reading make_reading(std::string_view format, std::vector<std::uint8_t> bytes);
Reading make_reading(std::string_view format, std::string_view words, std::vector<std::uint8_t> bytes);
void add_note(Reading& reading, std::string note);  // unless it is there
ReadError error_at(std::string_view body, std::size_t position, std::string message, std::string hint);

// Drops what --format excludes, what is outweighed by a Proven candidate, and what gives the same bytes as another.
// Then takes the only one left, else the most plausible, else the only Usual one, else asks.
Outcome choose(Findings findings, const Text& text);

}  // namespace ws101::wsdump::input
