#include "wsdump/plain_payload.hpp"

#include <random>
#include <string>

#include "frame/mask.hpp"
#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

constexpr MaskingKey kSmall = {0x12, 0x34, 0x56, 0x78};
constexpr MaskingKey kCounted = {1, 2, 3, 4};
constexpr MaskingKey kRandom = {0x37, 0xfa, 0x21, 0x3d};

std::string masked(std::string_view text, MaskingKey key) {
  std::string bytes(text);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(static_cast<std::uint8_t>(bytes[i]) ^ key[i % key.size()]);
  return bytes;
}

bool plain(Opcode opcode, std::string_view came, MaskingKey key) {
  FrameHeader header;
  header.opcode = opcode;
  header.masked = true;
  header.key = key;
  header.length = came.size();
  return came_plain(header, bytes_of(came), bytes_of(masked(came, key)));
}

}  // namespace

TEST_CASE("a payload that was not masked is known by its words, its JSON or its code", "[wsdump]") {
  for (const MaskingKey key : {kSmall, kCounted, kRandom}) {
    CAPTURE(static_cast<unsigned>(key[0]));
    CHECK(plain(Opcode::Text, R"({"ok":"yes"})", key));
    CHECK(plain(Opcode::Text, "[{\"type\":\"message\"}]\n", key));
    CHECK(plain(Opcode::Text, "{\n  \"a\": 1\n}", key));
    CHECK(plain(Opcode::Text, "this is a test message, ok?", key));
    CHECK(plain(Opcode::Text, "Hello World", key));
    CHECK(plain(Opcode::Binary, R"({"ok":"yes"})", key));
    CHECK(plain(Opcode::Ping, "ping", key));
    CHECK(plain(Opcode::Pong, "Ping 17", key));
  }
  CHECK(plain(Opcode::Close, "\x03\xeaReceived frame had RSV bits set", {0x0c, 0x22, 0x38, 0x4e}));
  CHECK(plain(Opcode::Text, "Hello", kSmall));
  CHECK(plain(Opcode::Close, "\x03\xe8goodbye", kRandom));
}

TEST_CASE("a payload that was masked is not taken for plain, whatever its key", "[wsdump]") {
  const std::string texts[] = {
      R"({"type":"message","id":17})",
      "{\"protocol\":\"json\",\"version\":1}\x1e",
      R"([1,2,3,"x"])",
      "Hello",
      "Hello World",
      "this is a test message, ok?",
      "42[\"chat\",{\"a\":1}]",
      std::string("SEND\ndestination:/a\n\nhello\0", 27),
      "deadbeef00010203",
      "aGVsbG8gd29ybGQh",
      "user=\"bob\"&room=\"17\"",
      "ping",
      std::string(16, '\0'),
      std::string("\0\0\0\0\0\0\0\1", 8),
      "\x03\xe8",
      "\x03\xe8going away",
      "\x0f\xa0",
      "\x0f\xa1token expired",
  };
  std::mt19937 random(17);
  for (int round = 0; round < 20000; ++round) {
    MaskingKey key{};
    // Two in three are of small bytes, which leave ASCII readable, or counted up.
    const unsigned most = round % 3 == 0 ? 0xFF : round % 3 == 1 ? 0x1F : 0x3F;
    for (std::uint8_t& byte : key) byte = static_cast<std::uint8_t>(random() & most);
    if (round % 5 == 0)
      for (std::size_t i = 1; i < 4; ++i) key[i] = static_cast<std::uint8_t>(key[0] * (i + 1));
    if (key == MaskingKey{}) continue;
    for (const std::string& text : texts) {
      for (const Opcode opcode : {Opcode::Text, Opcode::Binary, Opcode::Ping, Opcode::Close}) {
        if (text.size() < kLeastReadable || (opcode == Opcode::Text && text[0] == 0)) continue;
        if ((opcode == Opcode::Close) != (text[0] == '\x03' || text[0] == '\x0f')) continue;
        CAPTURE(text, static_cast<int>(opcode), static_cast<unsigned>(key[0]), static_cast<unsigned>(key[1]),
                static_cast<unsigned>(key[2]), static_cast<unsigned>(key[3]));
        REQUIRE_FALSE(plain(opcode, masked(text, key), key));
      }
    }
  }
}
