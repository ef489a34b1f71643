#include "wsdump/show/token_trace.hpp"

#include <random>
#include <string>
#include <vector>

#include "deflate/deflate.hpp"
#include "support/catch.hpp"
#include "text/hex.hpp"
#include "text/width.hpp"
#include "wsdump/show/code_table.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

using Wire = std::vector<std::uint8_t>;

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the second Hello of RFC 7692: copies out of an earlier message", "[wsdump][rfc7692-7.2.3.2]") {
  SaidLately said;
  said.add(4, bytes_of("Hello"));
  const Wire again = {0xf2, 0x00, 0x11, 0x00, 0x00};
  TracedMessage message;
  message.payload = again;
  message.said = &said;
  CHECK(token_trace(message, kUnlimited) ==
        "  Inflating (RFC 7692 7.2.2)   the payload, then the tail 00 00 ff ff\n"
        "    bit  in stream order         meaning\n"
        "      0  0 10                    block 1: BFINAL 0, BTYPE 01 = fixed codes\n"
        "      3  01111000                'H'\n"
        "     11  0000010 00100+0         copy 4 bytes from 5 back = \"ello\": that is in\n"
        "                                 message 4\n"
        "     24  0000000                 end of block 1\n"
        "     31  0 00                    block 2: BFINAL 0, BTYPE 00 = stored\n"
        "     40  00 00 ff ff             LEN 0, NLEN its complement: this is the tail\n"
        "         1 literal and 1 copy of 4 bytes: 5 bytes\n");
  message.said = nullptr;
  CHECK(contains(token_trace(message, kUnlimited), "here it fails: the copy begins before"));
}

TEST_CASE("what is left out is counted, what fails is not left out", "[wsdump]") {
  const Wire wrong = {0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00, 0x00, 0xff, 0xff, 0x06};
  TracedMessage message;
  message.payload = wrong;
  const std::string trace = token_trace(message, 3);
  CHECK(contains(trace, "'e'"));
  CHECK_FALSE(contains(trace, "'o'"));
  CHECK(contains(trace, "lines more (--tokens shows all)\n"));
  CHECK(contains(trace, "here it fails: the block has the reserved"));
  message.cut = true;
  message.payload = Bytes(wrong).first(3);
  CHECK_FALSE(contains(token_trace(message, 100), "fails"));
}

TEST_CASE("a stored and a final block, and a payload without any", "[wsdump]") {
  const Wire stored = {0x01, 0x02, 0x00, 0xfd, 0xff, 'h', 'i', 0x00};
  const std::string trace = token_trace({stored}, kUnlimited);
  CHECK(contains(trace, "block 1: BFINAL 1 = the last, BTYPE 00 = stored"));
  CHECK(contains(trace, "     40  68 69                   2 stored bytes \"hi\"\n"));
  CHECK(contains(token_trace({}, kUnlimited), "0 literals: 0 bytes"));
}

TEST_CASE("any trace keeps to 80 columns, and its bits are those of the payload", "[wsdump]") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    const auto letters = static_cast<unsigned>(1 + random() % 255);
    const std::size_t size = random() % 3000;
    while (text.size() < size) text += static_cast<char>(random() % letters);
    text += text;
    Deflater deflater(round % 2 == 0 ? DeflateLevel::Default : DeflateLevel::Best);
    Wire wire(deflater.bound(text.size()));
    wire.resize(deflater.deflate_message(bytes_of(text), wire));
    const std::string trace = token_trace({wire}, kUnlimited);
    CHECK_FALSE(contains(trace, "fails"));
    CHECK(contains(trace, std::to_string(text.size()) + " byte"));
    std::size_t widest = 0;
    for (std::size_t at = 0; at < trace.size();) {
      const std::size_t end = trace.find('\n', at);
      widest = std::max(widest, display_width(std::string_view(trace).substr(at, end - at)));
      at = end + 1;
    }
    CHECK(widest <= 80);
  }
}

TEST_CASE("code tables name each symbol with its bits", "[wsdump]") {
  // RFC 1951 3.2.2: "consider the alphabet ABCDEFGH, with bit lengths (3, 3, 3, 3, 3, 2, 4, 4)".
  Wire lengths(257 + 10);
  const Wire example = {3, 3, 3, 3, 3, 2, 4, 4};
  std::copy(example.begin(), example.end(), lengths.begin() + 'A');
  CHECK(literal_table(lengths) == "'F' 00, 'A' 010, 'B' 011, 'C' 100, 'D' 101, 'E' 110, 'G' 1110, 'H' 1111");
  Wire ends(270);
  ends[256] = ends[257] = 2;
  ends[265] = 1;
  CHECK(literal_table(ends) == "length 11-12 0, end 10, length 3 11");
  CHECK(distance_table(Wire{0, 0, 0, 0, 1}) == "5-6 back 0");
  CHECK(code_length_table(Wire{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2}) ==
        "length 0 0, the last again 10, 3-10 zeros 11");
  CHECK(byte_name('\'') == "'\\''");
  CHECK(byte_name(0xE4) == "'\\xe4'");
}
