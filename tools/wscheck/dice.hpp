// Numbers that look random and are the same again for the same seed, on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ws101::wscheck {

// SplitMix64, by Steele, Lea and Flood. For stories, not for secrets.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    state_ += 0x9E37'79B9'7F4A'7C15;
    std::uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xBF58'476D'1CE4'E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
    return mixed ^ (mixed >> 31);
  }
  // 0 to count - 1; count is not 0. Small counts only: the first numbers are a little likelier.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(roll() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  // One of them; not empty.
  template <typename Many>
  const auto& one_of(const Many& many) {
    return many[below(many.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace ws101::wscheck
