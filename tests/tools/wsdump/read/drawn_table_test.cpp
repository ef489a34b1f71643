// Tables as mysql, psql and Markdown draw them, and boxes that are none.
#include "pasted.hpp"
#include "wsdump/read/wrapping.hpp"

using namespace pasted;
using namespace ws101::wsdump::input;

TEST_CASE("drawn table: mysql's boxes, below the question") {
  CHECK(all(read("mysql> SELECT HEX(payload) FROM frames;\n"
                 "+------------------------+\n"
                 "| HEX(payload)           |\n"
                 "+------------------------+\n"
                 "| 818537FA213D7F9F4D5158 |\n"
                 "| 810548656C6C6F         |\n"
                 "+------------------------+\n"
                 "2 rows in set (0.00 sec)\n")) == kHello + kReply);
  CHECK(all(read("+----+---------------------+------------------------+\n"
                 "| id | at                  | HEX(payload)           |\n"
                 "+----+---------------------+------------------------+\n"
                 "|  7 | 2026-01-02 03:04:05 | 818537FA213D7F9F4D5158 |\n"
                 "+----+---------------------+------------------------+\n")) == kHello);
}

TEST_CASE("drawn table: psql's bytea, alone and beside other columns") {
  CHECK(all(read("         payload          \n--------------------------\n"
                 " \\x818537fa213d7f9f4d5158\n(1 row)\n")) == kHello);
  CHECK(all(read("frames=> select id, payload from frames;\n"
                 " id |         payload          \n----+--------------------------\n"
                 "  1 | \\x818537fa213d7f9f4d5158\n  2 | \\x810548656c6c6f\n(2 rows)\n")) == kHello + kReply);
}

TEST_CASE("drawn table: Markdown") {
  CHECK(all(read("| frame | bytes |\n|------:|-------|\n| 1 | 81 05 48 65 6c 6c 6f |\n")) == kReply);
}

TEST_CASE("drawn table: a row of another width, no rows, or no rule is no table") {
  CHECK_FALSE(drawn_table("| a | b |\n|---|---|\n| 81 |\n"));
  CHECK_FALSE(drawn_table("+----+\n| 81 |\n+----+\n"));
  CHECK_FALSE(drawn_table("-----\n"));
  CHECK_FALSE(drawn_table("| 81 | 05 |\n"));
}

TEST_CASE("a box around a hex dump is a hex dump") {
  CHECK(all(read("         +-------------------------------------------------+\n"
                 "         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |\n"
                 "+--------+-------------------------------------------------+----------------+\n"
                 "|00000000| 81 05 48 65 6c 6c 6f                            |..Hello         |\n"
                 "+--------+-------------------------------------------------+----------------+\n")) ==
        kReply);
}
