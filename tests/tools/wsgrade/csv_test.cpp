// Cells that a spreadsheet reads as they were meant.
#include "wsgrade/csv.hpp"

#include "support/catch.hpp"

namespace ws101::labs {

TEST_CASE("A plain cell stays as it is", "[wsgrade]") {
  CHECK(csv_cell("ada") == "ada");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("A cell with a comma or a quotation mark is quoted", "[wsgrade]") {
  CHECK(csv_cell("a, b") == "\"a, b\"");
  CHECK(csv_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
}

TEST_CASE("No cell is taken for a formula", "[wsgrade]") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("@sum(a, b)") == "\"'@sum(a, b)\"");
  CHECK(csv_cell("\t-2") == "'-2");
}

TEST_CASE("A cell is one line without control characters", "[wsgrade]") {
  CHECK(csv_cell("a\r\nb\x1B[31m") == "ab[31m");
}

}  // namespace ws101::labs
