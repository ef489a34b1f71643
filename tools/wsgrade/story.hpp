// Explains a failed test to the student: what was fed, what came, what was expected, which rule, where to look.
#pragma once

#include <string>

#include "run_tests.hpp"

namespace ws101::labs {

// True if a limit, a signal or a sanitizer ended the program, which is worse than a wrong result.
bool is_harmful(const TestResult& result);

// In one line: "took longer than 6 s of processor time: endless loop?"
std::string in_one_line(const TestResult& result);

// In full, indented, with bounded length. Bytes of the student's output are escaped for a terminal.
std::string story_of(const Topic& topic, const Test& test, const TestResult& result);

}  // namespace ws101::labs
