// Digits and separators, and what they can mean: "10 20 30" may be hex or decimal, "10000001" bits or hex. Every
// reading that accounts for the whole text is proposed.
#include "wsdump/read/cells/cells.hpp"

#include <algorithm>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLarge = 1 << 16;  // below, nobody waits for survey()
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

std::int16_t class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

// Large inputs at full speed: pairs of digits with anything between them, and at least one letter.
std::optional<std::vector<std::uint8_t>> read_pairs(std::string_view s) {
  std::vector<std::uint8_t> bytes(s.size() / 2);
  std::uint8_t* out = bytes.data();
  bool letter = false;
  std::size_t i = 0;
  while (i < s.size()) {
    const int high = class_of(s[i]);
    if (high == kSeparator) {
      ++i;
      continue;
    }
    if (high == kOther || i + 1 == s.size()) return std::nullopt;
    const int low = class_of(s[i + 1]);
    if (low >= kSeparator) return std::nullopt;
    letter |= high > 9 || low > 9;
    *out++ = static_cast<std::uint8_t>(high << 4 | low);
    i += 2;
  }
  if (!letter) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(out - bytes.data()));
  return bytes;
}

struct Group {
  Number number;
  std::size_t at = 0;
};

// What all groups of digits have in common.
struct Shape {
  std::vector<Group> groups;
  std::size_t digits = 0;
  std::size_t shortest = SIZE_MAX;
  std::size_t longest = 0;
  std::size_t odd_groups = 0;
  std::size_t odd_at = 0;  // index of the last group with an odd number of digits
  std::size_t extended = 0;
  bool letters = false;
  bool binary = true;  // nothing but 0 and 1
  bool marked_hex = false;
  bool marked_binary = false;
  bool negative = false;
  bool zero_first = false;  // "05": zero-padded, so hardly decimal
  bool short_hex = true;    // every group is one or two digits, or sign-extended
  bool decimal = true;      // every group is -128 to 255
  bool octal3 = true;       // every group is three octal digits up to 377
  bool fours = true;        // every group has four digits, the last perhaps two

  void add(const Number& number, std::size_t at) {
    const std::string_view d = number.digits;
    if (!groups.empty() && groups.back().number.digits.size() != 4) fours = false;
    groups.push_back({number, at});
    digits += d.size();
    shortest = std::min(shortest, d.size());
    longest = std::max(longest, d.size());
    if (d.size() % 2 != 0) {
      ++odd_groups;
      odd_at = groups.size() - 1;
    }
    extended += is_sign_extended(number) ? 1U : 0U;
    letters |= !all_of(d, is_digit);
    binary &= all_of(d, [](char c) { return c == '0' || c == '1'; });
    marked_hex |= number.base == 16;
    marked_binary |= number.base == 2;
    negative |= number.negative;
    zero_first |= d.size() > 1 && d[0] == '0';
    short_hex &= d.size() <= 2 || is_sign_extended(number);
    decimal &= number.base == 0 && d.size() <= 3 && to_byte(number, 10).has_value();
    octal3 &= number.base == 0 && d.size() == 3 && all_of(d, is_octal) && to_byte(number, 8).has_value();
  }
};

// Nothing at the first character that no group can have.
std::optional<Shape> survey(std::string_view s, bool signs) {
  Shape shape;
  const char* const begin = s.data();
  const std::size_t size = s.size();
  while (!s.empty()) {
    const bool sign = signs && s.size() > 1 && s[0] == '-' && is_digit(s[1]);
    if (class_of(s[0]) == kSeparator && !sign) {
      s.remove_prefix(1);
      continue;
    }
    const auto at = static_cast<std::size_t>(s.data() - begin);
    auto number = take_number(s);
    if (!number) return std::nullopt;
    const std::size_t part = number->digits.find('_');
    if (number->base == 0 && part != std::string_view::npos) {  // 8105_4865
      s = std::string_view(begin, size).substr(at + part);
      number->digits = number->digits.substr(0, part);
    }
    if (!s.empty() && class_of(s[0]) != kSeparator) return std::nullopt;
    shape.add(*number, at);
  }
  if (shape.groups.empty()) return std::nullopt;
  return shape;
}

