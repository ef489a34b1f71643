// The parts of Catch2's XML report on one test case that explain a failure.
#pragma once

#include <string>
#include <vector>

namespace ws101::labs {

struct CatchReport {
  bool begun = false;   // the test case was entered
  bool passed = false;  // the test case ended without a failure
  std::string tags;     // "[rfc6455-5.2]"
  std::vector<std::string> sections;
  // Of the first thing that went wrong; each may be empty.
  std::string place;               // "tests/sha1/sha1_test.cpp:61"
  std::vector<std::string> notes;  // messages of the test: the input, and how it was split
  std::string original;            // "a == b"
  std::string expanded;            // "1 == 2"
  std::string words;               // of FAIL, or of an exception
};

// The text may be cut anywhere, because a program that crashed does not finish it.
CatchReport read_catch_xml(const std::string& text);

}  // namespace ws101::labs
