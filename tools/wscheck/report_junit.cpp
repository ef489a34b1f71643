// The report as a JUnit file, for the systems that show test results.
#include "text/markup.hpp"
#include "wscheck/report.hpp"

namespace ws101::wscheck {
namespace {

std::string attribute(std::string_view key, std::string_view value) {
  return " " + std::string(key) + "=\"" + markup_text(value) + "\"";
}

std::string seconds(std::chrono::milliseconds time) {
  const auto count = time.count();
  std::string rest = std::to_string(1000 + count % 1000);
  return std::to_string(count / 1000) + "." + rest.substr(1);
}

std::string case_xml(const Result& result) {
  std::string all = "    <testcase" + attribute("classname", result.tried->topic()) +
                    attribute("name", result.tried->id + ": " + result.tried->title) +
                    attribute("time", seconds(result.time));
  switch (result.verdict) {
    case Verdict::Pass:
      return all + "/>\n";
    case Verdict::Fail:
      return all + "><failure" + attribute("message", result.seen) + ">" +
             markup_text("expected: " + result.expected + "\n" + reading(*result.tried) + "\n" +
                         result.story) +
             "</failure></testcase>\n";
    case Verdict::Lenient:
      return all + "><system-out>" + markup_text("lenient: " + result.seen) + "</system-out></testcase>\n";
    default:
      return all + "><skipped" + attribute("message", result.seen) + "/></testcase>\n";
  }
}

}  // namespace

std::string report_junit(const ReportInput& input) {
  std::string all =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "wscheck") + ">\n";
  for (const auto& [topic, tally] : input.results.topics()) {
    std::size_t tests = 0;
    for (const std::size_t count : tally) tests += count;
    const std::size_t skipped = tally[static_cast<std::size_t>(Verdict::Unsupported)] +
                                tally[static_cast<std::size_t>(Verdict::NotJudged)];
    all += "  <testsuite" + attribute("name", topic) + attribute("hostname", input.peer) +
           attribute("tests", std::to_string(tests)) +
           attribute("failures", std::to_string(tally[static_cast<std::size_t>(Verdict::Fail)])) +
           attribute("errors", "0") + attribute("skipped", std::to_string(skipped)) + ">\n";
    for (const Result& result : input.results.all) {
      if (result.tried->topic() == topic) all += case_xml(result);
    }
    all += "  </testsuite>\n";
  }
  return all + "</testsuites>\n";
}

}  // namespace ws101::wscheck
