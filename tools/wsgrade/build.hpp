// Compiles a student's files, and links them with the tests and with the reference for everything else.
#pragma once

#include <string>
#include <vector>

#include "children.hpp"
#include "kit.hpp"
#include "manifest.hpp"
#include "submission.hpp"

namespace ws101::labs {

struct BuildOptions {
  std::string objects;  // folder for objects, kept from run to run: unchanged files are not compiled again
  std::string folder;   // folder for the program and the compiler's messages
  unsigned jobs = 2;
  bool warnings_are_errors = false;
};

struct Built {
  std::string program;                // empty when there is none
  std::vector<std::string> messages;  // of the compiler: errors if there is no program, else warnings
};

Built build_program(const Kit& kit, const Lab& lab, const Submission& submission, const BuildOptions& options,
                    Children& children);

}  // namespace ws101::labs
