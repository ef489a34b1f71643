// Names and explanations of the close codes.
#include "describe/close_words.hpp"

#include <map>
#include <set>
#include <string>

#include "support/catch.hpp"

namespace ws101 {
namespace {

TEST_CASE("every registered code has the registry's name and an explanation of its own", "[rfc6455-11.7]") {
  const std::map<int, std::string> names{
      {1000, "Normal Closure"},
      {1001, "Going Away"},
      {1002, "Protocol Error"},
      {1003, "Unsupported Data"},
      {1004, "Reserved"},
      {1005, "No Status Received"},
      {1006, "Abnormal Closure"},
      {1007, "Invalid Frame Payload Data"},
      {1008, "Policy Violation"},
      {1009, "Message Too Big"},
      {1010, "Mandatory Extension"},
      {1011, "Internal Error"},
      {1012, "Service Restart"},
      {1013, "Try Again Later"},
      {1014, "Bad Gateway"},
      {1015, "TLS Handshake"},
  };
  std::set<std::string> explanations;
  for (const auto& [code, registered] : names) {
    CHECK(name(static_cast<CloseCode>(code)) == registered);
    explanations.insert(std::string(explanation(static_cast<CloseCode>(code))));
  }
  CHECK(explanations.size() == names.size());
}

TEST_CASE("other codes are named by their range", "[rfc6455-7.4.2]") {
  struct Range {
    int first;
    int last;
    const char* name;
  };
  std::set<std::string> explanations;
  for (const Range& range :
       {Range{0, 999, "not used (0-999)"}, Range{1016, 2999, "unassigned (1016-2999)"},
        Range{3000, 3999, "registered use (3000-3999)"}, Range{4000, 4999, "private use (4000-4999)"},
        Range{5000, 65535, "out of range (5000 and above)"}}) {
    for (int code = range.first; code <= range.last; ++code) {
      if (name(static_cast<CloseCode>(code)) != range.name) FAIL("name(" << code << ")");
    }
    CHECK(explanation(static_cast<CloseCode>(range.first)) ==
          explanation(static_cast<CloseCode>(range.last)));
    explanations.insert(std::string(explanation(static_cast<CloseCode>(range.first))));
  }
  CHECK(explanations.size() == 5);
}

}  // namespace
}  // namespace ws101
