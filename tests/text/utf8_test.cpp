// UTF-8: the fast validator, the obvious one and an oracle that decodes numbers agree on everything (RFC
// 3629).
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

// Decodes by RFC 3629 section 3, the table of ranges of numbers, which the validators do not use: reads the
// length off the first byte, puts the number together, and asks whether it needs that length and is a
// character.
bool oracle(Bytes text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::uint32_t lead = text[i];
    std::size_t length = 0;
    std::uint32_t number = 0;
    if (lead < 0x80) {
      length = 1, number = lead;
    } else if (lead >> 5 == 0b110) {
      length = 2, number = lead & 0x1F;
    } else if (lead >> 4 == 0b1110) {
      length = 3, number = lead & 0x0F;
    } else if (lead >> 3 == 0b11110) {
      length = 4, number = lead & 0x07;
    } else {
      return false;
    }
    if (text.size() - i < length) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if (text[i + k] >> 6 != 0b10) return false;
      number = number << 6 | (text[i + k] & 0x3F);
    }
    static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (number < kSmallest[length] || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
      return false;
    i += length;
  }
  return true;
}

// The obvious validator, whole.
bool obvious(Bytes text) {
  Utf8Validator validator;
  validator.feed_obvious(text);
  return validator.complete();
}

// A copy in a block of exactly its size, one for each size: behind it is the sanitizer's guard.
Bytes alone(Bytes text) {
  static std::array<std::unique_ptr<std::uint8_t[]>, 8> blocks;
  auto& block = blocks.at(text.size());
  if (!block) block = std::make_unique<std::uint8_t[]>(text.size());
  std::copy(text.begin(), text.end(), block.get());
  return {block.get(), text.size()};
}

void agree(Bytes text) {
  const bool expected = oracle(text);
  const Bytes copy = alone(text);
  const auto tell = [&](const char* function) {
    FAIL(function << "(" << hex_of(text) << ")\n  gave     " << (expected ? "not valid" : "valid")
                  << "\n  expected " << (expected ? "valid" : "not valid"));
  };
  if (is_utf8(copy) != expected) tell("is_utf8");
  if (obvious(copy) != expected) tell("feed_obvious and complete()");
}

TEST_CASE("all sequences of one and two bytes", "[rfc6455-8.1][text-not-utf8]") {
  agree({});
  std::array<std::uint8_t, 2> text{};
  for (int first = 0; first < 256; ++first) {
    text[0] = static_cast<std::uint8_t>(first);
    agree(Bytes(text).first(1));
    for (int second = 0; second < 256; ++second) {
      text[1] = static_cast<std::uint8_t>(second);
      agree(text);
    }
  }
}

TEST_CASE("a byte that begins no character is refused by itself", "[rfc6455-8.1][text-not-utf8]") {
  for (int first = 0; first < 256; ++first) {
    const bool begins = first < 0x80 || (first >= 0xC2 && first <= 0xF4);
    for (const bool fast : {false, true}) {
      Utf8Validator validator;
      const Wire text = raw({first});
      static_cast<void>(fast ? validator.feed(text) : validator.feed_obvious(text));
      if (validator.failed() == begins || validator.complete() != (first < 0x80)) {
        FAIL((fast ? "feed" : "feed_obvious") << " of <" << hex_of(text) << "> does not tell at once that it "
                                              << (begins ? "begins" : "cannot begin") << " a character");
      }
    }
  }
}

TEST_CASE("all sequences of three bytes", "[rfc6455-8.1][text-not-utf8]") {
  std::array<std::uint8_t, 3> text{};
  for (int first = 0; first < 256; ++first) {
    text[0] = static_cast<std::uint8_t>(first);
    for (int second = 0; second < 256; ++second) {
      text[1] = static_cast<std::uint8_t>(second);
      // A pair that no third byte can save, and a pair of whole characters, need few third bytes.
      const bool begins = first >= 0xC2 && first <= 0xF4 && second >= 0x80 && second <= 0xBF;
      const bool decided = !oracle(Bytes(text).first(2)) && !begins;
      const int step = decided || (first < 0x80 && second < 0xC0) ? 51 : 1;
      for (int third = 0; third < 256; third += step) {
        text[2] = static_cast<std::uint8_t>(third);
        agree(text);
      }
    }
  }
}

TEST_CASE("sequences of four bytes around every border", "[rfc6455-8.1][text-not-utf8]") {
  const int leads[] = {0x7F, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
                       0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFC, 0xFE, 0xFF};
  const int tails[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                       0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF};
  for (const int a : leads) {
    for (int b = 0; b < 256; ++b) {
      for (const int c : tails) {
        for (const int d : tails) {
          const std::array<std::uint8_t, 4> text{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b),
                                                 static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(d)};
          agree(text);
        }
      }
    }
  }
}

TEST_CASE("every number from 0 to beyond U+10FFFF, surrogates refused", "[rfc6455-8.1][text-not-utf8]") {
  for (std::uint32_t number = 0; number < 0x120000; ++number) {
    std::array<std::uint8_t, 4> text{};
    std::size_t size = 1;
    const auto tail = [&](int shift) { return static_cast<std::uint8_t>(0x80 | (number >> shift & 0x3F)); };
    if (number < 0x80) {
      text = {static_cast<std::uint8_t>(number)};
    } else if (number < 0x800) {
      text = {static_cast<std::uint8_t>(0xC0 | number >> 6), tail(0)};
      size = 2;
    } else if (number < 0x10000) {
      text = {static_cast<std::uint8_t>(0xE0 | number >> 12), tail(6), tail(0)};
      size = 3;
    } else {
      text = {static_cast<std::uint8_t>(0xF0 | number >> 18), tail(12), tail(6), tail(0)};
      size = 4;
    }
    const bool expected = number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
    const Bytes whole = Bytes(text).first(size);
    if (is_utf8(whole) != expected || obvious(whole) != expected) {
      FAIL("U+" << std::hex << number << " <" << hex_of(whole) << "> is " << (expected ? "" : "not ")
                << "valid");
    }
  }
}

