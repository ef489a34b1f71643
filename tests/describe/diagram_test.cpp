#include "describe/diagram.hpp"

#include <algorithm>
#include <sstream>

#include "describe/bit_figure.hpp"
#include "describe/field_table.hpp"
#include "describe/meaning.hpp"
#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/hex.hpp"

using namespace ws101;

namespace {

FrameBytes frame_of(const std::vector<std::uint8_t>& wire, std::uint64_t not_at_hand = 0) {
  FrameBytes frame;
  frame.wire = wire;
  frame.came = wire.size() + not_at_hand;
  if (const auto header = frame.header()) {
    frame.violations = judge_header(*header, {header->masked ? Role::Server : Role::Client, 0});
  }
  return frame;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Every corner of the figure joins: a + has a line on each side that some neighbour asks for, and each vertical
// line ends at a +.
std::string badly_joined(const std::string& figure) {
  const std::vector<std::string> lines = lines_of(figure);
  const auto at = [&](std::size_t row, std::size_t column) {
    return row < lines.size() && column >= 3 && column < std::min<std::size_t>(68, lines[row].size())
               ? lines[row][column]
               : ' ';
  };
  const auto is_border = [&](std::size_t row) { return row >= 2 && at(row, 3) == '+'; };
  for (std::size_t row = 2; row < lines.size(); ++row) {
    for (std::size_t column = 3; column < std::min<std::size_t>(68, lines[row].size()); ++column) {
      const char c = lines[row][column];
      const bool open_side = c == ':' && (column == 3 || column == 67);
      if (!is_border(row) && (c == '|' || open_side) && is_border(row - 1)) {
        if (at(row - 1, column) != '+') return "no corner above: " + lines[row];
      }
      if (is_border(row) && c == '+') {
        const char above = row > 2 ? at(row - 1, column) : ' ';
        const char below = at(row + 1, column);
        const auto vertical = [](char v) { return v == '|' || v == ':'; };
        if (!vertical(above) && !vertical(below)) return "a corner of nothing: " + lines[row];
      }
    }
  }
  return {};
}

// The bits as they are drawn, read back from the figure.
std::vector<std::uint8_t> bits_read_back(const std::string& figure) {
  std::vector<std::uint8_t> bytes;
  int count = 0;
  for (const std::string& line : lines_of(figure)) {
    if (line.size() < 4 || line[2] < '0' || line[2] > '9' || line[3] != '|') continue;
    for (std::size_t column = 4; column < std::min<std::size_t>(68, line.size()); column += 2) {
      if (line[column] == ' ') break;
      if (count++ % 8 == 0) bytes.push_back(0);
      bytes.back() = static_cast<std::uint8_t>(bytes.back() << 1 | (line[column] == '1' ? 1 : 0));
    }
  }
  return bytes;
}

const std::vector<std::uint8_t> kMaskedHello = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d,
                                                0x7f, 0x9f, 0x4d, 0x51, 0x58};

}  // namespace

TEST_CASE("the masked Hello of the standard, in full", "[rfc6455-5.7]") {
  const std::string expected = R"(    0                   1                   2                   3
    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
   +-+-+-+-+-------+-+-------------+-------------------------------+
  0|1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa
   |F|R|R|R| opcode|M| Payload len | Masking-key                   |
   |I|S|S|S|  text |A|      5      | 37 fa                         |
   |N|V|V|V|  0x1  |S|   = length  |                               |
   | |1|2|3|       |K|             |                               |
   +-+-+-+-+-------+-+-------------+-------------------------------+
  4|0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1| 21 3d 7f 9f
   | Masking-key (continued)       | Payload Data                  |
   | 21 3d                         | 7f 9f -> 48 65  He            |
   +-------------------------------+- - - - - - - -+---------------+
  8|0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|                 4d 51 58
   | Payload Data (continued)                      |
   | 4d 51 58 -> 6c 6c 6f  llo                     |
   +-----------------------------------------------+

  byte   bits      field        value     meaning                          RFC
   0     1.......  FIN          1         the only frame of its message    5.2
   0     .000....  RSV1-3       0 0 0     no extension in use              5.2
   0     ....0001  opcode       0x1       text: the payload must be UTF-8  5.6
   1     1.......  MASK         1         a 4-byte key follows             5.1
   1     .0000101  payload len  5         0-125: the length itself         5.2
  2-5              masking key  37fa213d  new for every frame              5.3
  6-10             payload      5 bytes   masked                           5.2

  Length (5.2)    0-125: itself | 126: 16 bits follow | 127: 64 bits follow
                  5 fits in the 7 bits: the shortest form.

  Unmasking (5.3)   payload[i] = masked[i] XOR key[i mod 4]
    i   masked        key[i mod 4]    result
    0   7f 01111111 ^ 37 00110111 = 48 01001000  H
    1   9f 10011111 ^ fa 11111010 = 65 01100101  e
    2   4d 01001101 ^ 21 00100001 = 6c 01101100  l
    3   51 01010001 ^ 3d 00111101 = 6c 01101100  l
    4   58 01011000 ^ 37 00110111 = 6f 01101111  o    the key starts again
)";
  CHECK(full_diagram(frame_of(kMaskedHello)) == expected);
}

