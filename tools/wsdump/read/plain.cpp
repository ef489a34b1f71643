// Plain hex in any spacing, and what can be mistaken for it: decimal bytes, bit strings, base64, swapped words.
//
// The digits alone often do not say which it is: "10 20 30" may be hex or decimal, "10000001" bits or hex, "abcd"
// hex or base64. Every reading that accounts for the whole text becomes a candidate; choose() takes the one that
// makes WebSocket frames.
#include <algorithm>
#include <cstring>

#include "wsdump/read/base64_text.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::int16_t kSeparator = 16;
constexpr std::int16_t kOther = 17;

constexpr std::array<std::int16_t, 256> make_classes() {
  std::array<std::int16_t, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) table[i] = kHexValues[i] >= 0 ? std::int16_t{kHexValues[i]} : kOther;
  for (char c : {' ', '\t', '\n', '\r', '\f', ',', ':', '-', '.', '_', '|', ';', '/'}) {
    table[static_cast<unsigned char>(c)] = kSeparator;
  }
  return table;
}
constexpr auto kClasses = make_classes();

// The common case at full speed: pairs of digits with anything between them, and at least one letter.
std::optional<std::vector<std::uint8_t>> read_pairs(std::string_view s) {
  std::vector<std::uint8_t> bytes(s.size() / 2);
  std::uint8_t* out = bytes.data();
  bool letter = false;
  std::size_t i = 0;
  while (i < s.size()) {
    const int high = kClasses[static_cast<unsigned char>(s[i])];
    if (high == kSeparator) {
      ++i;
      continue;
    }
    if (high == kOther || i + 1 == s.size()) return std::nullopt;
    const int low = kClasses[static_cast<unsigned char>(s[i + 1])];
    if (low >= kSeparator) return std::nullopt;
    letter |= high > 9 || low > 9;
    *out++ = static_cast<std::uint8_t>(high << 4 | low);
    i += 2;
  }
  if (!letter) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(out - bytes.data()));
  return bytes;
}

// Splits at separators and calls take(digits, prefix) for each group; the prefix is "", "0x", "0b" and so on. False
// at the first character that no group can have, whose place is left in `at`.
template <typename Take>
bool for_each_group(std::string_view s, std::size_t& at, Take take) {
  at = 0;
  while (at < s.size()) {
    if (kClasses[static_cast<unsigned char>(s[at])] == kSeparator) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    std::string_view prefix;
    if (s[at] == '0' && at + 2 < s.size() && is_hex(s[at + 2])) {
      const char mark = lower(s[at + 1]);
      if (mark == 'x') prefix = "0x";
      // 0b is also two hex digits: a binary number has at least eight digits here and nothing but 0 and 1.
      if (mark == 'b') {
        std::size_t n = at + 2;
        while (n < s.size() && (s[n] == '0' || s[n] == '1' || s[n] == '_')) ++n;
        if (n - at > 9 && (n == s.size() || !is_hex(s[n]))) prefix = "0b";
      }
    } else if ((s[at] == 'x' || s[at] == '$') && at + 1 < s.size() && is_hex(s[at + 1])) {
      prefix = "x";
    } else if (s[at] == '#' && at + 2 < s.size() && s[at + 1] == '$' && is_hex(s[at + 2])) {
      prefix = "#$";  // Pascal's characters
    } else if (s.substr(at, 2) == "&H" || s.substr(at, 2) == "&h") {
      prefix = "&h";
    }
    at += prefix.size();
    const std::size_t digits = at;
    while (at < s.size() && is_hex(s[at])) ++at;
    std::size_t end = at;
    if (at == digits || (at < s.size() && kClasses[static_cast<unsigned char>(s[at])] != kSeparator)) {
      // 81h, the assembler's way; 818537fah and the like are left alone.
      if (at == digits || lower(s[at]) != 'h' || !prefix.empty() ||
          (at + 1 < s.size() && kClasses[static_cast<unsigned char>(s[at + 1])] != kSeparator)) {
        return false;
      }
      ++at;
      prefix = "h";
    }
    std::string_view group = s.substr(digits, end - digits);
    if (prefix == "h" && group.size() == 3 && group[0] == '0') group.remove_prefix(1);  // 0FAh
    if (!take(group, prefix, begin)) return false;
  }
  return true;
}

