// One submission graded: points by topic, as a page for the student and as a line of a table for the teacher.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "build.hpp"
#include "run_tests.hpp"

namespace ws101::labs {

struct Score {
  enum class Status { AllPassed, TestsFailed, DoesNotCompile, FilesMissing } status = Status::FilesMissing;
  std::vector<std::string> messages;  // of the search for files, and of the compiler
  std::vector<std::string> warnings;  // of the compiler, if there is a program
  std::vector<TopicResult> topics;    // empty if there is no program

  int points() const;
};

std::string word(Score::Status status);

struct GradeOptions {
  std::string objects;  // as in BuildOptions
  std::string folder;
  unsigned jobs = 2;
  bool own = false;  // take the student's earlier labs too
  bool warnings_are_errors = false;
  bool until_one_fails = false;  // as in RunOptions
  bool run_all = false;          // as in RunOptions
  bool hurry = false;            // as in RunOptions
};

// `earlier` are the labs before this one.
Score grade(const Kit& kit, const Lab& lab, const std::vector<Lab>& earlier, const std::string& place,
            const GradeOptions& options, Children& children);

void print_page(std::ostream& out, const Lab& lab, const Score& score);

// "name,lab,encoding,decoding,...,total,of,status"
std::string csv_head(const Lab& lab);
std::string csv_line(const std::string& name, const Lab& lab, const Score& score);

}  // namespace ws101::labs
