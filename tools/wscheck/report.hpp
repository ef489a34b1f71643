// The results for people and for programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wscheck/diagnosis.hpp"
#include "wscheck/result.hpp"

namespace ws101::wscheck {

enum class Detail : std::uint8_t {
  Brief,    // the diagnosis, one line for each failure, the table
  Usual,    // and the story of each failure
  Verbose,  // and what was seen in the cases that passed
};

struct ReportInput {
  std::string_view peer;  // "ws://127.0.0.1:8000/", or "client from 127.0.0.1"
  const Results& results;
  const std::vector<Diagnosis>& diagnoses;
};

// Whole lines. Everything from the peer is escaped. `color`: with escape sequences for a terminal.
std::string report_text(const ReportInput& input, Detail detail, bool color);
// One JSON object.
std::string report_json(const ReportInput& input);
// A JUnit file: a test suite for each topic.
std::string report_junit(const ReportInput& input);
// One self-contained page.
std::string report_html(const ReportInput& input);

// Where to read about a section: "wsdump rfc 5.2", or nothing for other standards.
std::string reading(const Case& a_case);

}  // namespace ws101::wscheck
