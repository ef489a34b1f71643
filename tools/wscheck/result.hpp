// What came of one case, and of all.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wscheck/case.hpp"
#include "wscheck/verdict.hpp"

namespace ws101::wscheck {

struct Result {
  const Case* tried = nullptr;
  Verdict verdict = Verdict::NotJudged;
  std::string seen;      // what the peer did; may be empty for a pass
  std::string expected;  // of a failure
  std::string story;     // of a failure: whole lines
  std::chrono::milliseconds time{0};
};

using Tally = std::array<std::size_t, kVerdicts>;

// For teachers: of the cases with a verdict on the peer, those that are good. What is forgiven is good.
struct Score {
  std::size_t good = 0;
  std::size_t of = 0;
};
Score score(const Tally& tally);
// "41/43"; "-" if nothing was judged.
std::string score_text(const Tally& tally);

struct Results {
  std::vector<Result> all;         // in the order of the cases
  std::size_t asked = 0;           // fewer came if Ctrl-C ended the run
  std::vector<std::string> notes;  // about the run: "this server serves one client at a time"
  std::chrono::milliseconds time{0};

  // Null if the case was not run.
  const Result* find(std::string_view id) const;
  // In the order of these cases, which has each of them.
  void put_in_order(const std::vector<const Case*>& cases);
  // Whether the first case of the topic in the table was run, and the peer does not have what the topic is about.
  bool is_unsupported(std::string_view topic) const;
  // Such a topic says so once: leaves out its other cases, as if nobody had asked for them, but for what is bad.
  void fold_unsupported();
  Tally tally() const;
  // By topic, in the order of the cases.
  std::vector<std::pair<std::string, Tally>> topics() const;
};

}  // namespace ws101::wscheck
