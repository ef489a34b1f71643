// The known mistakes: each has a sentence, and the cases that reveal it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ws101::wscheck {

struct Clue {
  enum class Kind : std::uint8_t {
    None,  // no further clue
    All,   // each of the cases that was run did not pass
    Some,  // at least one did not
    Good,  // each of those that were run passed, or was not judged
  };
  Kind kind = Kind::None;
  std::string_view cases;  // ids separated by commas; one that ends in * means all ids with this beginning
  std::string_view seen;   // words in the description of what the peer did
};

struct Mistake {
  std::string_view id;  // as in tests/wscheck/museum
  int museum;           // its number in docs/mistakes.md; 0: none
  std::string_view sentence;
  Clue clues[3];  // all of them; the cases of the first are the evidence
};

// Clues as the tables write them.
constexpr Clue all(std::string_view cases, std::string_view seen = {}) {
  return {Clue::Kind::All, cases, seen};
}
constexpr Clue some(std::string_view cases, std::string_view seen = {}) {
  return {Clue::Kind::Some, cases, seen};
}
constexpr Clue good(std::string_view cases) {
  return {Clue::Kind::Good, cases, {}};
}

// In each table, the mistake that explains most comes first; later ones need not explain the same cases
// again.
std::span<const Mistake> opening_mistakes();
std::span<const Mistake> frame_mistakes();
std::span<const Mistake> message_mistakes();
std::span<const Mistake> deflate_mistakes();

}  // namespace ws101::wscheck