struct Shape {
  std::size_t groups = 0;
  std::size_t digits = 0;
  std::size_t shortest = SIZE_MAX;
  std::size_t longest = 0;
  std::size_t odd_groups = 0;
  std::size_t odd_at = 0;  // where the last group with an odd number of digits starts
  std::size_t last_length = 0;
  bool letters = false;
  bool binary = true;       // nothing but 0 and 1
  bool marked_hex = false;  // 0x, x, $, &h or h
  bool marked_binary = false;
  bool bare_zero_first = false;  // "05": zero-padded, so hardly decimal
  bool decimal = true;           // every group is 0 to 255
  bool octal3 = true;            // every group is three octal digits up to 377
  bool all8 = true;
  bool all4 = true;  // but the last
};

Shape survey_groups(std::string_view s, bool& whole, std::size_t& at) {
  Shape shape;
  whole = for_each_group(s, at, [&](std::string_view digits, std::string_view prefix, std::size_t begin) {
    if (shape.last_length != 0 && shape.last_length != 4) shape.all4 = false;
    shape.last_length = digits.size();
    ++shape.groups;
    shape.digits += digits.size();
    shape.shortest = std::min(shape.shortest, digits.size());
    shape.longest = std::max(shape.longest, digits.size());
    if (digits.size() % 2 != 0) {
      ++shape.odd_groups;
      shape.odd_at = begin;
    }
    unsigned value = 0;
    for (char c : digits) {
      shape.letters |= !is_digit(c);
      shape.binary &= c == '0' || c == '1';
      if (value < 100000) value = value * 10 + static_cast<unsigned>(hex_value(c));
    }
    if (prefix == "0b") {
      shape.marked_binary = true;
    } else if (!prefix.empty()) {
      shape.marked_hex = true;
    }
    shape.bare_zero_first |= digits.size() > 1 && digits[0] == '0';
    shape.decimal &= value <= 255 && digits.size() <= 3;
    shape.octal3 &= digits.size() == 3 && digits[0] <= '3' && is_octal(digits[1]) && is_octal(digits[2]);
    shape.all8 &= digits.size() == 8;
    return true;
  });
  // Zeros in front are for columns of three; 05 is hex.
  shape.decimal &= (!shape.bare_zero_first || shape.shortest == 3) && !shape.letters && !shape.marked_hex &&
                   !shape.marked_binary;
  shape.octal3 &= !shape.letters && !shape.marked_hex && !shape.marked_binary;
  return shape;
}

std::vector<std::uint8_t> join_digits(std::string_view s) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(s.size() / 2);
  int pending = -1;
  std::size_t at = 0;
  for_each_group(s, at, [&](std::string_view digits, std::string_view, std::size_t) {
    for (char c : digits) {
      if (pending < 0) {
        pending = hex_value(c);
      } else {
        bytes.push_back(static_cast<std::uint8_t>(pending << 4 | hex_value(c)));
        pending = -1;
      }
    }
    return true;
  });
  return bytes;
}

std::vector<std::uint8_t> numbers(std::string_view s, unsigned base) {
  std::vector<std::uint8_t> bytes;
  std::size_t at = 0;
  for_each_group(s, at, [&](std::string_view digits, std::string_view, std::size_t) {
    unsigned value = 0;
    for (char c : digits) value = value * base + static_cast<unsigned>(hex_value(c));
    bytes.push_back(static_cast<std::uint8_t>(value));
    return true;
  });
  return bytes;
}

std::vector<std::uint8_t> bits(std::string_view s) {
  std::vector<std::uint8_t> bytes;
  unsigned value = 1;
  std::size_t at = 0;
  for_each_group(s, at, [&](std::string_view digits, std::string_view, std::size_t) {
    for (char c : digits) {
      value = value << 1 | (c == '1' ? 1U : 0U);
      if (value >= 256) {
        bytes.push_back(static_cast<std::uint8_t>(value));
        value = 1;
      }
    }
    return true;
  });
  return bytes;
}

