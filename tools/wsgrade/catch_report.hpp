// What Catch2 wrote about one test case in XML, as far as it tells the story of a failure.
#pragma once

#include <string>
#include <vector>

namespace ws101::labs {

struct CatchReport {
  bool begun = false;   // the test case was entered
  bool passed = false;  // and left, with nothing wrong
  std::string tags;     // "[rfc6455-5.2]"
  std::vector<std::string> sections;
  // Of the first thing that went wrong; each may be empty.
  std::string place;               // "tests/sha1/sha1_test.cpp:61"
  std::vector<std::string> notes;  // what the test had to say: what was fed, in which split
  std::string original;            // "a == b"
  std::string expanded;            // "1 == 2"
  std::string words;               // of FAIL, or of an exception
};

// The text may be cut anywhere: a program that crashed writes no end.
CatchReport read_catch_xml(const std::string& text);

}  // namespace ws101::labs
