// The files of a lab and its points: tests/labs/labN.tsv as one structure.
#pragma once

#include <string>
#include <vector>

namespace ws101::labs {

struct Test {
  std::string file;  // "tests/sha1/sha1_test.cpp"
  std::string name;  // of the TEST_CASE in it
  std::string with;  // a file that the test's is linked with; empty: none
};

// Tests of one topic. Topics are in the order of learning: each needs only earlier ones.
struct Topic {
  std::string id;  // a word for tables: "padding"
  int points = 0;
  std::string title;
  std::string look_at;  // chapter, header, section
  std::vector<Test> tests;
};

struct Lab {
  int number = 0;
  std::string title;
  std::string build = "address,undefined";  // the sanitizers of the folder that it is built in
  int seconds = 6;                          // of processor time that one test may take
  std::vector<std::string> files;           // the files that the student writes, relative to src/
  std::vector<Topic> topics;
  std::vector<Test> not_graded;

  int points() const;
};

// Lab 0 is done on paper, and lab 7 by talking to somebody.
inline constexpr int kFirstLab = 1;
inline constexpr int kLastLab = 8;
constexpr bool is_graded(int number) {
  return number >= kFirstLab && number <= kLastLab && number != 7;
}

// Throws std::runtime_error naming file and line when the file is not as tests/labs/README says.
Lab read_lab(const std::string& root, int number);

}  // namespace ws101::labs
