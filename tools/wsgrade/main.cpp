// wsgrade: builds a student's files with the reference for everything else, runs the tests on them, and
// says what failed and why.
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
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

int number_in(const std::string& text, int least, int most, const std::string& what) {
  int value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last || value < least || value > most) {
    throw UsageError("expected " + what + " from " + std::to_string(least) + " to " + std::to_string(most) +
                     ", got \"" + text + "\"");
  }
  return value;
}

LabOptions read_options(const std::vector<std::string>& words) {
  LabOptions options;
  options.grade.jobs = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& name = words[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 == words.size()) throw UsageError("expected a value after " + name);
      return words[++i];
    };
    if (name == "--kit") {
      options.kit = value();
    } else if (name == "--lab") {
      options.lab = number_in(value(), kFirstLab, kLastLab, "a lab");
      if (!is_graded(options.lab)) throw UsageError("lab " + words[i] + " is not graded by a program");
    } else if (name == "--lab-dir") {
      options.lab_dir = value();
    } else if (name == "--vectors") {
      options.vectors = value();
    } else if (name == "--csv") {
      options.csv = value();
    } else if (name == "--submissions") {
      options.submissions = value();
    } else if (name == "--mutants") {
      options.mutants = value();
    } else if (name == "--every") {
      options.sample.every = static_cast<std::size_t>(number_in(value(), 1, 1000, "a number"));
    } else if (name == "--least") {
      options.sample.least = static_cast<std::size_t>(number_in(value(), 1, 100, "a percentage"));
    } else if (name == "--own") {
      options.grade.own = true;
    } else if (name == "--werror") {
      options.grade.warnings_are_errors = true;
    } else if (name == "--expect-nothing") {
      options.expect_nothing = true;
      options.grade.run_all = true;
    } else if (name == "--jobs") {
      options.grade.jobs = static_cast<unsigned>(number_in(value(), 1, 256, "a number of jobs"));
    } else {
      throw UsageError("unknown option " + name);
    }
  }
  if (options.kit.empty() || options.lab == 0) throw UsageError("expected --kit and --lab");
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

int run(LabOptions options) {
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
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "check") {
    return run_program("wsgrade", labs::kCheckHelp, argc - 1, argv + 1, labs::check_submissions, 2);
  }
  if (!words.empty() && words[0] == "--version") return print_whole(version_line("wsgrade"));
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    const int printed = print_whole(std::string(labs::kHelp) + "\n" + labs::kCheckHelp);
    return words.empty() ? 2 : printed;
  }
  try {
    return labs::run(labs::read_options(words));
  } catch (const UsageError& error) {
    std::cerr << "wsgrade: " << error.what() << "\nTry: wsgrade --help\n";
  } catch (const std::exception& error) {
    std::cerr << "wsgrade: " << error.what() << '\n';
  }
  return 2;
}
