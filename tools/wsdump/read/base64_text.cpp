// Lenient where src/base64 is strict: this reads what was pasted, not what a peer sent.
#include <algorithm>

#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

constexpr std::array<std::int16_t, 256> make_sextets() {
  std::array<std::int16_t, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    table[i] = static_cast<std::int16_t>(is_space(c) ? -2 : c == '=' ? -3 : sextet(c));
  }
  return table;
}
constexpr auto kSextets = make_sextets();

// More than one word to a line is prose or hex, not base64.
bool one_word_lines(std::string_view s) {
  s = trim(s);
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!is_space(s[i])) continue;
    bool newline = false;
    while (i < s.size() && is_space(s[i])) newline |= s[i++] == '\n';
    if (!newline) return false;
  }
  return true;
}

bool convincing(std::string_view s) {
  bool upper = false;
  bool small = false;
  bool digit_or_sign = false;
  bool hex_only = true;
  bool base32 = true;
  std::size_t count = 0;
  for (char c : s) {
    if (is_space(c)) continue;
    ++count;
    upper |= c >= 'A' && c <= 'Z';
    small |= c >= 'a' && c <= 'z';
    digit_or_sign |= is_digit(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
    hex_only &= is_hex(c);
    base32 &= (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') || c == '=';
  }
  if (hex_only || base32) return false;
  return count % 4 == 0 &&
         ((upper && small && digit_or_sign && count >= 12) || (s.back() == '=' && digit_or_sign));
}

}  // namespace

std::optional<std::vector<std::uint8_t>> decode_base64_text(std::string_view s) {
  if (!one_word_lines(s)) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(s.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned count = 0;  // sextets in `bits`
  std::size_t padding = 0;
  for (char c : s) {
    const int value = kSextets[static_cast<unsigned char>(c)];
    if (value == -2) continue;
    if (value == -3) {
      ++padding;
      continue;
    }
    if (value < 0) return std::nullopt;
    if (padding != 0) {  // several encoded pieces one after another: each ends on its own padding
      if (count + padding != 4) return std::nullopt;
      bits = 0;
      count = 0;
      padding = 0;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    ++count;
    // Bytes leave as soon as they are complete, so that padding only has to be counted.
    if (count >= 2) bytes.push_back(static_cast<std::uint8_t>(bits >> (8 - 2 * count)));
    if (count == 4) {
      bits = 0;
      count = 0;
    }
  }
  if (count == 1 || (padding != 0 && count + padding != 4)) return std::nullopt;
  if (count != 0 && (bits & (count == 2 ? 0x0fU : 0x03U)) != 0) return std::nullopt;
  return bytes;
}

void read_base64(const Text& text, Findings& findings) {
  constexpr std::size_t kLargestGuess = 1 << 16;  // hex digits of that many are meant as hex
  std::string_view s = trim(text.body);
  bool marked = text.forced == "base64";
  if (s.starts_with("data:")) {
    const std::size_t comma = s.find(";base64,");
    if (comma == std::string_view::npos) return;
    s.remove_prefix(comma + 8);
    marked = true;
  }
  if (s.size() < 3 || (s.size() > kLargestGuess && all_of(s.substr(0, 256), is_hex))) return;
  auto bytes = decode_base64_text(s);
  if (!bytes || bytes->empty()) return;
  // Base64 of hex digits is no accident.
  const bool hex_inside =
      bytes->size() >= 4 && bytes->size() % 2 == 0 &&
      std::all_of(bytes->begin(), bytes->end(), [](std::uint8_t b) { return is_hex(static_cast<char>(b)); });
  const bool shaped = marked || hex_inside || convincing(s);
  Reading reading = make_reading("base64", "base64", std::move(*bytes));
  if (shaped || score_of(reading, text.score) > 0)
    findings.add(std::move(reading), shaped ? Weight::Usual : Weight::Possible);
}

}  // namespace ws101::wsdump::input