// The least number of bytes after which no continuation can save the text, by trying: a prefix lives when it
// is the beginning of some valid text.
std::size_t dead_at(Bytes text) {
  for (std::size_t size = 1; size <= text.size(); ++size) {
    const Bytes prefix = text.first(size);
    bool lives = oracle(prefix);
    // At most three bytes of a character can be missing, and each of these endings suits some character.
    for (const Wire& rest : {hex("80"), hex("bf"), hex("80 80"), hex("bf bf"), hex("80 80 80"),
                             hex("bf bf bf"), hex("90 80 80"), hex("a0 80"), hex("9f bf"), hex("8f bf bf")}) {
      lives = lives || oracle(Wire(prefix.begin(), prefix.end()) + rest);
    }
    if (!lives) return size - 1;
  }
  return text.size();
}

std::vector<Wire> texts() {
  std::vector<Wire> all;
  const Wire valid = bytes("k\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") + letters(20) + bytes("\xF4\x8F\xBF\xBF");
  all.push_back(valid);
  for (const char* const bad :
       {"80", "c0 80", "c3 28", "e0 9f bf", "e2 28 a1", "ed a0 80", "ef bf", "f0 8f bf bf", "f0 9f 98",
        "f4 90 80 80", "f5", "ff", "e2 82 c3", "f0 9f c3 a9"}) {
    for (const std::size_t ascii : {0u, 1u, 7u, 15u, 16u, 17u, 40u}) {
      all.push_back(letters(ascii) + hex(bad));
      all.push_back(letters(ascii) + hex(bad) + letters(20));
      all.push_back(bytes("\xCE\xBA\xE2\x82\xAC") * ascii + hex(bad) + letters(3));
    }
  }
  return all;
}

TEST_CASE("the byte that decides is found, in every split", "[rfc6455-8.1][text-not-utf8]") {
  for (const Wire& text : texts()) {
    const std::size_t expected = dead_at(text);
    const bool valid = oracle(text);
    for (const Split& split : splits_of(text.size())) {
      Utf8Validator fast;
      Utf8Validator plain;
      std::size_t fed = 0;
      for (const Bytes piece : pieces_of(Bytes(text), split)) {
        const std::size_t should = std::min(piece.size(), expected - std::min(expected, fed));
        const Wire alone(piece.begin(), piece.end());  // nothing of the next piece is behind it
        const std::size_t by_feed = fast.feed(alone);
        const std::size_t by_obvious = plain.feed_obvious(alone);
        if (by_feed != should || by_obvious != should) {
          FAIL("<" << hex_of(text) << ">, of which byte " << expected << " decides; split: " << split.name
                   << ", the piece at " << fed << ", <" << hex_of(piece) << ">\n  feed accepted " << by_feed
                   << ", feed_obvious " << by_obvious << "\n  expected " << should);
        }
        fed += piece.size();
      }
      const bool right = fast.accepted() == expected && plain.accepted() == expected &&
                         fast.complete() == valid && plain.complete() == valid &&
                         fast.failed() == (expected < text.size()) && plain.failed() == fast.failed();
      if (!right) {
        const auto told = [](const Utf8Validator& of) {
          return "accepted() " + std::to_string(of.accepted()) + ", complete() " +
                 (of.complete() ? "true" : "false") + ", failed() " + (of.failed() ? "true" : "false");
        };
        FAIL("<" << hex_of(text) << "> in the end; split: " << split.name << "\n  feed          "
                 << told(fast) << "\n  feed_obvious  " << told(plain) << "\n  expected      accepted() "
                 << expected << ", complete() " << (valid ? "true" : "false") << ", failed() "
                 << (expected < text.size() ? "true" : "false"));
      }
    }
  }
}

TEST_CASE("after a failure nothing is accepted until reset()", "[rfc6455-8.1]") {
  Utf8Validator validator;
  CHECK(validator.feed(hex("61 ff 61")) == 1);
  CHECK(validator.failed());
  CHECK_FALSE(validator.complete());
  CHECK(validator.feed(bytes("fine")) == 0);
  CHECK(validator.feed_obvious(bytes("fine")) == 0);
  CHECK(validator.accepted() == 1);
  validator.reset();
  CHECK(validator.complete());
  CHECK(validator.accepted() == 0);
  CHECK(validator.feed(bytes("fine")) == 4);
  CHECK(validator.complete());
}

TEST_CASE("nothing behind the text is read", "[rfc6455-8.1]") {
  // The tail of a character lies just behind the view: it must not help.
  const Wire memory = letters(13) + bytes("\xF0\x9F\x98\x80");
  for (std::size_t missing = 1; missing < 4; ++missing) {
    const Bytes cut = Bytes(memory).first(memory.size() - missing);
    Utf8Validator validator;
    CHECK(validator.feed(cut) == cut.size());
    CHECK_FALSE(validator.complete());
    CHECK_FALSE(validator.failed());
    CHECK_FALSE(is_utf8(cut));
  }
}

}  // namespace
}  // namespace ws101::testing
