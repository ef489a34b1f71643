#include "wsdump/hints.hpp"

#include <string>

#include "describe/frame_bytes.hpp"
#include "frame/mask.hpp"
#include "support/catch.hpp"
#include "support/random_frames.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

const MaskingKey kKey = {0x37, 0xfa, 0x21, 0x3d};

FrameHeader masked_text(std::uint64_t length) {
  FrameHeader header;
  header.masked = true;
  header.key = kKey;
  header.length = length;
  header.length_form = shortest_form(length);
  return header;
}

// The header at the front of a stream, and what is behind it.
std::optional<std::string> hint_for(const std::vector<std::uint8_t>& stream, Direction from,
                                    bool ends = true) {
  FrameEvidence evidence;
  evidence.header = std::get<FrameHeader>(read_header(stream));
  evidence.from = from;
  evidence.payload_on_wire = Bytes(stream).subspan(evidence.header.size());
  evidence.stream_ends = ends;
  return frame_hint(evidence);
}

bool begins(const std::optional<std::string>& hint, std::string_view words) {
  return hint && hint->substr(0, words.size()) == words;
}

std::vector<std::uint8_t> operator+(std::vector<std::uint8_t> a, const std::vector<std::uint8_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("a little-endian length is recognised at the end and before another frame") {
  const std::string text(300, 'x');
  std::vector<std::uint8_t> wire = to_wire(masked_text(300), bytes_of(text));
  std::swap(wire[2], wire[3]);
  CHECK(begins(hint_for(wire, Direction::Client), "the length was written in little-endian order"));
  // The wrong length, 11265, must lead astray: nothing can be said before the stream is as long as that.
  const std::vector<std::uint8_t> next = to_wire(masked_text(5), bytes_of("Hello"));
  CHECK_FALSE(hint_for(wire + next, Direction::Client, false));
  CHECK(begins(hint_for(wire + next, Direction::Client, true),
               "the length was written in little-endian order"));
}

TEST_CASE("a length that counts the key is recognised") {
  FrameHeader header = masked_text(5);
  header.length = 9;
  const std::vector<std::uint8_t> wire = to_wire(header, bytes_of("Hello"));
  CHECK(
      begins(hint_for(wire, Direction::Client), "the length counts the 4 bytes of the masking key: with 5"));
  const std::vector<std::uint8_t> next = to_wire(masked_text(40), bytes_of(std::string(40, 'y')));
  CHECK(begins(hint_for(wire + next, Direction::Client), "the length counts the 4 bytes"));
}

TEST_CASE("a payload that was not masked is recognised") {
  std::vector<std::uint8_t> wire = to_wire(masked_text(5), bytes_of("Hello"));
  const std::string_view plain = "Hello";
  std::copy(plain.begin(), plain.end(), wire.begin() + 6);
  CHECK(
      begins(hint_for(wire, Direction::Client), "MASK is set and the key was sent, but the payload was not"));
}

TEST_CASE("a forgotten MASK bit is recognised") {
  std::vector<std::uint8_t> wire = to_wire(masked_text(5), bytes_of("Hello"));
  wire[1] = 0x05;
  CHECK(begins(hint_for(wire, Direction::Client),
               "the payload is masked and its key was sent, but the MASK bit"));
}

TEST_CASE("a length in characters is recognised") {
  FrameHeader header = masked_text(4);
  const std::vector<std::uint8_t> wire = to_wire(header, bytes_of("\xc3\xa9t\xc3\xa9!"));
  CHECK(begins(hint_for(wire, Direction::Client),
               "the length counts characters, not bytes: 4 characters of this text, 6 bytes in UTF-8"));
}

TEST_CASE("a close code in digits, and one in little-endian order, are recognised") {
  CHECK(begins(hint_for({0x88, 0x04, '1', '0', '0', '0'}, Direction::Server),
               "the code was written as text, \"1000\""));
  CHECK(begins(hint_for({0x88, 0x07, '1', '0', '0', '1', 'b', 'y', 'e'}, Direction::Server),
               "the code was written as text"));
  CHECK(begins(hint_for({0x88, 0x02, 0xe8, 0x03}, Direction::Server),
               "the code was written in little-endian order"));
  CHECK(begins(hint_for({0x88, 0x04, 0x00, 0x00, 0x03, 0xe8}, Direction::Server),
               "the code was written in four bytes, as a number of 32 bits: 1000"));
  CHECK(begins(
      hint_for({0x88, 0x82, 0x37, 0xfa, 0x21, 0x3d, 0x03, 0xe8}, Direction::Client),
      "MASK is set and the key was sent, but the payload was not masked: as it stands the code is 1000"));
  CHECK_FALSE(hint_for({0x88, 0x02, 0x03, 0xe8}, Direction::Server));
  CHECK_FALSE(hint_for({0x88, 0x05, '1', '0', '0', '0', '0'}, Direction::Server));
}

TEST_CASE("a reason without a code is recognised", "[wsdump]") {
  CHECK(begins(hint_for({0x88, 0x03, 'b', 'y', 'e'}, Direction::Server),
               "the reason \"bye\" was sent without a code"));
  CHECK_FALSE(hint_for({0x88, 0x05, 0x03, 0xe8, 'b', 'y', 'e'}, Direction::Server));
}

TEST_CASE("a length in characters is recognised by a single byte too many", "[wsdump]") {
  CHECK(begins(hint_for({0x81, 0x04, 'c', 'a', 'f', 0xc3, 0xa9}, Direction::Server),
               "the length counts characters"));
  CHECK_FALSE(hint_for({0x81, 0x04, 'c', 'a', 'f', 0xc3, 0xa9}, Direction::Server, false));
}

TEST_CASE("a length that is too small is recognised if the text goes on to the end", "[wsdump]") {
  const std::vector<std::uint8_t> wire = to_wire(masked_text(11), bytes_of("Hello world"));
  std::vector<std::uint8_t> too_small = wire;
  too_small[1] = 0x85;
  CHECK(begins(
      hint_for(too_small, Direction::Client),
      "the length is too small: the text goes on to the end, \"Hello world\", which has 11 bytes, not 5"));
  CHECK_FALSE(hint_for(wire, Direction::Client));
  CHECK_FALSE(hint_for(too_small, Direction::Client, false));
  CHECK_FALSE(hint_for({0x81, 0x02, 'h', 'i', '\r', '\n'}, Direction::Server));
  CHECK(begins(hint_for({0x8a, 0x00, 'h', 'i'}, Direction::Server),
               "the length is too small: the payload goes on to the end, \"hi\", which has 2 bytes, not 0"));
  CHECK(
      begins(hint_for({0x88, 0x00, 0x03, 0xe8, 'b', 'y', 'e'}, Direction::Server),
             "the length is too small: the payload goes on to the end, the code 1000, \"bye\", which has 5"));
  CHECK_FALSE(hint_for({0x89, 0x00, 0x8a, 0x00}, Direction::Server));
  // The first byte of a frame that was cut.
  CHECK_FALSE(hint_for(wire + std::vector<std::uint8_t>{0x82}, Direction::Client));
}

TEST_CASE("a line end or a NUL between frames is recognised", "[wsdump]") {
  const std::vector<std::uint8_t> frame = {0x81, 0x02, 'h', 'i'};
  const std::vector<std::uint8_t> cr_lf = {'\r', '\n'};
  CHECK(begins(hint_for(cr_lf + frame, Direction::Server), "CR LF (0d 0a)"));
  CHECK(begins(hint_for(cr_lf, Direction::Server), "CR LF (0d 0a)"));
  CHECK(begins(hint_for(cr_lf + frame + frame + frame, Direction::Server, false), "CR LF (0d 0a)"));
  CHECK(begins(hint_byte_between_frames(std::vector<std::uint8_t>{'\n'} + frame, true), "LF (0a)"));
  CHECK(begins(hint_byte_between_frames(std::vector<std::uint8_t>{0} + frame, true), "a NUL (00)"));
  CHECK_FALSE(hint_byte_between_frames(cr_lf, false));
  CHECK_FALSE(hint_byte_between_frames(cr_lf + cr_lf, true));
  CHECK_FALSE(hint_byte_between_frames(frame, true));
}

TEST_CASE("a frame of the old draft is recognised", "[wsdump]") {
  const std::vector<std::uint8_t> wire = {0x00, 'h', 'i', 0xff};
  for (const std::vector<std::uint8_t>& stream : {wire, wire + wire})
    CHECK(begins(hint_for(stream, Direction::Server), "this is the draft hixie-76 of 2010"));
  CHECK_FALSE(hint_for({0x00, 0x01, 0x02, 0xff}, Direction::Server));
}

TEST_CASE("a text in Latin-1 is recognised", "[wsdump]") {
  CHECK(begins(hint_for({0x81, 0x04, 'c', 'a', 'f', 0xe9}, Direction::Server),
               "the text was encoded in Latin-1"));
  CHECK(begins(hint_for({0x81, 0x05, 'G', 'r', 0xfc, 0xdf, 'e'}, Direction::Server),
               "the text was encoded in Latin-1"));
  CHECK_FALSE(hint_for({0x81, 0x05, 'G', 'r', 0xfc, 0xdf, '{'}, Direction::Server));
  CHECK_FALSE(hint_for({0x81, 0x05, 'c', 'a', 'f', 0xc3, 0xa9}, Direction::Server));
  CHECK_FALSE(hint_for({0x81, 0x04, 0xe9, 0xf0, 0xe0, 'x'}, Direction::Server));
  CHECK_FALSE(hint_for({0x81, 0x04, 'c', 'a', 'f', 0x82}, Direction::Server));
}

TEST_CASE("a plain payload under a set MASK bit is recognised also where both readings are ASCII") {
  const auto words_in = [](std::vector<std::uint8_t> wire) {
    FrameEvidence evidence;
    evidence.header = std::get<FrameHeader>(read_header(wire));
    evidence.from = Direction::Client;
    evidence.payload_on_wire = Bytes(wire).subspan(evidence.header.size());
    evidence.stream_ends = true;
    return hint_plain_words(evidence);
  };
  const std::vector<std::uint8_t> header = {0x81, 0x85, 0x12, 0x34, 0x56, 0x78};
  const auto hint = words_in(header + std::vector<std::uint8_t>{'H', 'e', 'l', 'l', 'o'});
  REQUIRE(hint);
  CHECK(hint->find("it reads \"Hello\"") != std::string::npos);
  CHECK_FALSE(words_in(to_wire(masked_text(5), bytes_of("Hello"))));
}

TEST_CASE("no hint on right frames, however the stream goes on") {
  testing::RandomFrames frames(21);
  for (int round = 0; round < 4000; ++round) {
    const bool client = round % 2 == 0;
    std::vector<std::uint8_t> stream;
    std::vector<std::size_t> starts;
    for (std::size_t i = 0, count = 1 + frames.below(5); i < count; ++i) {
      starts.push_back(stream.size());
      stream = stream + frames.right(client).wire();
    }
    for (const std::size_t start : starts) {
      const std::vector<std::uint8_t> rest(stream.begin() + static_cast<std::ptrdiff_t>(start), stream.end());
      for (const Direction from : {client ? Direction::Client : Direction::Server, Direction::Unknown}) {
        const auto hint = hint_for(rest, from);
        INFO(hint.value_or(""));
        REQUIRE_FALSE(hint);
        // Any part of it, when more may come.
        const std::size_t head = std::get<FrameHeader>(read_header(rest)).size();
        const std::size_t cut = head + frames.below(rest.size() - head + 1);
        REQUIRE_FALSE(hint_for({rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(cut)}, from, false));
      }
    }
  }
}

TEST_CASE("no hint, and no harm, on any bytes whose frame is cut while more may come") {
  testing::RandomFrames frames(22);
  for (int round = 0; round < 5000; ++round) {
    const testing::RandomFrame frame = frames.any();
    std::vector<std::uint8_t> wire = frame.wire();
    wire.resize(frame.header.size() + std::min<std::size_t>(wire.size() - frame.header.size(), 50));
    static_cast<void>(hint_for(wire, Direction::Client));
    static_cast<void>(hint_for(wire, Direction::Server));
  }
}
