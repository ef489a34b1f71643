// A student's files compiled and linked with the reference for all else and with the tests.
#pragma once

#include <string>
#include <vector>

#include "children.hpp"
#include "kit.hpp"
#include "manifest.hpp"
#include "submission.hpp"

namespace ws101::labs {

struct BuildOptions {
  std::string objects;  // folder, kept from run to run: what did not change is not compiled again
  std::string folder;   // folder for the program and what was said on the way
  unsigned jobs = 2;
  bool warnings_are_errors = false;
};

struct Built {
  std::string program;                // empty when there is none
  std::vector<std::string> messages;  // of the compiler: errors when there is no program, else warnings
};

Built build_program(const Kit& kit, const Lab& lab, const Submission& submission, const BuildOptions& options,
                    Children& children);

}  // namespace ws101::labs