TEST_CASE("the 64-bit length runs over three rows, and lines between its parts are broken") {
  std::vector<std::uint8_t> wire = {0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0};
  wire.resize(10 + 300, 0xAA);
  const std::string figure = frame_diagram(frame_of(wire, 65536 - 300));
  CHECK(contains(figure, "|0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1| 00 00 00 01"));
  CHECK(contains(figure, "   |N|V|V|V|  0x2  |S|   64 bits   | = 65536                       |\n"));
  CHECK(contains(figure, "   +-+-+-+-+-------+-+-------------+- - - - - - - - - - - - - - - -+\n"));
  CHECK(contains(figure, "   | Extended payload length (continued)                           |\n"));
  CHECK(contains(figure, "   : ... 65518 more bytes of payload                               :\n"));
}

TEST_CASE("an empty payload has no cell") {
  const std::string figure = frame_diagram(frame_of({0x89, 0x00}));
  CHECK_FALSE(contains(figure, "Payload Data"));
  CHECK(contains(field_table(frame_of({0x89, 0x00})),
                 "   -               payload      0 bytes   nothing follows"));
}

TEST_CASE("a frame cut in the payload or in the header is shown as far as it goes") {
  for (std::size_t size = 1; size < kMaskedHello.size(); ++size) {
    const std::vector<std::uint8_t> cut(kMaskedHello.begin(),
                                        kMaskedHello.begin() + static_cast<std::ptrdiff_t>(size));
    const std::string text = full_diagram(frame_of(cut));
    INFO(text);
    const std::string words = size < 2   ? "cut here: header 1 of at least 2 bytes"
                              : size < 6 ? "cut here: header " + std::to_string(size) + " of 6 bytes"
                                         : "cut here: payload " + std::to_string(size - 6) + " of 5 bytes";
    CHECK(contains(text, words));
    CHECK(bits_read_back(text) == cut);
  }
}

TEST_CASE("the field that breaks a rule is marked") {
  CHECK(contains(field_table(frame_of({0xC1, 0x00})), "!  0     .100....  RSV1-3"));
  CHECK(contains(field_table(frame_of({0x83, 0x00})), "!  0     ....0011  opcode"));
  CHECK(contains(field_table(frame_of({0x09, 0x00})), "!  0     0.......  FIN"));
  CHECK(contains(field_table(frame_of({0x81, 0x7e, 0x00, 0x01, 0x61})),
                 "! 2-3              extended len 0x0001"));
  CHECK_FALSE(contains(field_table(frame_of(kMaskedHello)), "!"));
}

TEST_CASE("a Close is explained: code, name, meaning, reason", "[rfc6455-7.4.1]") {
  const std::string text = control_words(frame_of({0x88, 0x05, 0x03, 0xe8, 'b', 'y', 'e'}));
  CHECK(contains(text, "03 e8 = 1000 Normal Closure"));
  CHECK(contains(text, "Reason: \"bye\""));
  CHECK(contains(control_words(frame_of({0x88, 0x00})), "Programs report 1005"));
  CHECK(contains(control_words(frame_of({0x88, 0x01, 0x03})), "One byte"));
}

TEST_CASE("every close code is explained within the screen") {
  for (unsigned code = 0; code < 6000; ++code) {
    const std::vector<std::uint8_t> wire = {0x88, 0x02, static_cast<std::uint8_t>(code >> 8),
                                            static_cast<std::uint8_t>(code & 0xFF)};
    const std::string words = control_words(frame_of(wire));
    const std::string wrong = testing::wrong_on_screen(words);
    if (!wrong.empty()) FAIL("close code " << code << ": " << wrong << "\n" << words);
  }
}

TEST_CASE("any frame, right, wrong or cut: 80 columns, joined lines, and the bits can be read back") {
  testing::RandomFrames frames(3);
  for (int i = 0; i < 1000; ++i) {
    const testing::RandomFrame random = frames.any();
    std::vector<std::uint8_t> wire = random.wire();
    if (frames.chance(4)) wire.resize(1 + frames.below(std::min<std::size_t>(wire.size(), 40)));
    const std::uint64_t not_at_hand = frames.chance(6) ? frames.below(100'000) : 0;
    if (wire.size() > 400) wire.resize(400);
    const FrameBytes frame = frame_of(wire, not_at_hand);
    DiagramStyle style;
    style.payload_rows = frames.below(12);
    style.unmasking_rows = frames.below(20);
    style.escape = frames.chance(2) ? EscapeStyle::Utf8 : EscapeStyle::Ascii;
    const std::string text = full_diagram(frame, style);
    const std::string figure = frame_diagram(frame, style);
    const std::vector<std::uint8_t> read = bits_read_back(figure);
    std::string wrong = testing::wrong_on_screen(text, style.escape == EscapeStyle::Ascii);
    if (wrong.empty()) wrong = badly_joined(figure);
    if (read.size() > wire.size()) {
      wrong = "more bits than the frame has";
    } else if (!std::equal(read.begin(), read.end(), wire.begin())) {
      wrong = "not the bits of the frame: " + hex(read);
    } else if (read.size() < std::min(wire.size(), frame.header_size())) {
      wrong = "not all bits of the header";
    }
    if (!wrong.empty()) {
      FAIL(wrong << "\nframe " << i << ": " << hex(Bytes(wire).first(std::min<std::size_t>(40, wire.size())))
                 << "\n"
                 << text);
    }
  }
}

TEST_CASE("the whole payload is drawn when that is asked for, up to the limit of the figure") {
  testing::RandomFrames frames(4);
  std::vector<std::uint8_t> wire = {0x82, 0x7e, 0x08, 0x00};
  wire.resize(4 + 2048, 0x55);
  DiagramStyle style;
  style.payload_rows = 100'000;
  CHECK(bits_read_back(frame_diagram(frame_of(wire), style)).size() == 1000);
  CHECK(contains(frame_diagram(frame_of(wire), style), "... 1052 more bytes of payload"));
}
