// What came of one submission as a line of the table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check_one.hpp"

namespace ws101::labs {

struct CheckScores {
  // In percent, rounded down; nothing if no case of the topic was judged.
  std::vector<std::optional<int>> topics;
  std::size_t total = 0;   // the mean of the topics
  std::size_t failed = 0;  // cases
  std::string mistake;     // the first that wscheck names, or else the first case that failed
};

// Reads wscheck's JSON; nothing if it is none. A case counts as good if it passed or is lenient. Cases that are
// unsupported do not count; neither do those that are not judged, if the check came to its end (Ok): otherwise they
// are not good. The total leaves out topics without a value: but they count as 0 if the check did not come to its end,
// or if only one of several topics has a value, because then no connection was ever opened.
std::optional<CheckScores> read_scores(const std::string& json, const std::vector<std::string>& topics,
                                       CheckStatus status);

// The topics in the order of `wscheck --list`: what is before the slash in each line.
std::vector<std::string> topics_of(const std::string& list);

// "name,status,total,handshake,...,failed,mistake,note"
std::string check_head(const std::vector<std::string>& topics);
std::string check_row(const std::string& name, const Checked& checked, const std::vector<std::string>& topics,
                      const std::optional<CheckScores>& scores);

}  // namespace ws101::labs
