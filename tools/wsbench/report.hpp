// The results as text for a person, or as one line of JSON for a program.
#pragma once

#include <string>

#include "wsbench/idle.hpp"
#include "wsbench/load.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

// Each ends with a line break. The form follows plan.json.
std::string report(const Plan& plan, const LoadResult& result);
std::string report(const Plan& plan, const OpeningsResult& result);
std::string report(const Plan& plan, const IdleResult& result);

// "64 B", "64 KiB", "16 MiB", "1.5 GiB"
std::string size_in_words(double bytes);
// "870 ns", "12.3 us", "1.2 ms", "3.4 s"
std::string time_in_words(std::uint64_t nanoseconds);

}  // namespace ws101::wsbench
