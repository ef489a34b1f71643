// Each graded test in a process of its own: what one of them does wrong, no other suffers from.
#pragma once

#include <string>
#include <vector>

#include "catch_report.hpp"
#include "children.hpp"
#include "kit.hpp"
#include "manifest.hpp"

namespace ws101::labs {

struct TestResult {
  bool run = false;  // false: one before it failed and that was all that was asked
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
  bool until_one_fails = false;  // topic by topic; what runs beside the failed test is ended
  bool run_all = false;          // else two time-outs in a topic end it
  bool hurry = false;            // failing is expected: less time for each test
};

std::vector<TopicResult> run_tests(const Kit& kit, const Lab& lab, const std::string& program,
                                   const RunOptions& options, Children& children);

}  // namespace ws101::labs
