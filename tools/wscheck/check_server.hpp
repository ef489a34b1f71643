// wscheck as a client: all cases against one server, then the reports.
#pragma once

#include <string>
#include <string_view>

#include "wscheck/plan.hpp"
#include "wscheck/result.hpp"

namespace ws101::wscheck {

inline constexpr int kGood = 0;
inline constexpr int kFailures = 1;
inline constexpr int kNoServer = 2;  // or wrong usage, or a file that cannot be written

// Returns the exit status. Throws std::exception if there is no server.
int check_server(const Plan& plan);

// Writes the reports that the plan asks for, and returns the exit status.
int report(const Plan& plan, std::string_view peer, const Results& results);

// --list: a line for each case that `wanted` names.
std::string list_text(std::string_view wanted);

}  // namespace ws101::wscheck
