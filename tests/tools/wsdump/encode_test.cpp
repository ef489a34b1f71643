#include "wsdump/encode.hpp"

#include <string>

#include "describe/frame_bytes.hpp"
#include "support/catch.hpp"
#include "support/header_words.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/hex.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

struct FixedSources : EncodeSources {
  MaskingKey random_key() override { return {1, 2, 3, 4}; }
  std::optional<std::vector<std::uint8_t>> read_file(std::string_view path, std::string& error) override {
    if (path == "data") return std::vector<std::uint8_t>{'a', 'b'};
    error = "cannot be opened";
    return std::nullopt;
  }
};

std::variant<EncodeRequest, EncodeError> parse(std::vector<std::string_view> words) {
  FixedSources sources;
  return parse_encode(words, sources);
}
std::string bytes(std::vector<std::string_view> words) {
  const auto parsed = parse(std::move(words));
  if (const auto* error = std::get_if<EncodeError>(&parsed)) return "error: " + error->message;
  return hex(encode_frame(std::get<EncodeRequest>(parsed)));
}
std::string output(std::vector<std::string_view> words) {
  return encode_output(std::get<EncodeRequest>(parse(std::move(words))));
}
bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the frames of the standard from their words", "[rfc6455-5.7]") {
  CHECK(bytes({"text", "Hello"}) == "810548656c6c6f");
  CHECK(bytes({"text", "Hello", "--mask", "37fa213d"}) == "818537fa213d7f9f4d5158");
  CHECK(bytes({"text", "Hel", "--fin", "0"}) == "010348656c");
  CHECK(bytes({"continuation", "lo"}) == "80026c6f");
  CHECK(bytes({"ping", "Hello"}) == "890548656c6c6f");
  CHECK(bytes({"close"}) == "8800");
  CHECK(bytes({"close", "--code", "1000", "--reason", "bye"}) == "880503e8627965");
}

TEST_CASE("frames that are wrong") {
  CHECK(bytes({"text", "Hello", "--length-form", "16"}) == "817e000548656c6c6f");
  CHECK(bytes({"text", "Hello", "--length-form=64"}) == "817f000000000000000548656c6c6f");
  CHECK(bytes({"text", "Hello", "--length", "9"}) == "810948656c6c6f");
  CHECK(bytes({"text", "--rsv", "7", "--opcode", "0xb"}) == "fb00");
  CHECK(bytes({"close", "--code", "1005"}) == "880203ed");
  CHECK(bytes({"close", "--hex", "03"}) == "880103");
  CHECK(bytes({"binary", "--file", "data", "--mask", "random"}) == "8282010203046060");
}

TEST_CASE("words that make no sense are refused with what would") {
  CHECK(contains(bytes({}), "say which kind of frame"));
  CHECK(contains(bytes({"txt"}), "\"txt\" is no kind of frame"));
  CHECK(contains(bytes({"text", "a", "b"}), "payload was given twice"));
  CHECK(contains(bytes({"text", "--rsv", "8"}), "--rsv takes a number from 0 to 7, not \"8\""));
  CHECK(contains(bytes({"text", "--mask", "123"}), "--mask takes 8 hex digits"));
  CHECK(contains(bytes({"text", "--length-form", "8"}), "7, 16 or 64"));
  CHECK(contains(bytes({"text", "--length", "126", "--length-form", "7"}), "does not fit in 7 bits"));
  CHECK(contains(bytes({"text", "--length", "65536", "--length-form", "16"}), "does not fit in 16 bits"));
  CHECK(contains(bytes({"text", "--length"}), "needs a value"));
  CHECK(contains(bytes({"text", "--wat", "1"}), "unknown option \"--wat\""));
  CHECK(contains(bytes({"text", "--hex", "123"}), "pairs of hex digits"));
  CHECK(contains(bytes({"text", "--file", "nowhere"}), "cannot be opened"));
  CHECK(contains(bytes({"close", "--reason", "bye"}), "--reason needs --code"));
  CHECK(contains(bytes({"close", "x", "--code", "1000"}), "but not both"));
  CHECK(contains(bytes({"\x1b[2J"}), "\\x1b"));
}

TEST_CASE("the output is the hex, then the picture, then what is wrong") {
  const std::string right = output({"text", "Hello", "--mask", "37fa213d"});
  CHECK(right.substr(0, 33) == "81 85 37 fa 21 3d 7f 9f 4d 51 58\n");
  CHECK(contains(right, "Frame 1   client -> server"));
  CHECK(contains(right, "No violations."));
  CHECK(output({"text", "Hello", "-q"}) == "81 05 48 65 6c 6c 6f\n");
  CHECK(contains(output({"ping", "--fin", "0"}), "error: Ping has FIN=0"));
  CHECK(contains(output({"close", "--code", "1005"}),
                 "close code 1005 (No Status Received) must never be sent"));
  CHECK(contains(output({"text", "--hex", "c080"}), "the text is not UTF-8: byte 0 is c0"));
  CHECK(contains(output({"text", "Hello", "--length", "3"}), "2 of the bytes given lie behind the length"));
  CHECK(contains(output({"text", "Hello", "--length", "9"}), "claims 9 bytes of payload and has 5"));
  testing::require_screen(std::string(encode_help()));
}

TEST_CASE("encoding and reading are inverse for any frame, right or wrong") {
  testing::RandomFrames frames(31);
  for (int i = 0; i < 3000; ++i) {
    const testing::RandomFrame random = frames.any();
    EncodeRequest request;
    request.header = random.header;
    request.payload = random.payload;
    const std::vector<std::uint8_t> wire = encode_frame(request);
    FrameBytes read;
    read.wire = wire;
    read.came = wire.size();
    REQUIRE(read.header() == random.header);
    REQUIRE(read.payload() == random.payload);
    if (i < 800) testing::require_screen(encode_output(request));
  }
}

TEST_CASE("a header given by words is the header that was asked for") {
  testing::RandomFrames frames(32);
  for (int i = 0; i < 2000; ++i) {
    const FrameHeader header = frames.any().header;
    const std::string opcode = std::to_string(static_cast<int>(header.opcode));
    const std::string rsv = std::to_string(header.rsv);
    const std::string length = std::to_string(header.length);
    const std::string form = std::to_string(static_cast<int>(header.length_form));
    const std::string mask = header.masked ? hex(header.key) : "none";
    const auto parsed = parse({"--opcode", opcode, "--rsv", rsv, "--length", length, "--length-form", form,
                               "--mask", mask, "--fin", header.fin ? "1" : "0"});
    REQUIRE(std::holds_alternative<EncodeRequest>(parsed));
    REQUIRE(std::get<EncodeRequest>(parsed).header == header);
  }
}

TEST_CASE("--deflate compresses the payload and sets RSV1", "[rfc7692-7.2.3.1]") {
  const EncodeRequest hello = std::get<EncodeRequest>(parse({"text", "Hello", "--deflate"}));
  CHECK(hex(encode_frame(hello)) == "c107f248cdc9c90700");
  CHECK(encode_output(hello).find("No violations.") != std::string::npos);
  CHECK(encode_output(hello).find("5 literals: 5 bytes") != std::string::npos);
  const EncodeRequest wrong = std::get<EncodeRequest>(parse({"text", "Hello", "--deflate", "--rsv", "0"}));
  CHECK(wrong.header.rsv == 0);
}
