#include "deflate/inflate_observer.hpp"

#include <sstream>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitRange;
using ws101::BlockType;
using ws101::Inflater;

namespace {

// Writes one line for each call.
class Diary : public ws101::InflateObserver {
 public:
  void on_block(BitRange range, BlockType type, bool final) override {
    line(range) << "block " << static_cast<int>(type) << (final ? " final" : "") << '\n';
  }
  void on_stored_length(BitRange range, std::size_t length) override {
    line(range) << "stored length " << length << '\n';
  }
  void on_stored(BitRange range, std::span<const std::uint8_t> bytes) override {
    line(range) << "stored " << bytes.size() << '\n';
  }
  void on_counts(BitRange range, std::size_t literals, std::size_t distances,
                 std::size_t code_lengths) override {
    line(range) << "counts " << literals << ' ' << distances << ' ' << code_lengths << '\n';
  }
  void on_code_length_code(BitRange range, std::span<const std::uint8_t> lengths) override {
    line(range) << "code length code";
    for (const unsigned length : lengths) text << ' ' << length;
    text << '\n';
  }
  void on_code_length(BitRange range, unsigned symbol, unsigned times) override {
    line(range) << "code length " << symbol << " x " << times << '\n';
  }
  void on_code_lengths(BitRange range, std::span<const std::uint8_t> literals,
                       std::span<const std::uint8_t> distances) override {
    line(range) << "code lengths " << literals.size() << ' ' << distances.size() << '\n';
  }
  void on_literal(BitRange range, std::uint8_t byte) override {
    line(range) << "literal " << static_cast<char>(byte) << '\n';
  }
  void on_copy(BitRange range, unsigned length, unsigned distance) override {
    line(range) << "copy " << length << " from " << distance << '\n';
  }
  void on_end_of_block(BitRange range) override { line(range) << "end\n"; }

  std::ostringstream text;

 private:
  std::ostream& line(BitRange range) { return text << range.first << '-' << range.end << ' '; }
};

std::string diary(const ByteVector& payload, std::size_t piece) {
  Diary observer;
  Inflater inflater;
  inflater.observe(&observer);
  inflate_in_pieces(inflater, payload, pieces_of(piece), pieces_of(100));
  CHECK(inflater.finish_message());
  return observer.text.str();
}

}  // namespace

TEST_CASE("the tokens of a fixed block, each with its bits", "[deflate]") {
  for (const std::size_t piece : {100U, 1U}) {
    CHECK(diary(from_hex("f2 48 cd c9 c9 07 00"), piece) ==
          "0-3 block 1\n"
          "3-11 literal H\n"
          "11-19 literal e\n"
          "19-27 literal l\n"
          "27-35 literal l\n"
          "35-43 literal o\n"
          "43-50 end\n"
          "50-53 block 0\n"
          "56-88 stored length 0\n"
          "88-88 end\n");
  }
}

TEST_CASE("the tokens of a stored block", "[deflate]") {
  CHECK(diary(from_hex("00 05 00 fa ff 48 65 6c 6c 6f 00"), 100) ==
        "0-3 block 0\n"
        "8-40 stored length 5\n"
        "40-80 stored 5\n"
        "80-80 end\n"
        "80-83 block 0\n"
        "88-120 stored length 0\n"
        "120-120 end\n");
}

TEST_CASE("the tokens of a dynamic block", "[deflate][rfc1951-3.2.7]") {
  // The symbols 0, 1 and 18 of the code length code have 2, 2 and 1 bits. 256 zeros but for the letter b,
  // then the end of the block and the length 3; one distance.
  Bits stream;
  stream.dynamic(1, 0, {0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3});
  // 18: 0, 2: 10, 0: 110, 1: 111.
  stream.code("0")
      .number(98 - 11, 7)
      .code("111")
      .code("0")
      .number(127, 7)
      .code("0")
      .number(256 - 99 - 138 - 11, 7);
  stream.code("10").code("10").code("111");
  stream.code("0").code("11").code("0").code("10").header(0);
  CHECK(diary(stream.bytes(), 1) ==
        "0-3 block 2\n"
        "3-17 counts 258 1 18\n"
        "17-71 code length code 3 3 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1\n"
        "71-79 code length 18 x 98\n"
        "79-82 code length 1 x 1\n"
        "82-90 code length 18 x 138\n"
        "90-98 code length 18 x 19\n"
        "98-100 code length 2 x 1\n"
        "100-102 code length 2 x 1\n"
        "102-105 code length 1 x 1\n"
        "71-105 code lengths 258 1\n"
        "105-106 literal b\n"
        "106-109 copy 3 from 1\n"
        "109-111 end\n"
        "111-114 block 0\n"
        "120-152 stored length 0\n"
        "152-152 end\n");
}
