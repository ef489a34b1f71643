// The table of cases itself: names that are unique, sentences, and how --only chooses.
#include <algorithm>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "wscheck/case.hpp"

namespace ws101::wscheck {
namespace {

std::size_t count(std::string_view wanted) {
  const auto& cases = all_cases();
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [&](const Case& each) { return is_wanted(each, wanted); }));
}

TEST_CASE("each case has an id of its own, a sentence, a reason and a section") {
  std::set<std::string> ids;
  for (const Case& each : all_cases()) {
    INFO(each.id);
    CHECK(ids.insert(each.id).second);
    CHECK(each.id.find('/') != std::string::npos);
    CHECK(each.id.find_first_of(" ,") == std::string::npos);
    CHECK(!each.title.empty());
    CHECK(each.title.back() != '.');
    CHECK(!each.why.empty());
    CHECK(!each.section.empty());
    CHECK(each.run != nullptr);
  }
  CHECK(ids.size() >= 350);
}

TEST_CASE("a part of the cases is chosen by topic, section, id, or the beginning of a name") {
  CHECK(count("") == all_cases().size());
  CHECK(count("no-such-case") == 0);
  CHECK(count("framing/text-125") == 1);
  CHECK(count("text-125") == 1);
  CHECK(count("code-1000") == 1);
  CHECK(count("5.5") > count("5.5.1"));
  CHECK(count("5.5.1,5.5.2") == count("5.5.1") + count("5.5.2"));
  CHECK(count("framing,masking") == count("framing") + count("masking"));
  CHECK(count("5") > count("5.5"));
  CHECK(count(",") == 0);
}

}  // namespace
}  // namespace ws101::wscheck
