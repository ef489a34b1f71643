// Lenient where src/base64 is strict: this reads what was pasted, not what a peer sent.
#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr int kBlank = -2;
constexpr int kPadding = -3;

constexpr std::array<std::int16_t, 256> make_sextets() {
  std::array<std::int16_t, 256> table{};
  table.fill(-1);
  for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'}) table[static_cast<unsigned char>(c)] = kBlank;
  table['='] = kPadding;
  std::int16_t value = 0;
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
    table[static_cast<unsigned char>(c)] = value++;
  table['-'] = 62;
  table['_'] = 63;
  return table;
}
constexpr auto kSextets = make_sextets();

// More than one word to a line is prose or hex, not base64.
bool one_word_lines(std::string_view s) {
  for (s = trim(s); !s.empty();) {
    std::string_view line = trim(take_line(s));
    take_word(line);
    if (!line.empty()) return false;
  }
  return true;
}

// Padding, or mixed case with digits: neither hex nor base32.
bool convincing(std::string_view s) {
  bool upper = false;
  bool small = false;
  bool other = false;  // digits and signs
  bool hex_only = true;
  bool base32 = true;
  std::size_t count = 0;
  for (const char c : s) {
    if (is_space(c)) continue;
    ++count;
    upper |= is_letter(c) && c != lower(c);
    small |= is_letter(c) && c == lower(c);
    other |= !is_letter(c);
    hex_only &= is_hex(c);
    base32 &= (is_letter(c) && c != lower(c)) || (c >= '2' && c <= '7') || c == '=';
  }
  return !hex_only && !base32 && count % 4 == 0 && other &&
         (s.back() == '=' || (upper && small && count >= 12));
}

}  // namespace

std::optional<std::vector<std::uint8_t>> decode_base64_text(std::string_view s) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(s.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned count = 0;  // sextets in `bits`
  std::size_t padding = 0;
  for (const char c : s) {
    const int value = kSextets[static_cast<unsigned char>(c)];
    padding += value == kPadding ? 1U : 0U;
    if (value == kBlank || value == kPadding) continue;
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
  if (!one_word_lines(s)) return std::nullopt;
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
      bytes->size() >= 4 && bytes->size() % 2 == 0 && all_of(text_of(Bytes(*bytes)), is_hex);
  const bool shaped = marked || hex_inside || convincing(s);
  Reading reading = make_reading("base64", std::move(*bytes));
  if (shaped || grade_of(reading) > 0)
    findings.add(std::move(reading), shaped ? Weight::Usual : Weight::Possible);
}

}  // namespace ws101::wsdump::input