std::vector<std::uint8_t> swap_pairs(std::vector<std::uint8_t> bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
  return bytes;
}

// Takes one pair of quotes or brackets off, with the x of X'81', h'81', x"81".
std::string_view unwrap(std::string_view s) {
  s = trim(s);
  std::string_view inner = s;
  if (inner.size() > 3 && (lower(inner[0]) == 'x' || inner[0] == 'h') &&
      (inner[1] == '\'' || inner[1] == '"')) {
    inner.remove_prefix(1);
  }
  // Verilog's 88'h8185, JavaScript's 0x8185n
  std::size_t width = 0;
  while (width < inner.size() && is_digit(inner[width])) ++width;
  if (width != 0 && inner.substr(width).starts_with("'h")) return inner.substr(width + 2);
  if (inner.starts_with("0x") && inner.ends_with("n") && all_of(inner.substr(2, inner.size() - 3), is_hex))
    return inner.substr(0, inner.size() - 1);
  if (inner.size() < 3) return s;
  const char open = inner.front();
  const char close = open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : open == '<' ? '>' : open;
  if (std::strchr("\"'`[({<", open) == nullptr || inner.back() != close) return s;
  inner = inner.substr(1, inner.size() - 2);
  if (open == '\'' && inner.size() > 2 && inner.starts_with("\\x")) inner.remove_prefix(2);  // SQL '\x8185'
  return inner;
}

Outcome odd_number(std::string_view body, std::string_view s, const Shape& shape) {
  const auto offset = static_cast<std::size_t>(s.data() - body.data());
  if (shape.groups == 1) {
    return error_at(body, offset + s.size() - 1,
                    "an odd number of hex digits: " + std::to_string(shape.digits) + " digits make " +
                        std::to_string(shape.digits / 2) + " bytes and a half",
                    "a digit is missing, or one is too many");
  }
  std::size_t end = shape.odd_at;
  while (end < s.size() && !is_space(s[end]) && s[end] != ',') ++end;
  return error_at(body, offset + shape.odd_at,
                  "an odd number of hex digits in the group " +
                      quoted(s.substr(shape.odd_at, end - shape.odd_at)) + " (" +
                      std::to_string(shape.digits) + " digits in all): two digits make a byte",
                  "a digit is missing, or one is too many; a byte below 10 is written 05");
}

