// Runs each graded test in a process of its own.
#include "run_tests.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>

namespace ws101::labs {
namespace {

constexpr int kWallPerCpu = 4;
constexpr std::size_t kMemory = 2048;       // MiB; the sanitizers need some of it themselves
constexpr int kEndlessBeforeHurry = 3;      // after this many tests that used up their time
constexpr int kEndlessInTopic = 2;          // then the rest of the topic is not run
constexpr int kHurry = 2;                   // then the others get half of it
constexpr std::size_t kReadFrom = 1 << 20;  // bytes of what a test wrote

// The sanitizers report crashes, not Catch2, because they know the place; absurdly large allocations are refused.
void set_sanitizer_options() {
  const std::string shared =
      "handle_segv=2:handle_sigbus=2:handle_sigfpe=2:handle_sigill=2:max_allocation_size_mb=1024";
  ::setenv("ASAN_OPTIONS", (shared + ":detect_stack_use_after_return=1").c_str(), 1);
  ::setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
  ::setenv("TSAN_OPTIONS", (shared + ":report_signal_unsafe=0").c_str(), 1);
  ::setenv("NO_COLOR", "1", 1);
}

// Characters that have a meaning for Catch2 in the name of a test.
std::string as_test_spec(const std::string& name) {
  std::string spec;
  for (const char c : name) {
    if (c == ',' || c == '[' || c == ']' || c == '"' || c == '\\' || c == '*' || c == '~') spec += '\\';
    spec += c;
  }
  return spec;
}

Command command_for(const Kit& kit, const Lab& lab, const std::string& program, const Test& test,
                    const std::string& files, int seconds) {
  Command command;
  command.words = {program, as_test_spec(test.name), "--reporter", "xml", "--out", files + ".xml", "--abort"};
  command.folder = kit.root;
  command.output = files + ".txt";
  command.limits = {seconds, kWallPerCpu * seconds, kMemory, 16};
  command.fixed_addresses = lab.build == "thread";
  return command;
}

// Reads what a test that has ended wrote.
void take_result(TestResult& result, const Outcome& outcome, const std::string& files) {
  result.run = true;
  result.outcome = outcome;
  result.report = read_catch_xml(read_file(files + ".xml").substr(0, kReadFrom));
  result.output = read_file(files + ".txt").substr(0, kReadFrom);
  // A sanitizer that may not trace the process in this container says nothing about the student.
  const bool blind = result.output.find("LeakSanitizer has encountered a fatal error") != std::string::npos;
  result.passed = result.report.passed && (outcome.good() || blind);
}

}  // namespace

std::vector<TopicResult> run_tests(const Kit& kit, const Lab& lab, const std::string& program,
                                   const RunOptions& options, Children& children) {
  set_sanitizer_options();
  struct Place {
    std::size_t topic, test;
  };
  std::vector<TopicResult> results;
  std::map<int, Place> running;
  int endless = 0;
  std::vector<int> endless_in(lab.topics.size());
  bool stop = false;
  const auto files_of = [&](Place at) {
    return options.folder + "/test-" + std::to_string(at.topic) + "-" + std::to_string(at.test);
  };
  const auto finish_one = [&] {
    const auto [id, outcome] = children.wait();
    const Place at = running.at(id);
    running.erase(id);
    TestResult& result = results[at.topic].tests[at.test];
    take_result(result, outcome, files_of(at));
    results[at.topic].passed += result.passed ? 1 : 0;
    if (!result.passed && options.until_one_fails) {
      stop = true;
      running.clear();
      children.kill_all();
    }
    if (outcome.end == Outcome::End::CpuLimit || outcome.end == Outcome::End::WallLimit) {
      ++endless;
      ++endless_in[at.topic];
    }
  };

  for (const Topic& topic : lab.topics)
    results.push_back({std::vector<TestResult>(topic.tests.size()), 0, 0});
  for (std::size_t t = 0; t < lab.topics.size() && !stop; ++t) {
    const Topic& topic = lab.topics[t];
    for (std::size_t i = 0; i < topic.tests.size(); ++i) {
      if (running.size() >= options.jobs) finish_one();
      if (stop) break;
      if (!options.run_all && endless_in[t] >= kEndlessInTopic) break;
      std::filesystem::remove(files_of({t, i}) + ".xml");
      const bool hurry = options.hurry || endless >= kEndlessBeforeHurry;
      const int seconds = hurry ? lab.seconds / kHurry : lab.seconds;
      results[t].tests[i].seconds = seconds;
      const Command command = command_for(kit, lab, program, topic.tests[i], files_of({t, i}), seconds);
      running[children.start(command)] = {t, i};
    }
    if (options.until_one_fails) {
      while (!running.empty()) finish_one();
    }
  }
  while (!running.empty()) finish_one();
  for (std::size_t t = 0; t < lab.topics.size(); ++t) {
    const int tests = static_cast<int>(lab.topics[t].tests.size());
    if (tests > 0) results[t].points = lab.topics[t].points * static_cast<int>(results[t].passed) / tests;
  }
  return results;
}

}  // namespace ws101::labs
