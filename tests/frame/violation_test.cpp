// The table of violations: complete, in order, fit for a Close frame (RFC 6455 7.4.1).
#include "frame/violation.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

TEST_CASE("each violation has one row, in the order of the enumeration") {
  const auto table = all_violations();
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(static_cast<std::size_t>(table[i].violation) == i);
    CHECK(&info(table[i].violation) == &table[i]);
    CHECK(close_code(table[i].violation) == table[i].close_code);
  }
}

TEST_CASE("the ids are the published ones") {
  // These names are promised to people and to programs that read JSON.
  const std::set<std::string> published{
      "rsv", "opcode-reserved", "client-unmasked", "server-masked", "length-not-minimal", "length-msb",
      "control-too-long", "control-fragmented", "cont-without-start", "data-inside-message", "text-not-utf8",
      "close-length-1", "close-code-forbidden", "close-code-range", "close-reason-not-utf8",
      "data-after-close", "close-not-answered", "no-close", "pong-payload-differs", "key-weak",
      "message-unfinished",
      // of RFC 7692
      "rsv1-on-control", "rsv1-on-continuation", "inflate-failed",
      // limits of an endpoint
      "too-many-fragments", "message-too-big"};
  std::set<std::string> found;
  for (const ViolationInfo& row : all_violations()) found.insert(std::string(row.id));
  CHECK(found == published);
  CHECK(found.size() == all_violations().size());
}

TEST_CASE("the words fit the reason of a Close frame", "[rfc6455-5.5]") {
  std::set<std::string> different;
  for (const ViolationInfo& row : all_violations()) {
    CAPTURE(row.id);
    CHECK(row.words.size() <= 123);
    CHECK(row.words.size() >= 20);
    CHECK(is_utf8(bytes_of(row.words)));
    CHECK_FALSE(row.section.empty());
    different.insert(std::string(row.words));
  }
  CHECK(different.size() == all_violations().size());
}

TEST_CASE("a violation is answered with 1002 but for five cases", "[rfc6455-7.4.1]") {
  const std::map<Violation, int> others{{Violation::MessageTooBig, 1009},
                                        {Violation::TooManyFragments, 1008},
                                        {Violation::InflateFailed, 1007},
                                        {Violation::TextNotUtf8, 1007},
                                        {Violation::CloseReasonNotUtf8, 1007}};
  for (const ViolationInfo& row : all_violations()) {
    CAPTURE(row.id);
    // From DataAfterClose on nobody fails a connection for it.
    const bool watcher_only = row.violation >= Violation::DataAfterClose;
    const auto other = others.find(row.violation);
    const int expected = watcher_only ? 1005 : other != others.end() ? other->second : 1002;
    CHECK(number(row.close_code) == expected);
    if (!watcher_only) CHECK(may_be_sent(row.close_code));
  }
}

TEST_CASE("a set of violations") {
  ViolationSet set;
  CHECK(set.empty());
  CHECK(set.size() == 0);
  set.add(Violation::MaskingKeyWeak);
  set.add(Violation::ControlTooLong);
  set.add(Violation::ControlTooLong);
  CHECK_FALSE(set.empty());
  CHECK(set.size() == 2);
  CHECK(set.contains(Violation::ControlTooLong));
  CHECK_FALSE(set.contains(Violation::ControlFragmented));
  CHECK(set.first() == Violation::ControlTooLong);
  std::vector<Violation> visited;
  set.each([&](Violation violation) { visited.push_back(violation); });
  CHECK(visited == std::vector<Violation>{Violation::ControlTooLong, Violation::MaskingKeyWeak});

  ViolationSet other;
  other.add(Violation::ReservedBitSet);
  CHECK_FALSE(other == set);
  other.add(set);
  CHECK(other.size() == 3);
  CHECK(other.first() == Violation::ReservedBitSet);
}

TEST_CASE("a set can hold every violation") {
  ViolationSet all;
  for (const ViolationInfo& row : all_violations()) all.add(row.violation);
  CHECK(static_cast<std::size_t>(all.size()) == all_violations().size());
}

}  // namespace
}  // namespace ws101
