// The report as one JSON object.
#include "json/quote.hpp"
#include "wscheck/report.hpp"

namespace ws101::wscheck {
namespace {

std::string member(std::string_view key, std::string_view text) {
  return json_quote(key) + ":" + json_quote(text);
}
std::string member(std::string_view key, std::size_t number) {
  return json_quote(key) + ":" + std::to_string(number);
}

std::string tally_json(const Tally& tally) {
  std::string all = "{";
  for (std::size_t i = 0; i < kVerdicts; ++i) {
    all += (i == 0 ? "" : ",") + member(name(static_cast<Verdict>(i)), tally[i]);
  }
  return all + "}";
}

std::string diagnosis_json(const Diagnosis& diagnosis) {
  std::string all = "{" + member("mistake", diagnosis.mistake) + "," +
                    member("sentence", diagnosis.sentence) + "," + json_quote("forgiven") +
                    (diagnosis.forgiven ? ":true," : ":false,") +
                    member("museum", static_cast<std::size_t>(diagnosis.museum)) + ",\"evidence\":[";
  for (std::size_t i = 0; i < diagnosis.evidence.size(); ++i) {
    all += (i == 0 ? "" : ",") + json_quote(diagnosis.evidence[i]);
  }
  return all + "]}";
}

std::string case_json(const Result& result) {
  const Case& tried = *result.tried;
  std::string all = "{" + member("id", tried.id) + "," + member("topic", tried.topic()) + "," +
                    member("title", tried.title) + "," + member("why", tried.why) + "," +
                    member("section", tried.section) + "," + member("verdict", name(result.verdict)) + "," +
                    member("seen", result.seen) + "," + member("expected", result.expected) + "," +
                    member("milliseconds", static_cast<std::size_t>(result.time.count()));
  if (!result.story.empty()) all += "," + member("story", result.story);
  return all + "}";
}

}  // namespace

std::string report_json(const ReportInput& input) {
  const Results& results = input.results;
  std::string all = "{" + member("peer", input.peer) + "," + member("asked", results.asked) + "," +
                    member("milliseconds", static_cast<std::size_t>(results.time.count())) +
                    ",\"verdicts\":" + tally_json(results.tally()) + ",\"topics\":{";
  std::string_view comma;
  for (const auto& [topic, tally] : results.topics()) {
    all += std::string(comma) + json_quote(topic) + ":" + tally_json(tally);
    comma = ",";
  }
  all += "},\"scores\":{";
  for (const auto& [topic, tally] : results.topics()) all += member(topic, score_text(tally)) + ",";
  all += member("all", score_text(results.tally())) + "},\"notes\":[";
  for (std::size_t i = 0; i < results.notes.size(); ++i)
    all += (i == 0 ? "" : ",") + json_quote(results.notes[i]);
  all += "],\"diagnosis\":[";
  for (std::size_t i = 0; i < input.diagnoses.size(); ++i) {
    all += (i == 0 ? "" : ",") + diagnosis_json(input.diagnoses[i]);
  }
  all += "],\"cases\":[";
  for (std::size_t i = 0; i < results.all.size(); ++i)
    all += (i == 0 ? "\n" : ",\n") + case_json(results.all[i]);
  return all + "]}\n";
}

}  // namespace ws101::wscheck
