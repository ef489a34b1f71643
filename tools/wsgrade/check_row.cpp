// Counts the verdicts of wscheck's report by topic.
#include "check_row.hpp"

#include <algorithm>
#include <sstream>
#include <variant>

#include "csv.hpp"
#include "json/value.hpp"

namespace ws101::labs {
namespace {

std::size_t count_of(const JsonValue* object, std::string_view name) {
  const JsonValue* const found = object == nullptr ? nullptr : object->find(name);
  const double* const number = found == nullptr ? nullptr : found->number();
  return number == nullptr || *number < 0 ? 0 : static_cast<std::size_t>(*number);
}

struct Count {
  std::size_t good = 0;
  std::size_t all = 0;
  std::size_t percent() const { return all == 0 ? 0 : 100 * good / all; }
};

Count count_tally(const JsonValue* tally, CheckStatus status) {
  Count count;
  count.good = count_of(tally, "pass") + count_of(tally, "lenient");
  count.all = count.good + count_of(tally, "fail");
  if (status != CheckStatus::Ok) count.all += count_of(tally, "not judged");
  return count;
}

// Whether a topic without a judged case is none of what the server was asked for.
bool is_unsupported(const JsonValue* tally) {
  return count_of(tally, "unsupported") > 0;
}

const JsonValue::Array& elements(const JsonValue& report, std::string_view name) {
  static const JsonValue::Array kNone;
  const JsonValue* const found = report.find(name);
  return found == nullptr || found->array() == nullptr ? kNone : *found->array();
}

std::string text_of(const JsonValue& object, std::string_view name) {
  const std::string* const text = object.find_text(name);
  return text == nullptr ? std::string() : *text;
}

std::string mistake_in(const JsonValue& report) {
  for (const JsonValue& diagnosis : elements(report, "diagnosis")) {
    const JsonValue* const forgiven = diagnosis.find("forgiven");
    if (forgiven == nullptr || forgiven->boolean() == nullptr || !*forgiven->boolean()) {
      return text_of(diagnosis, "sentence");
    }
  }
  for (const JsonValue& each : elements(report, "cases")) {
    if (text_of(each, "verdict") == "fail") return text_of(each, "id") + ": " + text_of(each, "seen");
  }
  return {};
}

}  // namespace

std::optional<CheckScores> read_scores(const std::string& json, const std::vector<std::string>& topics,
                                       CheckStatus status) {
  const auto parsed = parse_json(json);
  const auto* const report = std::get_if<JsonValue>(&parsed);
  if (report == nullptr || report->find("verdicts") == nullptr) return std::nullopt;
  CheckScores scores;
  const JsonValue* const by_topic = report->find("topics");
  std::size_t judged = 0, left_out = 0, sum = 0;
  for (const std::string& topic : topics) {
    const JsonValue* const tally = by_topic == nullptr ? nullptr : by_topic->find(topic);
    const Count count = count_tally(tally, status);
    scores.topics.push_back(count.all == 0 ? std::nullopt : std::optional(count.percent()));
    sum += count.percent();
    if (count.all > 0) {
      ++judged;
    } else if (status == CheckStatus::Ok || is_unsupported(tally)) {
      ++left_out;
    }
  }
  // No topic but the handshake: it never opened a connection, so that the others are missing by its own fault.
  if (judged <= 1 && topics.size() > 1) left_out = 0;
  if (topics.size() > left_out) scores.total = sum / (topics.size() - left_out);
  const JsonValue* const verdicts = report->find("verdicts");
  scores.failed = count_of(verdicts, "fail");
  scores.mistake = mistake_in(*report);
  return scores;
}

std::vector<std::string> topics_of(const std::string& list) {
  std::vector<std::string> topics;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t slash = line.find('/');
    if (slash == std::string::npos) continue;
    const std::string topic = line.substr(0, slash);
    if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(topic);
  }
  return topics;
}

std::string check_head(const std::vector<std::string>& topics) {
  std::string line = "name,status,total";
  for (const std::string& topic : topics) line += "," + csv_cell(topic);
  return line + ",failed,mistake,note";
}

std::string check_row(const std::string& name, const Checked& checked, const std::vector<std::string>& topics,
                      const std::optional<CheckScores>& scores) {
  std::string line =
      csv_cell(name) + "," + word(checked.status) + "," + std::to_string(scores ? scores->total : 0);
  for (std::size_t i = 0; i < topics.size(); ++i) {
    line += ",";
    if (scores && scores->topics[i]) line += std::to_string(*scores->topics[i]);
  }
  line += "," + (scores ? std::to_string(scores->failed) : std::string());
  return line + "," + csv_cell(scores ? scores->mistake : "") + "," + csv_cell(checked.note);
}

}  // namespace ws101::labs