std::vector<std::uint8_t> join_digits(const Shape& shape, unsigned bits_each) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(shape.digits * bits_each / 8);
  unsigned value = 1;  // a 1 before the bits so far
  for (const Group& group : shape.groups) {
    for (const char c : group.number.digits) {
      if (c == '_') continue;
      value = value << bits_each | static_cast<unsigned>(hex_value(c));
      if (value < 256) continue;
      bytes.push_back(static_cast<std::uint8_t>(value));
      value = 1;
    }
  }
  return bytes;
}

std::vector<std::uint8_t> numbers(const Shape& shape, unsigned base) {
  std::vector<std::uint8_t> bytes;
  for (const Group& group : shape.groups) bytes.push_back(to_byte(group.number, base).value_or(0));
  return bytes;
}

std::vector<std::uint8_t> swap_pairs(std::vector<std::uint8_t> bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
  return bytes;
}

// Groups of four may be host-order words without their offsets (od -An -x): only if they make frames so.
void add_words(const std::vector<std::uint8_t>& bytes, Findings& findings) {
  Reading swapped = make_reading("hex-words", swap_pairs(bytes));
  swapped.notes.emplace_back("swapped the bytes of 16-bit words (od -x, hexdump without -C)");
  if (swapped.chunks[0].bytes.back() == 0) {
    Reading unpadded = swapped;
    unpadded.chunks[0].bytes.pop_back();
    unpadded.notes.emplace_back("the last byte was padding of the last word");
    findings.add(std::move(unpadded), Weight::Possible);
  }
  findings.add(std::move(swapped), Weight::Possible);
}

void add_hex(const Shape& shape, const Text& text, Findings& findings) {
  const std::size_t count = shape.groups.size();
  if (shape.extended > 0 && shape.short_hex && (count > shape.extended || count > 2)) {
    Reading reading = make_reading("hex", "hex of signed chars", numbers(shape, 16));
    reading.notes.emplace_back(
        "ffffff81 is the char 81, extended by its sign: printf(\"%x\") of a signed char");
    return findings.add(std::move(reading));
  }
  if (shape.digits % 2 == 0 && (shape.odd_groups == 0 || !shape.marked_hex)) {
    const bool natural = shape.odd_groups == 0 &&
                         (shape.letters || shape.marked_hex || shape.zero_first || shape.longest > 3) &&
                         !(shape.binary && shape.digits % 8 == 0 && shape.longest >= 8);
    findings.add(make_reading("hex", join_digits(shape, 4)), natural ? Weight::Usual : Weight::Possible);
  }
  if (shape.fours && shape.groups.back().number.digits.size() == 4 && count > 1)
    add_words(join_digits(shape, 4), findings);
  // Single digits for single bytes, as printf("%x") leaves them. One alone is rather a digit that got lost, unless it
  // makes whole frames, and also if another byte is padded (05).
  if (shape.longest <= 2 && shape.odd_groups > 0) {
    Reading reading = make_reading("hex", "hex with single digits", numbers(shape, 16));
    const bool several = shape.odd_groups > 1 || grade_of(reading) >= kWholeFrames;
    if (!shape.marked_hex && text.forced != "hex" && (!several || shape.zero_first)) return;
    reading.notes.emplace_back("a single digit is a byte of its own (5 is 05)");
    findings.add(std::move(reading), shape.letters || shape.marked_hex ? Weight::Usual : Weight::Possible);
  }
}

