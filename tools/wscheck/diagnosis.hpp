// Matches the failures of many cases against known mistakes: says in a sentence what the peer probably does
// wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wscheck/result.hpp"

namespace ws101::wscheck {

struct Diagnosis {
  std::string_view mistake;           // its id: "length-16-ignored"
  std::string_view sentence;          // without a full stop
  bool forgiven = false;              // every case of the evidence is lenient
  int museum = 0;                     // its number in docs/mistakes.md; 0: none
  std::vector<std::string> evidence;  // ids of cases
};

// The mistake with the most evidence first. Empty if nothing is wrong, or if no known mistake fits.
std::vector<Diagnosis> diagnose(const Results& results);

}  // namespace ws101::wscheck
