// What a peer sent, in quotes.
#include "text/quoted.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("quoted text is printable ASCII whatever came") {
  CHECK(quoted("abc") == "\"abc\"");
  CHECK(quoted("") == "\"\"");
  CHECK(quoted("a\r\n\t\"\\") == R"("a\r\n\t\"\\")");
  CHECK(quoted("\x1b[31m\x7f\xe2\x80\xae") == R"("\x1b[31m\x7f\xe2\x80\xae")");
  std::string all;
  for (int value = 0; value < 256; ++value) all += static_cast<char>(value);
  for (const char c : quoted(all, 256)) CHECK((c >= ' ' && c <= '~'));
}

TEST_CASE("long text is cut, and its length told") {
  CHECK(quoted("abcdef", 3) == "\"abc\"... (6 bytes)");
  CHECK(quoted("abc", 3) == "\"abc\"");
  CHECK(quoted(std::string(100000, 'x')).size() < 100);
}

TEST_CASE("a byte has a name") {
  CHECK(byte_name('A') == "'A'");
  CHECK(byte_name('\x1f') == "0x1f");
  CHECK(byte_name('\xff') == "0xff");
}
