#include "base64/base64.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include "support/alone.hpp"
#include "support/catch.hpp"

using ws101::base64_decode;
using ws101::base64_encode;
using ws101::Base64Error;
using Kind = ws101::Base64Error::Kind;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

// ff fe fd ...
Bytes falling_bytes(std::size_t length) {
  Bytes bytes(length);
  for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(255 - i);
  return bytes;
}

// The outcome of decoding in words, so that a failed comparison can be read: the bytes, or the fault and its
// place.
std::string outcome(std::string_view text) {
  const ws101::testing::Alone alone(text);
  const auto result = base64_decode(alone.text());
  if (const auto* error = std::get_if<Base64Error>(&result)) {
    return std::string(describe(error->kind)) + " at " + std::to_string(error->position);
  }
  const auto& bytes = std::get<Bytes>(result);
  return "bytes " + std::string(bytes.begin(), bytes.end());
}

std::string fault(Kind kind, std::size_t position) {
  return std::string(describe(kind)) + " at " + std::to_string(position);
}

const std::pair<std::string_view, std::string_view> kVectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

// Calls compare(bytes, text) for each length that coreutils was asked about: 0 to 100.
template <class Compare>
void for_every_length(Compare compare) {
  std::ifstream file(WS101_TEST_DATA "/base64/lengths.txt");
  std::string line;
  std::size_t compared = 0;
  while (std::getline(file, line)) {
    if (line.starts_with('#')) continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::size_t length = std::stoul(line.substr(0, space));
    INFO("bytes ff fe fd ..., " << length << " of them");
    compare(falling_bytes(length), line.substr(std::min(space + 1, line.size())));
    ++compared;
  }
  CHECK(compared == 101);
}

}  // namespace

TEST_CASE("the RFC's test vectors are written as they stand there", "[base64][rfc4648-10]") {
  for (const auto& [plain, encoded] : kVectors) {
    CAPTURE(plain);
    CHECK(base64_encode(bytes_of(plain)) == encoded);
  }
}

TEST_CASE("every length up to 100 is written as coreutils writes it", "[base64][rfc4648-3.2][rfc4648-3.5]") {
  for_every_length([](const Bytes& bytes, const std::string& text) { CHECK(base64_encode(bytes) == text); });
}

TEST_CASE("the RFC's test vectors are read", "[base64][rfc4648-10]") {
  for (const auto& [plain, encoded] : kVectors) {
    CAPTURE(encoded);
    CHECK(outcome(encoded) == "bytes " + std::string(plain));
  }
}

TEST_CASE("every length up to 100 that coreutils wrote is read", "[base64][rfc4648-3.2]") {
  for_every_length([](const Bytes& bytes, const std::string& text) {
    CAPTURE(text);
    CHECK(outcome(text) == "bytes " + std::string(bytes.begin(), bytes.end()));
  });
}

TEST_CASE("a character outside the alphabet is refused where it stands", "[base64][rfc4648-3.3]") {
  CHECK(outcome("Zm9v Zm9v") == fault(Kind::Alphabet, 4));
  CHECK(outcome("Zm9v\nZm9v") == fault(Kind::Alphabet, 4));
  CHECK(outcome("Zm9vZm9v\n") == fault(Kind::Alphabet, 8));
  CHECK(outcome("-_-_") == fault(Kind::Alphabet, 0));  // the alphabet for URLs is another one
  CHECK(outcome(std::string_view("Zm\0v", 4)) == fault(Kind::Alphabet, 2));
  CHECK(outcome("Zm9\xc3") == fault(Kind::Alphabet, 3));
  CHECK(outcome("Zg=?") == fault(Kind::Alphabet, 3));
}

TEST_CASE("padding stands only at the end of the last group", "[base64][rfc4648-3.3]") {
  CHECK(outcome("=") == fault(Kind::Padding, 0));
  CHECK(outcome("====") == fault(Kind::Padding, 0));
  CHECK(outcome("Z===") == fault(Kind::Padding, 1));
  CHECK(outcome("Zm9v=") == fault(Kind::Padding, 4));
  CHECK(outcome("Zm9v====") == fault(Kind::Padding, 4));
  CHECK(outcome("Zg==Zg==") == fault(Kind::Padding, 4));
  CHECK(outcome("Zg===") == fault(Kind::Padding, 4));
  CHECK(outcome("Zm8=v") == fault(Kind::Padding, 4));
  CHECK(outcome("Zg=v") == fault(Kind::Padding, 3));
}

TEST_CASE("a text that ends inside a group is refused", "[base64][rfc4648-3.2]") {
  CHECK(outcome("Z") == fault(Kind::Length, 1));
  CHECK(outcome("Zg") == fault(Kind::Length, 2));
  CHECK(outcome("Zg=") == fault(Kind::Length, 3));
  CHECK(outcome("Zm8") == fault(Kind::Length, 3));
  CHECK(outcome("Zm9vZ") == fault(Kind::Length, 5));
}

TEST_CASE("bits that belong to no byte must be zero", "[base64][rfc4648-3.5]") {
  CHECK(outcome("Zh==") == fault(Kind::TrailingBits, 1));
  CHECK(outcome("Zm9=") == fault(Kind::TrailingBits, 2));
  CHECK(outcome("Zm9vZ/==") == fault(Kind::TrailingBits, 5));
}

TEST_CASE("each single-character change has a defined outcome", "[base64]") {
  for (const std::string original : {"Zm9v", "Zm8=", "Zg==", "dGhlIHNhbXBsZSBub25jZQ=="}) {
    for (std::size_t place = 0; place < original.size(); ++place) {
      for (int value = 0; value < 256; ++value) {
        std::string changed = original;
        changed[place] = static_cast<char>(value);
        CAPTURE(original, place, value);
        const auto result = base64_decode(changed);
        if (const auto* error = std::get_if<Base64Error>(&result)) {
          CHECK(changed != original);
          CHECK(error->position <= changed.size());
          if (error->kind == Kind::Alphabet) CHECK(error->position == place);
        } else {
          // What is accepted is exactly what the encoder writes: one spelling for each sequence of bytes.
          CHECK(base64_encode(std::get<Bytes>(result)) == changed);
        }
      }
    }
  }
}

TEST_CASE("of all texts of one group, exactly the encoder's are accepted", "[base64]") {
  // Every one of these characters in every place: the corners of the alphabet, padding, and strangers.
  const std::string_view characters = "AQgw/+9z=-_ ";
  std::size_t accepted = 0;
  for (const char c0 : characters) {
    for (const char c1 : characters) {
      for (const char c2 : characters) {
        for (const char c3 : characters) {
          const std::string text = {c0, c1, c2, c3};
          const auto result = base64_decode(text);
          if (const auto* bytes = std::get_if<Bytes>(&result)) {
            ++accepted;
            CAPTURE(text);
            CHECK(base64_encode(*bytes) == text);
          }
        }
      }
    }
  }
  // Of the eight digits, A Q g w end in four zero bits. Three bytes: 8*8*8*8 texts, two: 8*8*4, one: 8*4.
  CHECK(accepted == 4096 + 256 + 32);
}

TEST_CASE("each fault has words of its own", "[base64]") {
  const Kind kinds[] = {Kind::Alphabet, Kind::Padding, Kind::Length, Kind::TrailingBits};
  for (const Kind a : kinds) {
    CHECK(!describe(a).empty());
    CHECK(std::ranges::count_if(kinds, [&](Kind b) { return describe(a) == describe(b); }) == 1);
  }
}
