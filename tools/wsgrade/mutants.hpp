// Many submissions in a row: a folder of students, or wrong solutions that measure the grader itself.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "score.hpp"

namespace ws101::labs {

// Grades every folder in `folder`, in the order of the names; one line for each in `csv`. 0 when all passed.
int grade_folder(const Kit& kit, const Lab& lab, const std::vector<Lab>& earlier, const std::string& folder,
                 const GradeOptions& options, std::ostream& csv, Children& children);

// The reference with one mistake in it.
struct Mutant {
  std::string name;
  std::string topic;  // the id of the first topic that has to fail
  std::string about;  // the mistake in a few words
  struct Change {
    std::string file;     // relative to src/
    std::string search;   // must occur in it exactly once; empty: the whole file is replaced
    std::string replace;  // by this text
  };
  std::vector<Change> changes;
};

// Reads tests/labs/mutants/labN.mutants. Throws std::runtime_error naming file and line.
std::vector<Mutant> read_mutants(const std::string& path);

struct MutantSample {
  std::size_t every = 1;  // grade only every k-th mutant
  // Percent that must be caught. Below 100, mutants that do not compile are left out.
  std::size_t least = 100;
};

// Grades mutants until a topic fails. Lines for `csv`: lab, name, topic, topic that failed, about; tabs between them.
// 0 when enough are caught, in whichever topic. Throws std::runtime_error when a mutant does not fit into the
// reference any more, or does not compile.
int grade_mutants(const Kit& kit, const Lab& lab, const std::string& path, const MutantSample& sample,
                  const std::string& folder, const GradeOptions& options, std::ostream& csv,
                  Children& children);

// Adds the tests that compare with values made for one student; `file` holds these values.
void add_vectors(Lab& lab, const std::string& file);

}  // namespace ws101::labs
