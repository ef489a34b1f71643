// Bytes as hexadecimal digits, and previews that say what they leave out.
#include "text/hex.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace ws101;

namespace {

// The mark behind a preview that leaves out so many bytes.
std::string cut_mark(std::uint64_t left_out, std::size_t room) {
  std::string mark;
  append_cut_mark(mark, left_out, room, CutMark::Count);
  return mark.size() == cut_mark_size(left_out, room, CutMark::Count) ? mark
                                                                      : "of another size than was said";
}

const std::vector<std::uint8_t> kHello{0x48, 0x65, 0x6c, 0x6c, 0x6f};

}  // namespace

TEST_CASE("a number has no leading zeros, but at least as many digits as asked for") {
  CHECK(hex_digits(0) == "0");
  CHECK(hex_digits(0, 0).empty());
  CHECK(hex_digits(10) == "a");
  CHECK(hex_digits(0x1F) == "1f");
  CHECK(hex_digits(0x1F, 4) == "001f");
  CHECK(hex_digits(0x12345, 2) == "12345");
  CHECK(hex_digits(UINT64_MAX) == "ffffffffffffffff");
}

TEST_CASE("bytes have two digits each, in lower case, with the separator between two") {
  CHECK(hex({}).empty());
  CHECK(hex(kHello) == "48656c6c6f");
  CHECK(hex(kHello, " ") == "48 65 6c 6c 6f");
  const std::vector<std::uint8_t> edges{0x00, 0x0A, 0xFF};
  CHECK(hex(edges, ":") == "00:0a:ff");
}

TEST_CASE("bytes that fit are shown whole, to the column") {
  CHECK(hex_text(kHello, 5, 80) == "48 65 6c 6c 6f");
  CHECK(hex_text(kHello, 5, 14) == "48 65 6c 6c 6f");
  CHECK(hex_text({}, 0, 8).empty());
}

TEST_CASE("bytes that do not fit are counted, and the count is of the total") {
  CHECK(hex_text(kHello, 5, 13) == "48 65 6c ...");  // the note with the count would take more than is left
  const std::vector<std::uint8_t> many(100, 0xAB);
  CHECK(hex_text(many, 100, 30) == "ab ab ab ... (97 more bytes)");
  CHECK(hex_text(many, 65537, 33) == "ab ab ab ... (65534 more bytes)");
  // Only the beginning is at hand: all of it is shown, and still the rest is counted.
  CHECK(hex_text(kHello, 6, 80) == "48 65 6c 6c 6f ... (1 more byte)");
}

TEST_CASE("no preview is wider than its columns, and each shows a beginning of the bytes") {
  const std::vector<std::uint8_t> many(300, 0xCD);
  for (std::size_t columns = 8; columns <= 90; ++columns) {
    for (const std::uint64_t total : {std::uint64_t{300}, std::uint64_t{1} << 40, UINT64_MAX}) {
      const std::string text = hex_text(many, total, columns);
      CAPTURE(columns, total, text);
      REQUIRE(text.size() <= columns);
      const std::size_t dots = text.find(" ...");
      REQUIRE(dots != std::string::npos);
      const std::string shown = text.substr(0, dots);
      REQUIRE(shown == hex(Bytes(many).first((shown.size() + 1) / 3), " "));
    }
  }
}

TEST_CASE("the note about what is left out") {
  CHECK(cut_mark(1, kUnlimited) == " ... (1 more byte)");
  CHECK(cut_mark(65534, kUnlimited) == " ... (65534 more bytes)");
  CHECK(cut_mark(3, 19) == " ... (3 more bytes)");
  CHECK(cut_mark(3, 18) == " ...");
}
