// The ends of string literals, each of which is sought once in the whole text.
#include "wsdump/read/code/literal.hpp"

#include "support/catch.hpp"

namespace ws101::wsdump::input {
namespace {

TEST_CASE("The literals of a text are those that a search from each quote finds") {
  const std::string_view text =
      GENERATE("\"a\" 'b\"c' `d`", "\"a\\\"b\" \"", "'\\' ' \"", "\"\"\"", "\\\"\\\"\\\"");
  CAPTURE(text);
  QuotedLiterals literals(text);
  std::size_t behind = 0;  // the literals found so far: what is inside them is not asked for
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool quote = text[at] == '"' || text[at] == '\'' || text[at] == '`';
    if (!quote || at < behind) continue;
    CAPTURE(at);
    const std::size_t length = literals.length_at(at);
    CHECK(length == quoted_length(text.substr(at)));
    behind = at + length;
  }
}

TEST_CASE("A quote inside a literal ends where the literal does") {
  QuotedLiterals literals("\"a\\\"b\" c");
  REQUIRE(literals.length_at(0) == 6);
  CHECK(literals.length_at(3) == 3);
}

}  // namespace
}  // namespace ws101::wsdump::input
