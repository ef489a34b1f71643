#include "wscat/safe_rows.hpp"

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wscat;

TEST_CASE("safe_text keeps what can be read and escapes what would act") {
  CHECK(safe_text(bytes_of("{\"a\": \"b\\c\"}")) == "{\"a\": \"b\\c\"}");
  CHECK(safe_text(bytes_of("caf\u00e9 \u20ac")) == "caf\u00e9 \u20ac");
  CHECK(safe_text(bytes_of("a\x1b[2Jb\x07")) == "a\\x1b[2Jb\\x07");
  CHECK(safe_text(bytes_of("two\nlines\tand tab")) == "two\nlines\tand tab");
  CHECK(safe_text(bytes_of("\u202eabc")) == "\\u{202e}abc");
  CHECK(safe_text(bytes_of("")).empty());
}

TEST_CASE("rows_of cuts at line breaks and at the width") {
  using Rows = std::vector<std::string>;
  CHECK(rows_of("", "< ", 20) == Rows{"< "});
  CHECK(rows_of("a\nb", "< ", 20) == Rows{"< a", "  b"});
  CHECK(rows_of("0123456789ab", "< ", 12) == Rows{"< 0123456789", "  ab"});
  CHECK(rows_of("a\tb", "< ", 12) == Rows{"< a  b"});
  CHECK(rows_of("\u65e5\u672c\u65e5\u672c\u65e5\u672c", "< ", 13) ==
        Rows{"< \u65e5\u672c\u65e5\u672c\u65e5", "  \u672c"});
}

TEST_CASE("binary_line tells the length and shows the beginning in hex") {
  const std::vector<std::uint8_t> bytes{1, 2, 0xff};
  CHECK(binary_line(bytes, 80) == "binary, 3 bytes: 01 02 ff");
  CHECK(binary_line({}, 80) == "binary, 0 bytes");
}
