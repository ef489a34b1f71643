// The known mistakes: each a sentence, and the cases that give it away.
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
  std::string_view cases;  // ids with commas between; one that ends in * stands for all that begin so
  std::string_view seen;   // what the peer did has these words in it
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

// In each, what explains most comes first; and what the first explains, the others need not.
std::span<const Mistake> opening_mistakes();
std::span<const Mistake> frame_mistakes();
std::span<const Mistake> message_mistakes();
std::span<const Mistake> deflate_mistakes();

}  // namespace ws101::wscheck
