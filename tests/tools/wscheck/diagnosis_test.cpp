// The known mistakes against results that are made up: tests/wscheck tries them on servers that make them.
#include "wscheck/diagnosis.hpp"

#include <map>
#include <set>

#include "support/catch.hpp"
#include "wscheck/mistake.hpp"

namespace ws101::wscheck {
namespace {

std::vector<Mistake> mistakes() {
  std::vector<Mistake> all;
  for (const auto& table : {opening_mistakes(), frame_mistakes(), message_mistakes()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

// Every case passed, but those.
Results results_with(const std::map<std::string, Result>& others) {
  Results results;
  for (const Case& each : all_cases()) {
    const auto at = others.find(each.id);
    results.all.push_back(at == others.end() ? Result{} : at->second);
    results.all.back().tried = &each;
    if (at == others.end()) results.all.back().verdict = Verdict::Pass;
  }
  return results;
}

Result failed(std::string seen) {
  Result result;
  result.verdict = Verdict::Fail;
  result.seen = std::move(seen);
  return result;
}

TEST_CASE("each known mistake has a name, a sentence, an exhibit, and clues that name cases") {
  std::set<std::string_view> ids;
  for (const Mistake& mistake : mistakes()) {
    INFO(mistake.id);
    CHECK(ids.insert(mistake.id).second);
    CHECK(!mistake.sentence.empty());
    CHECK(mistake.sentence.back() != '.');
    CHECK(mistake.museum >= 0);
    CHECK(mistake.museum <= 39);
    CHECK(mistake.clues[0].kind != Clue::Kind::None);
    for (const Clue& clue : mistake.clues) {
      for (std::string_view rest = clue.cases; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view name = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const bool known = std::any_of(all_cases().begin(), all_cases().end(), [&](const Case& each) {
          return name.ends_with('*') ? each.id.starts_with(name.substr(0, name.size() - 1)) : each.id == name;
        });
        INFO(name);
        CHECK(known);
      }
    }
  }
  CHECK(ids.size() >= 30);
}

TEST_CASE("a server without a failure has no diagnosis") {
  CHECK(diagnose(results_with({})).empty());
  CHECK(diagnose(Results{}).empty());
}

TEST_CASE("failures that belong together are one mistake") {
  const auto found =
      diagnose(results_with({{"handshake/rfc-sample", failed("Accept is wrong, made without the GUID")},
                             {"handshake/accept-fresh", failed("Accept is wrong, made without the GUID")},
                             {"handshake/accept-signs", failed("Accept is wrong, made without the GUID")}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].mistake == "accept-without-guid");
  CHECK(found[0].museum == 11);
  CHECK(!found[0].forgiven);
  CHECK(found[0].evidence.size() == 3);
}

TEST_CASE("a clue that speaks against a mistake is heard") {
  const Result lost = failed("nothing came for 3 s");
  const auto named = [](const std::vector<Diagnosis>& found) {
    return found.empty() ? std::string("none") : std::string(found[0].mistake);
  };
  CHECK(named(diagnose(results_with({{"robustness/together-3", lost}, {"robustness/together-10", lost}}))) ==
        "rest-of-segment-lost");
  CHECK(named(diagnose(results_with({{"robustness/together-10", lost},
                                     {"robustness/byte-by-byte-125", lost}}))) == "one-recv-one-message");
  CHECK(named(diagnose(results_with({{"robustness/together-10", lost},
                                     {"robustness/byte-by-byte-125", lost},
                                     {"framing/text-1", lost}}))) == "none");
}

TEST_CASE("what is forgiven comes behind what is not") {
  Result lenient = failed("the Pong was answered with a Pong");
  lenient.verdict = Verdict::Lenient;
  const auto found = diagnose(results_with({{"control/pong-0", lenient},
                                            {"control/pong-5", lenient},
                                            {"closing/ends-tcp", failed("TCP is still open: x")},
                                            {"closing/ends-tcp-empty", failed("TCP is still open: x")}}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].mistake == "tcp-not-closed");
  CHECK(found[1].mistake == "pong-answered");
  CHECK(found[1].forgiven);
}

}  // namespace
}  // namespace ws101::wscheck
