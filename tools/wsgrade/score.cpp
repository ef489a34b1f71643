// Points by topic, as a page and as a line of a table.
#include "score.hpp"

#include <algorithm>
#include <sstream>

#include "csv.hpp"
#include "story.hpp"
#include "submission.hpp"

namespace ws101::labs {
namespace {

constexpr std::size_t kStoriesPerTopic = 2;  // in full; the others of the topic in one line
constexpr std::size_t kTitleColumns = 64;

std::string padded(std::string text, std::size_t columns) {
  if (text.size() < columns) text.resize(columns, ' ');
  return text;
}

// After the table, and only the first few: a warning must not hide the first failure.
void print_warnings(std::ostream& out, const std::vector<std::string>& warnings) {
  constexpr int kShown = 3;
  int seen = 0;
  for (const std::string& of_file : warnings) {
    std::istringstream lines(of_file);
    std::string line;
    while (std::getline(lines, line)) {
      if (line.find(": warning: ") != std::string::npos) ++seen;
      if (seen <= kShown) out << line << '\n';
    }
  }
  if (seen > kShown) out << "... and " << seen - kShown << " more warnings\n";
  if (!warnings.empty()) out << '\n';
}

}  // namespace

int Score::points() const {
  int sum = 0;
  for (const TopicResult& topic : topics) sum += topic.points;
  return sum;
}

std::string word(Score::Status status) {
  switch (status) {
    case Score::Status::AllPassed:
      return "passed";
    case Score::Status::TestsFailed:
      return "failed";
    case Score::Status::DoesNotCompile:
      return "does not compile";
    case Score::Status::FilesMissing:
      return "files missing";
  }
  return "unknown";
}

Score grade(const Kit& kit, const Lab& lab, const std::vector<Lab>& earlier, const std::string& place,
            const GradeOptions& options, Children& children) {
  Score score;
  const Submission submission =
      find_submission(kit.root, lab, options.own ? earlier : std::vector<Lab>(), place);
  if (!submission.faults.empty()) {
    score.messages = submission.faults;
    return score;
  }
  const BuildOptions build{options.objects, options.folder, options.jobs, options.warnings_are_errors};
  const Built built = build_program(kit, lab, submission, build, children);
  score.messages = submission.notes;
  score.status = Score::Status::DoesNotCompile;
  if (built.program.empty()) {
    score.messages.insert(score.messages.end(), built.messages.begin(), built.messages.end());
    return score;
  }
  score.warnings = built.messages;
  score.topics = run_tests(
      kit, lab, built.program,
      {options.folder, options.jobs, options.until_one_fails, options.run_all, options.hurry}, children);
  const bool all = std::all_of(score.topics.begin(), score.topics.end(),
                               [](const TopicResult& topic) { return topic.passed == topic.tests.size(); });
  score.status = all ? Score::Status::AllPassed : Score::Status::TestsFailed;
  return score;
}

void print_page(std::ostream& out, const Lab& lab, const Score& score) {
  out << "Lab " << lab.number << ": " << lab.title << "\n\n";
  for (const std::string& message : score.messages) out << message << (message.back() == '\n' ? "" : "\n");
  if (!score.messages.empty()) out << '\n';
  if (score.topics.empty()) {
    out << "lab" << lab.number << ": " << word(score.status) << ", 0 of " << lab.points() << " points\n";
    return;
  }
  for (std::size_t t = 0; t < lab.topics.size(); ++t) {
    const Topic& topic = lab.topics[t];
    const TopicResult& result = score.topics[t];
    if (result.passed == result.tests.size()) continue;
    out << "== " << topic.title << ": " << result.passed << " of " << result.tests.size()
        << " tests passed\n\n";
    std::size_t told = 0, in_line = 0, left_out = 0;
    for (std::size_t i = 0; i < result.tests.size(); ++i) {
      const TestResult& test = result.tests[i];
      if (!test.run) ++left_out;
      if (test.passed || !test.run) continue;
      if (told++ < kStoriesPerTopic) {
        out << story_of(topic, topic.tests[i], test) << '\n';
      } else {
        if (in_line++ == 0) out << "  also failed, for the same reason perhaps:\n";
        out << "    " << topic.tests[i].name << "\n      " << in_one_line(test) << '\n';
      }
    }
    if (in_line > 0) out << '\n';
    if (left_out > 0) out << "  " << left_out << " more were not run: two took too long\n\n";
  }
  out << padded("topic", kTitleColumns) << "tests    points\n";
  for (std::size_t t = 0; t < lab.topics.size(); ++t) {
    const TopicResult& result = score.topics[t];
    out << padded(lab.topics[t].title, kTitleColumns)
        << padded(std::to_string(result.passed) + "/" + std::to_string(result.tests.size()), 9)
        << std::to_string(result.points) + "/" + std::to_string(lab.topics[t].points) << '\n';
  }
  if (!score.warnings.empty()) out << '\n';
  print_warnings(out, score.warnings);
  out << "lab" << lab.number << ": " << word(score.status) << ", " << score.points() << " of " << lab.points()
      << " points\n";
}

std::string csv_head(const Lab& lab) {
  std::string line = "name,lab";
  for (const Topic& topic : lab.topics) line += "," + csv_cell(topic.id);
  return line + ",total,of,status";
}

std::string csv_line(const std::string& name, const Lab& lab, const Score& score) {
  std::string line = csv_cell(name) + "," + std::to_string(lab.number);
  for (std::size_t t = 0; t < lab.topics.size(); ++t) {
    line += "," + std::to_string(score.topics.empty() ? 0 : score.topics[t].points);
  }
  return line + "," + std::to_string(score.points()) + "," + std::to_string(lab.points()) + "," +
         word(score.status);
}

}  // namespace ws101::labs
