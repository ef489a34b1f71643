// Fields drawn in rows of 32 bits: where cells end, what is written in them, and what is cut.
#include "describe/bit_figure.hpp"

#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/screen.hpp"

using namespace ws101;
using ws101::testing::hex;
using ws101::testing::Wire;

namespace {

constexpr std::string_view kScale =
    "    0                   1                   2                   3\n"
    "    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n";

// 4 bits, 1 bit, 11 bits, and four bytes that run into the second row.
BitFigure four_fields(const Wire& bytes) {
  BitFigure figure;
  figure.bytes = bytes;
  figure.fields = {{4, {"four", "4"}, {}},
                   {1, {"ONE"}, {}},
                   {11, {"eleven bits"}, {"= 5"}},
                   {32, {"A field of four bytes"}, {}, BitField::Show::Hex}};
  return figure;
}

}  // namespace

TEST_CASE("fields of bits and of bytes, one of them over two rows") {
  const Wire bytes = hex("81 85 37 fa 21 3d");
  const std::string rows =
      R"(   +-------+-+---------------------+-------------------------------+
  0|1 0 0 0|0|0 0 1 1 0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa
   |  four |O|     eleven bits     | A field of four bytes         |
   |       |N|         = 5         | 37 fa                         |
   |       |E|                     |                               |
   +-------+-+---------------------+-------------------------------+
  4|0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|                                 21 3d
   | (continued)                   |
   | 21 3d                         |
)";
  BitFigure figure = four_fields(bytes);
  CHECK(draw(figure) == std::string(kScale) + rows + "   +-------------------------------+\n");
  figure.more = "... 3 more bytes";
  CHECK(draw(figure) == std::string(kScale) + rows +
                            "   +-------------------------------+- - - - - - - - - - - - - - - -+\n"
                            "   : ... 3 more bytes                                              :\n"
                            "   +- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -+\n");
}

TEST_CASE("the longest name that fits a cell is taken") {
  const Wire bytes = hex("80");
  BitFigure figure;
  figure.bytes = bytes;
  figure.fields = {{3, {"too long", "three", "3"}, {}}, {5, {"also too long", "five bits"}, {}}};
  const std::string drawn = draw(figure);
  INFO(drawn);
  CHECK(drawn.find("|three|five bits|") != std::string::npos);
}

TEST_CASE("fields are clipped to the bits that are there") {
  const Wire bytes = hex("81 85");
  const std::string drawn = draw(four_fields(bytes));
  INFO(drawn);
  CHECK(drawn.find("eleven bits") != std::string::npos);
  CHECK(drawn.find("four bytes") == std::string::npos);
  BitFigure nothing = four_fields({});
  nothing.more = "no row to hang this on";
  CHECK(draw(nothing) == kScale);
}

TEST_CASE("a payload is shown as it came and unmasked, with its characters") {
  const Wire bytes = hex("37 fa 21 3d 7f 9f 4d 51");
  const Wire meaning = hex("48 65 00 6c");
  BitFigure figure;
  figure.bytes = bytes;
  figure.meaning = meaning;
  figure.payload_at = 4;
  figure.fields = {{32, {"key"}, {}, BitField::Show::Hex}, {32, {"payload"}, {}, BitField::Show::Payload}};
  CHECK(draw(figure).find("| 7f 9f 4d 51 -> 48 65 00 6c  He.l ") != std::string::npos);
  figure.meaning = {};
  CHECK(draw(figure).find("| 7f 9f 4d 51  ..MQ ") != std::string::npos);
}

TEST_CASE("no figure is wider than the screen, and none longer than 1000 bytes") {
  const Wire bytes = testing::noise(1300);
  BitFigure figure;
  figure.bytes = bytes;
  figure.fields = {{1300 * 8, {"all of it"}, {"a value"}, BitField::Show::Payload}};
  const std::string drawn = draw(figure);
  testing::require_screen(drawn);
  CHECK(drawn.find("\n996|") != std::string::npos);
  CHECK(drawn.find("\n1000|") == std::string::npos);
}
