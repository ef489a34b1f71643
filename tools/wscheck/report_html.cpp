// The report as one page: no script, no outside resource, everything from the peer escaped.
#include "text/markup.hpp"
#include "wscheck/report.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::string_view kStart = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>wscheck</title>
<style>
:root { color-scheme: light dark; --line: #8886; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .2rem .8rem; border-bottom: 1px solid var(--line); }
td + td, th + th { text-align: right; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid var(--line); border-radius: .4rem; font-size: 13px; }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary code { margin: 0 .6rem; }
.fail { color: #c5221f; font-weight: 600; } .pass { color: #18794e; } .lenient { color: #a15c00; }
@media (prefers-color-scheme: dark) { .fail { color: #ff8d84; } .pass { color: #5fc79a; } .lenient { color: #e8b25c; } }
dt { font-weight: 600; }
</style>
)html";

std::string verdict_html(Verdict verdict) {
  const std::string words(name(verdict));
  return "<span class=\"" + words + "\">" + words + "</span>";
}

std::string diagnosis_html(const std::vector<Diagnosis>& diagnoses, bool forgiven) {
  std::string all;
  for (const Diagnosis& diagnosis : diagnoses) {
    if (diagnosis.forgiven != forgiven) continue;
    all += "<li>" + markup_text(diagnosis.sentence);
    if (diagnosis.museum > 0) all += " (docs/mistakes.md, exhibit " + std::to_string(diagnosis.museum) + ")";
    all += "<br><small>seen in";
    for (const std::string& each : diagnosis.evidence) {
      const std::string id = markup_text(each);
      all += " <a href=\"#" + id + "\">" + id + "</a>";
    }
    all += "</small></li>\n";
  }
  if (all.empty()) return {};
  return std::string("<h2>") +
         (forgiven ? "Forgiven, but not what the standard asks" : "What seems to be wrong") +
         "</h2>\n<ol>\n" + all + "</ol>\n";
}

std::string table_html(const Results& results) {
  std::string all = "<table><tr><th>Topic</th>";
  for (std::size_t i = 0; i < kVerdicts; ++i)
    all += "<th>" + std::string(name(static_cast<Verdict>(i))) + "</th>";
  all += "<th>score</th></tr>\n";
  const auto row = [&](std::string_view topic, const Tally& tally) {
    all += "<tr><td>" + markup_text(topic) + "</td>";
    for (const std::size_t count : tally) all += "<td>" + std::to_string(count) + "</td>";
    all += "<td>" + score_text(tally) + "</td></tr>\n";
  };
  for (const auto& [topic, tally] : results.topics()) row(topic, tally);
  row("all", results.tally());
  return all + "</table>\n";
}

std::string case_html(const Result& result) {
  const Case& tried = *result.tried;
  std::string all = "<details id=\"" + markup_text(tried.id) + "\"><summary>" + verdict_html(result.verdict) +
                    "<code>" + markup_text(tried.id) + "</code>" + markup_text(tried.title) +
                    "</summary>\n<dl>";
  const auto row = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) all += "<dt>" + std::string(key) + "</dt><dd>" + markup_text(value) + "</dd>";
  };
  row("Seen", result.seen);
  row("Expected", result.expected);
  row("Why it matters", tried.why);
  row("Rule", reading(tried));
  all += "</dl>";
  if (!result.story.empty()) all += "<pre>" + markup_text(result.story) + "</pre>";
  return all + "</details>\n";
}

}  // namespace

std::string report_html(const ReportInput& input) {
  std::string all(kStart);
  all += "<h1>wscheck: " + markup_text(input.peer) + "</h1>\n";
  all += diagnosis_html(input.diagnoses, false) + diagnosis_html(input.diagnoses, true);
  all += "<h2>Topics</h2>\n" + table_html(input.results);
  for (const std::string& note : input.results.notes) all += "<p>" + markup_text(note) + "</p>\n";
  all += "<h2>Cases</h2>\n";
  for (const Result& result : input.results.all) all += case_html(result);
  return all + "</html>\n";
}

}  // namespace ws101::wscheck
