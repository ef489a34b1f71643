// Base64 of RFC 4648, section 4. A group of 24 bits is three bytes of 8 bits on one side and four characters
// of 6 bits, called sextets here, on the other.
#include "base64/base64.hpp"

#include <array>
#include <optional>

namespace ws101 {
namespace {

// Table 1 of the RFC: a character's place here is the sextet that it stands for.
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kPad = '=';

// The table read backwards: for each possible character its sextet, or kNoSextet.
constexpr std::uint8_t kNoSextet = 0xff;
constexpr auto kSextetOf = [] {
  std::array<std::uint8_t, 256> sextets{};
  sextets.fill(kNoSextet);
  for (std::uint8_t sextet = 0; sextet < 64; ++sextet) {
    sextets[static_cast<std::uint8_t>(kAlphabet[sextet])] = sextet;
  }
  return sextets;
}();

std::uint8_t sextet_of(char character) {
  return kSextetOf[static_cast<std::uint8_t>(character)];
}

// Judges the order of the characters: the first `digits` are in the alphabet, the next one, if any, is not.
std::optional<Base64Error> find_misplaced(std::string_view text, std::size_t digits) {
  using Kind = Base64Error::Kind;
  const std::size_t group_end = (digits + 3) / 4 * 4;  // where padding must end
  const bool room_for_padding = digits % 4 >= 2;       // one byte fills two characters, two bytes three

  for (std::size_t i = digits; i < text.size(); ++i) {
    const bool pad = text[i] == kPad;
    // RFC 4648 3.3: "Implementations MUST reject the encoded data if it contains characters outside the base
    // alphabet"
    if (!pad && sextet_of(text[i]) == kNoSextet) return Base64Error{Kind::Alphabet, i};
    if (!pad || !room_for_padding || i >= group_end) return Base64Error{Kind::Padding, i};
  }
  // RFC 4648 3.2: "Implementations MUST include appropriate pad characters at the end of encoded data"
  if (text.size() < group_end) return Base64Error{Kind::Length, text.size()};
  return std::nullopt;
}

}  // namespace

std::string base64_encode(std::span<const std::uint8_t> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4,
                   kPad);  // the characters that are not written below are padding
  auto out = text.begin();

  for (; bytes.size() >= 3; bytes = bytes.subspan(3)) {
    const unsigned group = unsigned{bytes[0]} << 16 | unsigned{bytes[1]} << 8 | unsigned{bytes[2]};
    *out++ = kAlphabet[group >> 18];
    *out++ = kAlphabet[group >> 12 & 63];
    *out++ = kAlphabet[group >> 6 & 63];
    *out++ = kAlphabet[group & 63];
  }
  // One or two bytes are left: zero bits fill up the last sextet.
  // RFC 4648 3.5: "These pad bits MUST be set to zero by conforming encoders"
  if (bytes.size() == 1) {
    const unsigned group = unsigned{bytes[0]} << 4;
    *out++ = kAlphabet[group >> 6];
    *out++ = kAlphabet[group & 63];
  } else if (bytes.size() == 2) {
    const unsigned group = (unsigned{bytes[0]} << 8 | unsigned{bytes[1]}) << 2;
    *out++ = kAlphabet[group >> 12];
    *out++ = kAlphabet[group >> 6 & 63];
    *out++ = kAlphabet[group & 63];
  }
  return text;
}

std::variant<std::vector<std::uint8_t>, Base64Error> base64_decode(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && sextet_of(text[digits]) != kNoSextet) ++digits;
  if (const auto error = find_misplaced(text, digits)) return *error;

  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 4 * 3);
  unsigned bits = 0;     // the bits that are not yet part of a byte, right-aligned
  unsigned waiting = 0;  // how many they are: 0, 2, 4 or 6
  for (const char character : text.substr(0, digits)) {
    bits = bits << 6 | sextet_of(character);
    waiting += 6;
    if (waiting >= 8) {
      waiting -= 8;
      bytes.push_back(static_cast<std::uint8_t>(bits >> waiting));
      bits &= (1U << waiting) - 1;
    }
  }
  // RFC 4648 3.5: "decoders MAY chose to reject an encoding if the pad bits have not been set to zero"
  // We do: otherwise one key could be written in several ways.
  if (bits != 0) return Base64Error{Base64Error::Kind::TrailingBits, digits - 1};
  return bytes;
}

std::string_view describe(Base64Error::Kind kind) {
  switch (kind) {
    case Base64Error::Kind::Alphabet:
      return "not a character of the base64 alphabet";
    case Base64Error::Kind::Padding:
      return "padding '=' in the wrong place, or text after it";
    case Base64Error::Kind::Length:
      return "the text ends inside a group of four characters";
    case Base64Error::Kind::TrailingBits:
      return "the last character has bits set that belong to no byte";
  }
  return "unknown";
}

}  // namespace ws101
