// Runs each graded test in a process of its own, so that a crash affects no other test.
#pragma once

#include <string>
#include <vector>

#include "catch_report.hpp"
#include "children.hpp"
#include "kit.hpp"
#include "manifest.hpp"

namespace ws101::labs {

struct TestResult {
  bool run = false;  // false: an earlier one failed, and until_one_fails was set
  bool passed = false;
  int seconds = 0;  // of processor time that it was given
  Outcome outcome;
  CatchReport report;
  std::string output;  // what the program printed, sanitizers included
};

struct TopicResult {
  std::vector<TestResult> tests;  // in the order of the topic's
  std::size_t passed = 0;
  int points = 0;
};

struct RunOptions {
  std::string folder;  // for what the tests write
  unsigned jobs = 2;
  bool until_one_fails = false;  // topic by topic; tests that run beside the failed one are ended
  bool run_all = false;          // else two time-outs in a topic end it
  bool hurry = false;            // failing is expected: less time for each test
};

std::vector<TopicResult> run_tests(const Kit& kit, const Lab& lab, const std::string& program,
                                   const RunOptions& options, Children& children);

}  // namespace ws101::labs
