// Failures of many cases matched against known mistakes: what the peer seems to do wrong, in a sentence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wscheck/result.hpp"

namespace ws101::wscheck {

struct Diagnosis {
  std::string_view mistake;           // its id: "length-16-ignored"
  std::string_view sentence;          // without a full stop
  bool forgiven = false;              // every case of the evidence is lenient: it could be better
  int museum = 0;                     // its number in docs/mistakes.md; 0: none
  std::vector<std::string> evidence;  // ids of cases
};

// The most telling first. Empty if nothing is wrong, or nothing known.
std::vector<Diagnosis> diagnose(const Results& results);

}  // namespace ws101::wscheck
