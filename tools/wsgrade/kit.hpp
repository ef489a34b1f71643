// What CMake prepared for the grader: the compiler with its flags, and every object that no student writes.
#pragma once

#include <string>
#include <vector>

namespace ws101::labs {

struct Kit {
  std::string root;  // of the tree
  std::string compiler;
  std::string sanitizers;  // "address,undefined" or "thread"
  std::vector<std::string> flags;
  std::vector<std::string> link;       // what stands at the end of the link line
  std::vector<std::string> reference;  // objects of src/
  std::vector<std::string> tests;      // objects of tests/

  // The object of "src/frame/mask.cpp" or "tests/frame/mask_test.cpp"; empty if there is none.
  std::string object_of(const std::string& source) const;
};

// Throws std::runtime_error.
Kit read_kit(const std::string& path);

std::string read_file(const std::string& path);

}  // namespace ws101::labs
