// The table of all cases, and which of them --only names.
#include <algorithm>

#include "wscheck/case.hpp"

namespace ws101::wscheck {

const std::vector<Case>& all_cases() {
  static const std::vector<Case> kCases = [] {
    std::vector<Case> cases;
    add_handshake(cases);
    add_client_handshake(cases);
    add_framing(cases);
    add_masking(cases);
    add_fragments(cases);
    add_utf8(cases);
    add_control(cases);
    add_closing(cases);
    add_robustness(cases);
    add_deflate(cases);
    add_timeouts(cases);
    return cases;
  }();
  return kCases;
}

bool is_wanted(const Case& a_case, std::string_view wanted) {
  if (wanted.empty()) return true;
  while (!wanted.empty()) {
    const std::size_t comma = std::min(wanted.find(','), wanted.size());
    const std::string_view word = wanted.substr(0, comma);
    wanted.remove_prefix(std::min(comma + 1, wanted.size()));
    if (word.empty()) continue;
    const std::string_view id = a_case.id;
    const std::string_view section = a_case.section;
    const bool below =
        section.starts_with(word) && (section.size() == word.size() || section[word.size()] == '.');
    if (word == a_case.topic() || word == id || below) return true;
    if (id.substr(a_case.topic().size() + 1).starts_with(word)) return true;
  }
  return false;
}

}  // namespace ws101::wscheck
