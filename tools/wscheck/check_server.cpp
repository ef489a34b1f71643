#include "wscheck/check_server.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "program.hpp"
#include "wscheck/case.hpp"
#include "wscheck/diagnosis.hpp"
#include "wscheck/runner.hpp"

namespace ws101::wscheck {
namespace {

Progress progress_on_terminal(bool wanted) {
  if (!wanted || ::isatty(STDERR_FILENO) == 0) return {};
  return [failed = std::size_t{0}](std::size_t done, std::size_t all, const Result& result) mutable {
    if (result.verdict == Verdict::Fail) ++failed;
    std::fprintf(stderr, "\r%zu of %zu cases, %zu failed ", done, all, failed);
    if (done == all) std::fputs("\r\x1b[K", stderr);
  };
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

// Where no WebSocket can be opened, the cases that begin with one cannot be judged. Trying each of them would take its
// whole time-out.
std::vector<const Case*> take_opened(std::vector<const Case*>& cases) {
  const auto begins_open = [](const Case* each) { return each->begin == Begin::Opened; };
  std::vector<const Case*> opened;
  std::copy_if(cases.begin(), cases.end(), std::back_inserter(opened), begins_open);
  std::erase_if(cases, begins_open);
  return opened;
}

void add_unjudged(Results& results, const std::vector<const Case*>& cases, const std::string& why) {
  for (const Case* const each : cases) {
    Result& result = results.all.emplace_back();
    result.tried = each;
    result.seen = why;
  }
  results.asked += cases.size();
}

}  // namespace

int check_server(const Plan& plan) {
  std::vector<const Case*> cases = chosen_cases(plan, Peers::Servers);
  const Reach found = reach(plan.settings);
  std::size_t jobs = plan.jobs > 0 ? plan.jobs : kDefaultJobs;
  if (found.one_at_a_time) jobs = 1;
  const auto waits = [](const Case* each) { return each->waits; };
  const bool left_out = jobs == 1 && plan.only.empty() && std::erase_if(cases, waits) > 0;
  std::vector<const Case*> tried = cases;
  const std::vector<const Case*> opened =
      found.refusal.empty() ? std::vector<const Case*>() : take_opened(tried);
  Results results =
      run_all(tried, plan.settings, jobs, progress_on_terminal(plan.detail != Detail::Brief && !plan.json));
  if (!opened.empty()) {
    add_unjudged(results, opened, found.refusal);
    results.put_in_order(cases);
    results.notes.push_back("no WebSocket could be opened (" + found.refusal +
                            "): cases that begin with one were not tried");
  }
  if (found.one_at_a_time) {
    results.notes.emplace_back(
        "this server serves one client at a time; so the cases ran one after the other");
  }
  if (left_out) {
    results.notes.emplace_back(
        "time-outs were not looked at: one after the other they take long (--only timeouts)");
  }
  if (!plan.fuzz.empty()) {
    results.notes.push_back("random conversations: --fuzz " + std::to_string(plan.fuzz.size()) + " --seed " +
                            std::to_string(plan.seed) + " repeats them");
  }
  return report(plan, plan.url, results);
}

int report(const Plan& plan, std::string_view peer, const Results& results) {
  const std::vector<Diagnosis> diagnoses = diagnose(results);
  const ReportInput input{peer, results, diagnoses};
  if (plan.junit_file) write_file(*plan.junit_file, report_junit(input));
  if (plan.html_file) write_file(*plan.html_file, report_html(input));
  const bool color =
      plan.color == Color::Always || (plan.color == Color::Auto && ::isatty(STDOUT_FILENO) != 0);
  const int written = print_whole(plan.json ? report_json(input) : report_text(input, plan.detail, color));
  const Tally tally = results.tally();
  const auto count = [&](Verdict verdict) { return tally[static_cast<std::size_t>(verdict)]; };
  const bool bad = count(Verdict::Fail) > 0 || (plan.settings.strict && count(Verdict::Lenient) > 0);
  if (written != 0) return kNoServer;
  return bad ? kFailures : kGood;
}

std::string list_text(std::string_view wanted) {
  std::string all;
  for (const Case& a_case : all_cases()) {
    if (!is_wanted(a_case, wanted)) continue;
    std::string id = a_case.id;
    id.resize(std::max<std::size_t>(id.size(), 36), ' ');
    std::string section = a_case.section;
    section.resize(std::max<std::size_t>(section.size(), 10), ' ');
    all += id + " " + section + " " + a_case.title + "\n";
  }
  return all;
}

}  // namespace ws101::wscheck