void add_other_bases(const Shape& shape, const Text& text, Findings& findings) {
  const bool several = shape.groups.size() > 1;
  if (shape.marked_binary && shape.marked_hex)
    findings.add(make_reading("hex", "hex and binary numbers", numbers(shape, 16)));
  // Leading zeros are for columns of three; 05 is hex.
  if (shape.decimal && several && (!shape.zero_first || shape.shortest == 3)) {
    Reading reading = make_reading("decimal", numbers(shape, 10));
    // Hex with a digit lost looks the same: without a three-digit number it has to make frames.
    const bool lost_digit = shape.digits % 2 != 0 && shape.longest < 3 && text.forced != "decimal";
    const bool natural = shape.negative || (shape.longest == 3 && !shape.octal3);
    if (!lost_digit || grade_of(reading) > 0)
      findings.add(std::move(reading), natural ? Weight::Usual : Weight::Possible);
  }
  if (shape.octal3 && several) findings.add(make_reading("octal", numbers(shape, 8)), Weight::Possible);
  if (shape.binary && several && shape.longest == 8 && shape.shortest < 8) {
    findings.add(make_reading("bits", "bits without leading zeros", numbers(shape, 2)), Weight::Possible);
  } else if (shape.binary && shape.digits % 8 == 0 && !shape.marked_hex && shape.digits > 0) {
    const bool eights = shape.shortest == 8 && shape.longest == 8 && several;
    const bool natural = shape.marked_binary || eights || shape.digits >= 32;
    findings.add(make_reading("bits", join_digits(shape, 1)), natural ? Weight::Usual : Weight::Possible);
  }
}

ReadError odd_number(std::string_view body, const Shape& shape) {
  const std::string total = std::to_string(shape.digits);
  if (shape.groups.size() == 1) {
    const std::string_view digits = shape.groups[0].number.digits;
    return error_at(body, static_cast<std::size_t>(digits.data() - body.data()) + digits.size() - 1,
                    "an odd number of hex digits: " + total + " digits make " +
                        std::to_string(shape.digits / 2) + " bytes and a half",
                    "a digit is missing, or one is too many");
  }
  const Group& odd = shape.groups[shape.odd_at];
  return error_at(body, static_cast<std::size_t>(odd.number.digits.data() - body.data()),
                  "an odd number of hex digits in the group " + quoted(odd.number.digits) + " (" + total +
                      " digits in all): two digits make a byte",
                  "a digit is missing, or one is too many; a byte below 10 is written 05");
}

// A hyphen is a sign only at the start of a word (od -An -t d1); between digits it sets them off.
bool has_signs(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '-' && i > 0 && !is_space(s[i - 1]) && s[i - 1] != ',') return false;
  }
  return s.find('-') != std::string_view::npos;
}

void read_digits(std::string_view s, const Text& text, Findings& findings) {
  const bool binary = contains(s.substr(0, 64), "0b");  // 0b10000001 is made of hex digits too
  const bool extended = contains(s, "ffffff") || contains(s, "FFFFFF");
  if (s.size() > kLarge && !binary && !extended) {
    if (auto bytes = read_pairs(s)) return findings.add(make_reading("hex", std::move(*bytes)));
  }
  if (const std::string apart = set_apart(s); !apart.empty())
    return read_digits(apart, text.with(apart), findings);
  const auto shape = survey(s, has_signs(s));
  if (!shape) return;
  if (!shape->marked_binary && !shape->negative) add_hex(*shape, text, findings);
  add_other_bases(*shape, text, findings);
  if (findings.candidates.empty() && shape->digits % 2 != 0 && !shape->negative)
    findings.refuse(odd_number(text.body, *shape));
}

}  // namespace

void read_cells(const Text& text, Findings& findings) {
  const std::size_t dots = text.body.find("...");
  if (dots == std::string_view::npos) return read_digits(trim(text.body), text, findings);
  // Bytes, then dots: the copy was cut there, and what follows does not continue it.
  const std::string_view before = trim(text.body.substr(0, dots));
  std::string behind(text.body.substr(dots));
  std::replace(behind.begin(), behind.end(), '.', ' ');
  const bool more = !trim(behind).empty();
  Findings cut;
  if (more) read_digits(trim(behind), Text{behind, {}}, cut);
  if (before.size() < 4 || (more && cut.candidates.empty())) return;
  cut = {};
  read_digits(before, text, cut);
  for (Candidate& candidate : cut.candidates) {
    candidate.reading.incomplete = true;
    candidate.reading.missing = "what the dots stand for";
    if (more) candidate.reading.notes.emplace_back("left out what follows the dots");
    findings.add(std::move(candidate.reading), candidate.weight);
  }
}

}  // namespace ws101::wsdump::input
