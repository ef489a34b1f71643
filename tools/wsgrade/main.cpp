// wsgrade: builds a student's files with the reference for everything else, runs the tests on them, and
// says what failed and why.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "mutants.hpp"
#include "program.hpp"
#include "score.hpp"
#include "scratch.hpp"
#include "story.hpp"

namespace ws101::labs {
namespace {

constexpr const char* kHelp =
    R"(wsgrade - grade the labs of the course

Usage: wsgrade --kit FILE --lab N [--lab-dir FOLDER] [--own] [--vectors FILE] [--csv FILE]
       wsgrade --kit FILE --lab N --submissions FOLDER --csv FILE [--own]
       wsgrade --kit FILE --lab N --mutants FILE [--csv FILE]
       wsgrade check [OPTION...] FOLDER     servers in any language, by wscheck: see below

Usually called by make:
  make lab3 LAB_DIR=my-labs
  make grade-all LAB=3 SUBMISSIONS=folder CSV=out.csv

  --kit FILE            what CMake prepared: build-labs/labs/kit1.tsv
  --lab N               1 to 6, or 8
  --lab-dir FOLDER      the student's files (default: docs/labs/labN, the skeleton)
  --own                 the student's earlier labs too, from folders beside
  --vectors FILE        also grade with the values made for one student (make labs SEED=name)
  --csv FILE            write one line for each submission
  --submissions FOLDER  grade every folder in it; each bears a student's name
  --mutants FILE        grade wrong solutions until one test fails; each must fail
  --every K             of the mutants only each K-th
  --least PERCENT       succeed when so many of the mutants that compile are caught (default: 100, and all compile)
  --werror              a warning is an error
  --expect-nothing      succeed when every graded test fails: for untouched skeletons
  --jobs N              how many programs at once (default: as many as there are processors)
  --version, --help

Exit status: 0 all graded tests passed, 1 not all, 2 wrong use.
)";

struct LabOptions {
  std::string kit, lab_dir, vectors, csv, submissions, mutants;
  int lab = 0;
  bool expect_nothing = false;
  MutantSample sample;
  GradeOptions grade;
};

LabOptions read_options(Options& given) {
  LabOptions options;
  options.kit = given.value("--kit").value_or("");
  options.lab = static_cast<int>(given.number("--lab", 0, kFirstLab, kLastLab));
  options.lab_dir = given.value("--lab-dir").value_or("");
  options.vectors = given.value("--vectors").value_or("");
  options.csv = given.value("--csv").value_or("");
  options.submissions = given.value("--submissions").value_or("");
  options.mutants = given.value("--mutants").value_or("");
  options.sample.every = given.number("--every", options.sample.every, 1, 1000);
  options.sample.least = given.number("--least", options.sample.least, 1, 100);
  options.expect_nothing = given.flag("--expect-nothing");
  options.grade.run_all = options.expect_nothing;
  options.grade.own = given.flag("--own");
  options.grade.warnings_are_errors = given.flag("--werror");
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  options.grade.jobs = static_cast<unsigned>(given.number("--jobs", processors, 1, 256));
  const std::vector<std::string> rest = given.rest();
  if (!rest.empty()) throw UsageError("expected options only, got '" + rest[0] + "'");
  if (options.kit.empty() || options.lab == 0) throw UsageError("expected --kit and --lab");
  if (!is_graded(options.lab)) {
    throw UsageError("lab " + std::to_string(options.lab) + " is not graded by a program");
  }
  return options;
}

// 0 if every test failed, as it must for an untouched skeleton.
int expect_nothing(const Lab& lab, const Score& score) {
  if (score.topics.empty() || !score.messages.empty()) {
    print_page(std::cout, lab, score);
    return 1;
  }
  int passed = 0;
  for (std::size_t t = 0; t < lab.topics.size(); ++t) {
    for (std::size_t i = 0; i < lab.topics[t].tests.size(); ++i) {
      const TestResult& result = score.topics[t].tests[i];
      const Test& test = lab.topics[t].tests[i];
      if (result.passed)
        std::cout << "passes without work: " << test.file << ": " << test.name << '\n', ++passed;
      if (is_harmful(result)) {
        std::cout << "harmful: " << test.name << ": " << in_one_line(result) << '\n', ++passed;
      }
    }
  }
  std::cout << "lab" << lab.number << ": the skeleton "
            << (passed == 0 ? "fails every graded test" : "is not as it should be") << '\n';
  return passed == 0 ? 0 : 1;
}

int run(Options& given) {
  LabOptions options = read_options(given);
  const Kit kit = read_kit(options.kit);
  std::vector<Lab> earlier;
  for (int number = kFirstLab; number < options.lab; ++number) {
    if (!is_graded(number)) continue;
    Lab own = read_lab(kit.root, number);
    // What this lab is not linked with cannot be judged here, and may need what the kit has not.
    std::erase_if(own.files, [&](const std::string& file) { return kit.object_of("src/" + file).empty(); });
    if (!own.files.empty()) earlier.push_back(std::move(own));
  }
  Lab lab = read_lab(kit.root, options.lab);
  if (kit.sanitizers != lab.build)
    throw UsageError("lab " + std::to_string(options.lab) + " needs the kit for " + lab.build);
  if (!options.vectors.empty()) add_vectors(lab, options.vectors);
  const std::string folder = std::filesystem::absolute(options.kit).parent_path().string();
  const Scratch scratch(folder);
  options.grade.objects = scratch.objects();
  options.grade.folder = scratch.own();
  Children children;
  end_children_on_interrupt();

  std::ofstream csv;
  if (!options.csv.empty()) {
    csv.open(options.csv);
    if (!csv) throw UsageError("cannot write " + options.csv);
  }
  if (!options.mutants.empty()) {
    return grade_mutants(kit, lab, options.mutants, options.sample, folder + "/mutants", options.grade, csv,
                         children);
  }
  if (!options.csv.empty()) csv << csv_head(lab) << '\n';
  if (!options.submissions.empty()) {
    return grade_folder(kit, lab, earlier, options.submissions, options.grade, csv, children);
  }
  if (options.lab_dir.empty()) options.lab_dir = kit.root + "/docs/labs/lab" + std::to_string(options.lab);
  if (!std::filesystem::is_directory(options.lab_dir))
    throw UsageError("expected a folder as LAB_DIR, got " + options.lab_dir);
  const Score score = grade(kit, lab, earlier, options.lab_dir, options.grade, children);
  csv << csv_line(std::filesystem::path(options.lab_dir).filename().string(), lab, score) << '\n';
  if (options.expect_nothing) return expect_nothing(lab, score);
  print_page(std::cout, lab, score);
  return score.status == Score::Status::AllPassed ? 0 : 1;
}

}  // namespace
}  // namespace ws101::labs

int main(int argc, char** argv) {
  using namespace ws101;
  if (argc > 1 && std::string_view(argv[1]) == "check") {
    return run_program("wsgrade", labs::kCheckHelp, argc - 1, argv + 1, labs::check_submissions, 2);
  }
  const std::string help = std::string(labs::kHelp) + "\n" + labs::kCheckHelp;
  if (argc == 1) {
    print_whole(help);
    return 2;
  }
  return run_program("wsgrade", help.c_str(), argc, argv, labs::run, 2);
}
