#include "wscheck/result.hpp"

#include <algorithm>

namespace ws101::wscheck {

const Result* Results::find(std::string_view id) const {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Result& result) { return result.tried->id == id; });
  return at == all.end() ? nullptr : &*at;
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