Outcome read_digits(const Text& text) {
  const std::string_view s = unwrap(text.body);
  const bool forced_hex = text.forced == "hex";
  if (text.forced.empty() || forced_hex) {
    // 0b10000001 is made of hex digits too; leave it to the slow way.
    const bool binary =
        trim_left(s).starts_with("0b") && s.find_first_of("23456789acdefACDEF") == std::string_view::npos;
    if (auto bytes = binary ? std::nullopt : read_pairs(s); bytes && !bytes->empty()) {
      const bool one_group = all_of(s.substr(0, 64), is_hex);
      Candidates candidates;
      // Groups of four may be host-order words without their offsets (od -An -x): only if they make frames so.
      bool whole = false;
      std::size_t at = 0;
      if (!one_group && s.size() < 1 << 20 && !forced_hex) {
        const Shape shape = survey_groups(s, whole, at);
        if (whole && shape.all4 && shape.last_length == 4 && shape.groups > 1) {
          Reading swapped = make_reading("hex-words", "16-bit words in host order", swap_pairs(*bytes));
          swapped.notes.emplace_back("swapped the bytes of 16-bit words (od -x, hexdump without -C)");
          if (swapped.chunks[0].bytes.back() == 0) {
            Reading unpadded = swapped;
            unpadded.chunks[0].bytes.pop_back();
            unpadded.notes.emplace_back("the last byte was padding of the last word");
            candidates.push_back({std::move(unpadded), false});
          }
          candidates.push_back({std::move(swapped), false});
        }
      }
      if (!forced_hex && s.size() < 1 << 16) add_base64(s, text, candidates);
      if (candidates.empty()) return make_reading("hex", "plain hex", std::move(*bytes));
      candidates.insert(candidates.begin(), {make_reading("hex", "plain hex", std::move(*bytes)), true});
      return choose(std::move(candidates), text);
    }
  }
  bool whole = false;
  std::size_t at = 0;
  const Shape shape = survey_groups(s, whole, at);
  Candidates candidates;
  if (whole && shape.groups > 0) {
    if (!shape.marked_binary && shape.digits % 2 == 0 && (shape.odd_groups == 0 || !shape.marked_hex)) {
      const bool natural =
          shape.odd_groups == 0 &&
          (shape.letters || shape.marked_hex || shape.bare_zero_first || shape.longest > 3) &&
          !(shape.binary && shape.digits % 8 == 0 && shape.longest >= 8);
      candidates.push_back({make_reading("hex", "plain hex", join_digits(s)), natural});
    }
    if (shape.marked_hex && shape.all4 && shape.last_length == 4 && shape.groups > 1) {
      Reading swapped = make_reading("hex-words", "16-bit words in host order", swap_pairs(join_digits(s)));
      swapped.notes.emplace_back("swapped the bytes of 16-bit words");
      candidates.push_back({std::move(swapped), false});
    }
    // Single digits for single bytes, as printf("%x") leaves them. One alone is rather a digit that got lost, and so
    // it is where another byte is padded (05).
    if (shape.longest <= 2 && shape.odd_groups > 0 && !shape.marked_binary &&
        (shape.marked_hex || forced_hex || (shape.odd_groups > 1 && !shape.bare_zero_first))) {
      Reading reading = make_reading("hex", "hex with single digits", numbers(s, 16));
      reading.notes.emplace_back("a single digit is a byte of its own (5 is 05)");
      candidates.push_back({std::move(reading), shape.letters || shape.marked_hex});
    }
    if (shape.decimal && shape.groups > 1) {
      const bool natural = shape.longest == 3 && !shape.octal3;
      Reading reading = make_reading("decimal", "decimal bytes", numbers(s, 10));
      // Hex with a digit lost looks the same: without a three-digit number it has to make frames.
      const bool lost_digit = shape.digits % 2 != 0 && shape.longest < 3 && text.forced != "decimal";
      if (!lost_digit || score_of(reading, text.score) > 0)
        candidates.push_back({std::move(reading), natural});
    }
    if (shape.octal3 && shape.groups > 1) {
      candidates.push_back({make_reading("octal", "octal bytes", numbers(s, 8)), false});
    }
    if (shape.binary && shape.digits % 8 == 0 && !shape.marked_hex) {
      const bool natural = shape.marked_binary || (shape.all8 && shape.groups > 1) || shape.digits >= 32;
      candidates.push_back({make_reading("bits", "a bit string", bits(s)), natural});
    }
  }
  add_base64(s, text, candidates);
  if (Outcome chosen = choose(std::move(candidates), text)) return chosen;
  if (whole && shape.groups > 0 && shape.digits % 2 != 0) return odd_number(text.body, s, shape);
  return std::nullopt;
}

// Bytes, then dots: the copy was cut there, and what follows does not continue it.
Outcome read_until_dots(const Text& text) {
  const std::size_t dots = text.body.find("...");
  const std::string_view before = text.body.substr(0, dots);
  if (dots == std::string_view::npos || trim(before).size() < 4) return std::nullopt;
  const std::string_view behind = text.body.substr(dots);
  const std::size_t more = behind.find_first_not_of(". \t\r\n");
  if (more != std::string_view::npos) {
    std::string others(behind.substr(more));  // perhaps with more dots
    std::replace(others.begin(), others.end(), '.', ' ');
    if (!read_digits(Text{others, text.forced, text.score})) return std::nullopt;
  }
  Outcome outcome = read_digits(Text{before, text.forced, text.score});
  if (auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr) {
    reading->incomplete = true;
    reading->missing = "what the dots stand for";
    if (more != std::string_view::npos) reading->notes.emplace_back("left out what follows the dots");
  }
  return outcome;
}

}  // namespace

Outcome read_plain(const Text& text) {
  if (Outcome outcome = read_until_dots(text)) return outcome;
  return read_digits(text);
}

}  // namespace ws101::wsdump::input
