// Results counted: the score, and topics that the peer does not have.
#include "wscheck/result.hpp"

#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

const Case& case_of(std::string_view id) {
  for (const Case& each : all_cases()) {
    if (each.id == id) return each;
  }
  FAIL("no case " << id);
  return all_cases().front();
}

Result result_of(std::string_view id, Verdict verdict) {
  Result result;
  result.tried = &case_of(id);
  result.verdict = verdict;
  return result;
}

TEST_CASE("the score counts what was judged, and what is forgiven is good") {
  CHECK(score_text(Tally{5, 2, 1, 7, 9}) == "6/8");
  CHECK(score_text(Tally{0, 0, 0, 3, 4}) == "-");
  CHECK(score(Tally{1, 1, 0, 0, 0}).of == 2);
}

TEST_CASE("a topic whose first case is unsupported says so once, and what is bad all the same") {
  Results results;
  results.all = {result_of("framing/text-5", Verdict::Pass), result_of("deflate/plain", Verdict::Unsupported),
                 result_of("deflate/declines-server-bits-7", Verdict::Pass),
                 result_of("deflate/declines-server-bits-16", Verdict::Fail),
                 result_of("deflate/compressed-5", Verdict::Unsupported)};
  results.asked = 9;
  results.fold_unsupported();
  REQUIRE(results.all.size() == 3);
  CHECK(results.all[1].tried->id == "deflate/plain");
  CHECK(results.all[2].verdict == Verdict::Fail);
  CHECK(results.asked == 7);
}

TEST_CASE("a topic that the peer has is kept whole") {
  Results results;
  results.all = {result_of("deflate/plain", Verdict::Pass),
                 result_of("deflate/offer-server-bits-8", Verdict::Unsupported)};
  results.fold_unsupported();
  CHECK(results.all.size() == 2);
  CHECK(!results.is_unsupported("deflate"));
}

TEST_CASE("results come in the order of the cases, whoever was first") {
  Results results;
  results.all = {result_of("framing/text-5", Verdict::Pass), result_of("framing/text-1", Verdict::Fail)};
  results.put_in_order({&case_of("framing/text-1"), &case_of("framing/text-5")});
  CHECK(results.all.front().tried->id == "framing/text-1");
}

}  // namespace
}  // namespace ws101::wscheck
