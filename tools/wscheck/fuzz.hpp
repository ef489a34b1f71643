// Random conversations; only what holds for every conversation is judged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wscheck/case.hpp"

namespace ws101::wscheck {

inline constexpr std::size_t kMostFuzz = 1'000'000;  // conversations of one run

// The cases fuzz/1 to fuzz/`count`. Each sends some valid messages, Pings and Pongs, cut into fragments and
// segments, and then does one of: close, break a rule, end or reset TCP inside a frame, send noise. It judges
// that valid messages come back, that a broken rule ends the connection, that every frame of the peer is valid,
// and that a server still runs afterwards. The same seed gives the same frames, masks and cuts, case by case:
// fuzz/7 does not depend on `count`.
std::vector<Case> fuzz_cases(std::size_t count, std::uint64_t seed);

}  // namespace ws101::wscheck
