// Grades many submissions and wrong solutions in a row.
#include "mutants.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "story.hpp"

namespace ws101::labs {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSearch = "<<<<";
constexpr const char* kReplace = "====";
constexpr const char* kEnd = ">>>>";

bool takes(const std::string& line, const std::string& key, std::string& value) {
  if (!line.starts_with(key + " ")) return false;
  value = line.substr(key.size() + 1);
  return true;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

// A file of the reference with the mutant's changes in it.
std::string text_of(const Kit& kit, const Mutant& mutant, const std::string& file) {
  std::string text = read_file(kit.root + "/src/" + file);
  for (const Mutant::Change& change : mutant.changes) {
    if (change.file != file) continue;
    if (change.search.empty()) {
      text = change.replace;
      continue;
    }
    const std::size_t count = count_of(text, change.search);
    if (count != 1) {
      throw std::runtime_error("mutant " + mutant.name + ": expected its text once in src/" + file +
                               ", found it " + std::to_string(count) + " times:\n" + change.search);
    }
    text.replace(text.find(change.search), change.search.size(), change.replace);
  }
  return text;
}

void write_mutant(const Kit& kit, const Lab& lab, const Mutant& mutant, const fs::path& folder) {
  fs::remove_all(folder);
  for (const std::string& file : lab.files) {
    fs::create_directories((folder / file).parent_path());
    std::ofstream(folder / file, std::ios::binary) << text_of(kit, mutant, file);
  }
}

}  // namespace

std::vector<Mutant> read_mutants(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("expected mutants at " + path + ", got no such file");
  std::vector<Mutant> mutants;
  std::string line, file, value;
  std::string* part = nullptr;  // what the current line belongs to inside a change
  bool fresh = false;           // and it is the first one there
  for (int count = 1; std::getline(in, line); ++count) {
    const auto wrong = [&] {
      return std::runtime_error(path + ":" + std::to_string(count) + ": not a line of this format: " + line);
    };
    if (part != nullptr && line != kReplace && line != kEnd) {
      *part += (fresh ? "" : "\n") + line;
      fresh = false;
    } else if (line == kReplace && part != nullptr) {
      part = &mutants.back().changes.back().replace;
      fresh = true;
    } else if (line == kEnd && part != nullptr) {
      part = nullptr;
    } else if (line == kSearch && !mutants.empty() && !file.empty()) {
      mutants.back().changes.push_back({file, {}, {}});
      part = &mutants.back().changes.back().search;
      fresh = true;
    } else if (takes(line, "mutant", value)) {
      mutants.push_back({value, {}, {}, {}});
    } else if (takes(line, "file", value)) {
      file = value;
    } else if (takes(line, "whole", value) && !mutants.empty()) {
      const std::string text = read_file((fs::path(path).parent_path() / value).string());
      if (text.empty()) throw wrong();
      mutants.back().changes.push_back({file, {}, text});
    } else if (takes(line, "topic", value) && !mutants.empty()) {
      mutants.back().topic = value;
    } else if (takes(line, "about", value) && !mutants.empty()) {
      mutants.back().about = value;
    } else if (!line.empty() && line[0] != '#') {
      throw wrong();
    }
  }
  return mutants;
}

int grade_mutants(const Kit& kit, const Lab& lab, const std::string& path, const MutantSample& sample,
                  const std::string& folder, const GradeOptions& options, std::ostream& csv,
                  Children& children) {
  GradeOptions until_it_fails = options;
  until_it_fails.until_one_fails = true;
  until_it_fails.hurry = true;
  std::size_t caught = 0, in_topic = 0, compiled = 0;
  std::vector<Mutant> mutants = read_mutants(path);
  // Checks all of them before some are picked: the reference changes, and every mutant must still apply.
  for (const Mutant& mutant : mutants) {
    for (const std::string& file : lab.files) text_of(kit, mutant, file);
  }
  for (std::size_t i = 0; i * sample.every < mutants.size(); ++i) mutants[i] = mutants[i * sample.every];
  mutants.resize((mutants.size() + sample.every - 1) / sample.every);
  for (const Mutant& mutant : mutants) {
    const fs::path place = fs::path(folder) / mutant.name;
    write_mutant(kit, lab, mutant, place);
    const Score score = grade(kit, lab, {}, place.string(), until_it_fails, children);
    if (score.topics.empty() && sample.least < 100) {
      fs::remove_all(place);
      continue;
    }
    if (score.topics.empty()) {
      print_page(std::cout, lab, score);
      throw std::runtime_error("mutant " + mutant.name + " has to compile");
    }
    ++compiled;
    std::string failed, how;
    for (std::size_t t = lab.topics.size(); t-- > 0;) {
      for (std::size_t i = lab.topics[t].tests.size(); i-- > 0;) {
        const TestResult& result = score.topics[t].tests[i];
        if (!result.run || result.passed) continue;
        failed = lab.topics[t].id;
        how = lab.topics[t].tests[i].name + ": " + in_one_line(result);
      }
    }
    if (!failed.empty()) ++caught;
    if (failed == mutant.topic) ++in_topic;
    const std::string verdict = failed.empty()           ? "SURVIVED"
                                : failed == mutant.topic ? "caught"
                                                         : "caught elsewhere";
    std::cout << "lab" << lab.number << "  " << verdict << "  " << mutant.name << "  (" << mutant.topic
              << (failed == mutant.topic || failed.empty() ? "" : ", failed in " + failed + ": " + how) << ")"
              << std::endl;
    csv << lab.number << '\t' << mutant.name << '\t' << mutant.topic << '\t'
        << (failed.empty() ? "-" : failed) << '\t' << mutant.about << std::endl;
    fs::remove_all(place);
  }
  std::cout << "lab" << lab.number << ": " << caught << " of " << compiled << " mutants caught, " << in_topic
            << " in the topic that they are about\n";
  return compiled > 0 && caught * 100 >= compiled * sample.least ? 0 : 1;
}

int grade_folder(const Kit& kit, const Lab& lab, const std::vector<Lab>& earlier, const std::string& folder,
                 const GradeOptions& options, std::ostream& csv, Children& children) {
  if (!fs::is_directory(folder)) throw std::runtime_error("expected a folder of submissions, got " + folder);
  std::vector<fs::path> students;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory() && entry.path().filename().string()[0] != '.') students.push_back(entry.path());
  }
  std::sort(students.begin(), students.end());
  bool all = true;
  for (const fs::path& student : students) {
    const Score score = grade(kit, lab, earlier, student.string(), options, children);
    all = all && score.status == Score::Status::AllPassed;
    const std::string line = csv_line(student.filename().string(), lab, score);
    csv << line << std::endl;
    std::cout << line << std::endl;
  }
  return all ? 0 : 1;
}

void add_vectors(Lab& lab, const std::string& file) {
  if (!fs::is_regular_file(file))
    throw std::runtime_error("expected the values of make labs SEED=... at " + file);
  ::setenv("WS101_VECTORS", fs::absolute(file).c_str(), 1);
  const std::string number = std::to_string(lab.number);
  lab.topics.push_back({"own-values", 10, "the values made for you", file + ", the topics above", {}});
  lab.topics.back().tests.push_back({"tests/labs/seeded/lab" + number + "_test.cpp",
                                     "lab " + number + ": the values made for one student",
                                     "tests/labs/seeded/observe_lab" + number + ".cpp"});
}

}  // namespace ws101::labs
