// The report on a terminal: what seems to be wrong, the failures with their stories, the table.
#include <algorithm>

#include "text/wrap.hpp"
#include "wscheck/report.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kWidth = 100;

std::string painted(std::string_view text, std::string_view code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string_view paint_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return "32";
    case Verdict::Fail:
      return "1;31";
    case Verdict::Lenient:
      return "33";
    default:
      return "2";
  }
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

// Those that are forgiven, or those that are not.
std::string diagnosis_text(const std::vector<Diagnosis>& diagnoses, bool forgiven, bool color) {
  std::string all;
  std::size_t number = 0;
  for (const Diagnosis& diagnosis : diagnoses) {
    if (diagnosis.forgiven != forgiven) continue;
    std::string words(diagnosis.sentence);
    if (diagnosis.museum > 0)
      words += " (docs/mistakes.md, exhibit " + std::to_string(diagnosis.museum) + ")";
    all += wrap("  " + std::to_string(++number) + ". ", words, 5, kWidth);
    std::string evidence;
    for (const std::string& id : diagnosis.evidence) evidence += (evidence.empty() ? "" : ", ") + id;
    all += wrap("     seen in: ", evidence, 14, kWidth);
  }
  if (all.empty()) return {};
  return painted(forgiven ? "Forgiven, but not what the standard asks" : "What seems to be wrong", "1",
                 color) +
         "\n" + all + "\n";
}

std::string line_of(const Result& result, bool color) {
  return painted(padded(std::string(name(result.verdict)), 12), paint_of(result.verdict), color) +
         padded(result.tried->id, 34) + " " + result.tried->title + "\n";
}

std::string story_of(const Result& result) {
  std::string all = wrap("    seen      ", result.seen, 14, kWidth);
  if (!result.expected.empty()) all += wrap("    expected  ", result.expected, 14, kWidth);
  all += wrap("    why       ", result.tried->why, 14, kWidth);
  all += "    rule      " + reading(*result.tried) + "\n";
  for (std::size_t at = 0; at < result.story.size();) {
    const std::size_t end = std::min(result.story.find('\n', at), result.story.size());
    all += "      " + result.story.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return all + "\n";
}

std::string table(const Results& results) {
  std::string all = padded("Topic", 16);
  for (std::size_t i = 0; i < kVerdicts; ++i) all += padded(std::string(name(static_cast<Verdict>(i))), 13);
  all += "score\n";
  const auto row = [&](const std::string& topic, const Tally& tally) {
    std::string line = padded(topic, 16);
    for (const std::size_t count : tally) line += padded(count == 0 ? "." : std::to_string(count), 13);
    all += line + score_text(tally) + "\n";
  };
  for (const auto& [topic, tally] : results.topics()) row(topic, tally);
  row("all", results.tally());
  return all;
}

}  // namespace

std::string reading(const Case& a_case) {
  const bool other = a_case.section.find(' ') != std::string::npos;
  return "RFC " +
         (other ? a_case.section : "6455 " + a_case.section + "   (wsdump rfc " + a_case.section + ")");
}

std::string report_text(const ReportInput& input, Detail detail, bool color) {
  const Results& results = input.results;
  std::string all =
      diagnosis_text(input.diagnoses, false, color) + diagnosis_text(input.diagnoses, true, color);
  for (const Result& result : results.all) {
    if (result.verdict == Verdict::Fail) {
      all += line_of(result, color);
      if (detail != Detail::Brief) all += story_of(result);
    } else if (detail == Detail::Verbose || (detail == Detail::Usual && result.verdict == Verdict::Lenient)) {
      all += line_of(result, color);
      if (!result.seen.empty()) all += wrap("    seen      ", result.seen, 14, kWidth);
    }
  }
  if (!all.empty() && !all.ends_with("\n\n")) all += "\n";
  for (const std::string& note : results.notes) all += wrap("note: ", note, 6, kWidth);
  all += table(results);
  if (results.all.size() < results.asked) {
    all += "Interrupted: " + std::to_string(results.asked - results.all.size()) + " cases were not run.\n";
  }
  const std::size_t failures = results.tally()[static_cast<std::size_t>(Verdict::Fail)];
  all += std::string(input.peer) + ": " +
         (failures == 0 ? "no failure" : std::to_string(failures) + " failed") + " of " +
         std::to_string(results.all.size()) + " cases in " + std::to_string(results.time.count() / 1000) +
         "." + std::to_string(results.time.count() / 100 % 10) + " s\n";
  return all;
}

}  // namespace ws101::wscheck
