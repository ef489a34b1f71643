#include "wscheck/diagnosis.hpp"

#include <algorithm>

#include "wscheck/mistake.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kMostDiagnoses = 12;
constexpr std::size_t kMostEvidence = 4;

constexpr std::string_view kEnds = "-ends-server";

bool is_bad(const Result& result) {
  return result.verdict == Verdict::Fail || result.verdict == Verdict::Lenient;
}

bool is_named(std::string_view id, std::string_view names) {
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, comma);
    names.remove_prefix(std::min(comma + 1, names.size()));
    const bool begins = name.ends_with('*');
    if (begins) name.remove_suffix(1);
    if (begins ? id.starts_with(name) : id == name) return true;
  }
  return false;
}

struct Found {
  std::vector<const Result*> named;  // by the clue
  std::vector<const Result*> bad;    // of those, with the words of the clue
};

Found look(const Results& results, const Clue& clue) {
  Found found;
  for (const Result& result : results.all) {
    if (!is_named(result.tried->id, clue.cases)) continue;
    found.named.push_back(&result);
    if (is_bad(result) && result.seen.find(clue.seen) != std::string::npos) found.bad.push_back(&result);
  }
  return found;
}

bool holds(const Results& results, const Clue& clue) {
  if (clue.kind == Clue::Kind::None) return true;
  const Found found = look(results, clue);
  if (clue.kind == Clue::Kind::Good) {
    return std::none_of(found.named.begin(), found.named.end(),
                        [](const Result* each) { return is_bad(*each); });
  }
  if (clue.kind == Clue::Kind::Some) return !found.bad.empty();
  return !found.named.empty() && found.bad.size() == found.named.size();
}

// Whether every case in its evidence is evidence of one of the others already.
bool is_explained(const std::vector<std::string>& evidence, const std::vector<Diagnosis>& others) {
  return std::all_of(evidence.begin(), evidence.end(), [&](const std::string& id) {
    return std::any_of(others.begin(), others.end(), [&](const Diagnosis& other) {
      return std::find(other.evidence.begin(), other.evidence.end(), id) != other.evidence.end();
    });
  });
}

void add(const Results& results, std::span<const Mistake> mistakes, std::vector<Diagnosis>& diagnoses) {
  for (const Mistake& mistake : mistakes) {
    if (diagnoses.size() == kMostDiagnoses) return;
    const bool matches = std::all_of(std::begin(mistake.clues), std::end(mistake.clues),
                                     [&](const Clue& clue) { return holds(results, clue); });
    if (!matches) continue;
    Diagnosis diagnosis{mistake.id, mistake.sentence, true, mistake.museum, {}};
    for (const Result* const each : look(results, mistake.clues[0]).bad) {
      if (each->verdict == Verdict::Fail) diagnosis.forgiven = false;
      if (diagnosis.evidence.size() < kMostEvidence) diagnosis.evidence.push_back(each->tried->id);
    }
    if (!is_explained(diagnosis.evidence, diagnoses)) diagnoses.push_back(std::move(diagnosis));
    if (mistake.id.ends_with(kEnds)) return;  // what came afterwards proves nothing
  }
}

}  // namespace

std::vector<Diagnosis> diagnose(const Results& results) {
  std::vector<Diagnosis> diagnoses;
  add(results, opening_mistakes(), diagnoses);
  if (!diagnoses.empty() && diagnoses.front().mistake.ends_with(kEnds)) return diagnoses;
  add(results, frame_mistakes(), diagnoses);
  add(results, message_mistakes(), diagnoses);
  add(results, deflate_mistakes(), diagnoses);
  std::stable_partition(diagnoses.begin(), diagnoses.end(),
                        [](const Diagnosis& each) { return !each.forgiven; });
  return diagnoses;
}

}  // namespace ws101::wscheck
