#include "wscheck/result.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace ws101::wscheck {

const Result* Results::find(std::string_view id) const {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Result& result) { return result.tried->id == id; });
  return at == all.end() ? nullptr : &*at;
}

Score score(const Tally& tally) {
  const auto count = [&](Verdict verdict) { return tally[static_cast<std::size_t>(verdict)]; };
  const std::size_t good = count(Verdict::Pass) + count(Verdict::Lenient);
  return {good, good + count(Verdict::Fail)};
}

std::string score_text(const Tally& tally) {
  const Score points = score(tally);
  return points.of == 0 ? "-" : std::to_string(points.good) + "/" + std::to_string(points.of);
}

void Results::put_in_order(const std::vector<const Case*>& cases) {
  std::unordered_map<const Case*, std::size_t> place;
  for (std::size_t i = 0; i < cases.size(); ++i) place[cases[i]] = i;
  std::sort(all.begin(), all.end(),
            [&](const Result& left, const Result& right) { return place[left.tried] < place[right.tried]; });
}

bool Results::is_unsupported(std::string_view topic) const {
  const auto& cases = all_cases();
  const auto first =
      std::find_if(cases.begin(), cases.end(), [&](const Case& each) { return each.topic() == topic; });
  const Result* const result = first == cases.end() ? nullptr : find(first->id);
  return result != nullptr && result->verdict == Verdict::Unsupported;
}

void Results::fold_unsupported() {
  std::vector<Result> kept;
  std::vector<std::string_view> folded;  // topics that have said so
  for (Result& result : all) {
    const std::string_view topic = result.tried->topic();
    const bool bad = result.verdict == Verdict::Fail || result.verdict == Verdict::Lenient;
    const bool said = std::find(folded.begin(), folded.end(), topic) != folded.end();
    if (bad || !said) kept.push_back(result);
    if (!said && is_unsupported(topic)) folded.push_back(topic);
  }
  asked -= all.size() - kept.size();
  all = std::move(kept);
}

Tally Results::tally() const {
  Tally sum{};
  for (const Result& result : all) ++sum[static_cast<std::size_t>(result.verdict)];
  return sum;
}

std::vector<std::pair<std::string, Tally>> Results::topics() const {
  std::vector<std::pair<std::string, Tally>> topics;
  for (const Result& result : all) {
    const std::string_view topic = result.tried->topic();
    auto at = std::find_if(topics.begin(), topics.end(), [&](const auto& row) { return row.first == topic; });
    if (at == topics.end()) at = topics.insert(topics.end(), {std::string(topic), Tally{}});
    ++at->second[static_cast<std::size_t>(result.verdict)];
  }
  return topics;
}

}  // namespace ws101::wscheck
