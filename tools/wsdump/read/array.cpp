// Arrays and lists of numbers as programming languages write and print them, with or without a declaration.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/list_reader.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

std::optional<std::uint64_t> value_of(const Element& element, unsigned base) {
  std::uint64_t value = 0;
  std::size_t count = 0;
  for (char c : element.digits) {
    if (c == '_') continue;
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base || ++count > 64) return std::nullopt;
    if (value > (UINT64_MAX >> 4) / 2 && base == 10) return std::nullopt;
    value = value * base + static_cast<unsigned>(digit);
  }
  return value;
}

enum class Bare { Decimal, Hex, Octal };
enum class Order { Bytes, BigEndian, LittleEndian };

// All elements as bytes. On failure `bad` is the first that is none.
std::optional<std::vector<std::uint8_t>> to_bytes(const List& list, Bare bare, Order order,
                                                  const Element** bad) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(list.elements.size());
  for (const Element& element : list.elements) {
    *bad = &element;
    if (element.base == 1) {
      bytes.push_back(element.value);
      continue;
    }
    unsigned base = element.base;
    if (base == 0) {
      const bool zero_first = element.digits.size() > 1 && element.digits[0] == '0';
      base = bare == Bare::Hex ? 16 : bare == Bare::Octal && zero_first ? 8 : 10;
      if (base == 16 && element.digits.size() > 2) return std::nullopt;
    }
    const auto value = value_of(element, base);
    if (!value) return std::nullopt;
    std::size_t size = element.bits != 0 ? element.bits / 8U : 1;
    if (order != Order::Bytes) {
      if (element.base != 16) return std::nullopt;
      size = element.digits.size() / 2;
      if (element.digits.size() % 2 != 0 || size > 8) return std::nullopt;
    }
    if (element.negative) {
      if (size != 1 || *value > 128) return std::nullopt;
      bytes.push_back(static_cast<std::uint8_t>(256 - *value));
      continue;
    }
    if (size < 8 && *value >> (8 * size) != 0) return std::nullopt;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t shift = order == Order::LittleEndian ? i : size - 1 - i;
      bytes.push_back(static_cast<std::uint8_t>(*value >> (8 * shift)));
    }
  }
  *bad = nullptr;
  return bytes;
}

std::pair<std::string_view, std::string_view> name_of(const List& list, bool hex) {
  if (list.json_buffer) return {"node-buffer-json", "a Buffer as JSON"};
  if (list.keyed) return {"json-object", "an object with numbered keys"};
  if (list.node) return {"uint8array", "a JavaScript Uint8Array"};
  if (list.directive) return {"numbers", "an assembler's data lines"};
  if (list.erlang) return {"erlang-binary", "an Erlang or Elixir binary"};
  if (list.braces) return {"c-array", "a C array"};
  if (list.brackets) return {"list", hex ? "a list of hex bytes" : "a list of bytes"};
  return {"numbers", "a list of numbers"};
}

constexpr std::string_view kArrayNames[] = {"node-buffer-json", "json-object", "uint8array", "erlang-binary",
                                            "c-array",          "list",        "numbers"};

}  // namespace

Outcome read_array(const Text& text) {
  const bool forced = !text.forced.empty();
  if (forced &&
      std::find(std::begin(kArrayNames), std::end(kArrayNames), text.forced) == std::end(kArrayNames)) {
    return std::nullopt;
  }
  if (text.body.find_first_of("[{(<,-x") == std::string_view::npos && !forced) return std::nullopt;
  auto list = read_list(text.body);
  if (!list) return std::nullopt;
  const bool bracketed =
      list->braces || list->brackets || list->erlang || list->keyed || list->json_buffer || list->directive;
  if (!bracketed && !forced) {
    if (list->elements.size() < 2) return std::nullopt;  // "(1 row)"
    // Without brackets only what plain hex is not: signs, casts, mixed bases.
    const bool signs = std::any_of(list->elements.begin(), list->elements.end(),
                                   [](const Element& e) { return e.negative; });
    const bool parens = text.body.find('(') != std::string_view::npos;
    if (!(signs || parens)) return std::nullopt;
    if (!parens && text.body.find(',') == std::string_view::npos) {
      // Blanks alone: a hyphen is a sign only at the start of a word (od -An -t d1).
      for (std::size_t i = 1; i < text.body.size(); ++i) {
        if (text.body[i] == '-' && !is_space(text.body[i - 1])) return std::nullopt;
      }
    }
  }
  bool all_bare2 = true;
  bool letters = false;
  bool zero_first = false;
  bool words = false;
  for (const Element& e : list->elements) {
    if (e.base == 0) {
      letters |= !all_of(e.digits, is_digit);
      zero_first |= e.digits.size() > 1 && e.digits[0] == '0';
    }
    all_bare2 &= e.base == 0 && e.digits.size() <= 2 && !e.negative;
    words |= e.base == 16 && e.digits.size() > 2;
  }
  Candidates candidates;
  const Element* bad = nullptr;
  const Element* first_bad = nullptr;
  const auto attempt = [&](Bare bare, Order order, bool expected, std::string_view note) {
    auto bytes = to_bytes(*list, bare, order, &bad);
    if (first_bad == nullptr) first_bad = bad;
    if (!bytes) return;
    const auto [name, plain_words] = name_of(*list, bare == Bare::Hex);
    Reading reading = make_reading(name, plain_words, std::move(*bytes));
    if (bare == Bare::Octal) reading.words += " with octal numbers";
    if (order != Order::Bytes)
      reading.words += order == Order::BigEndian ? " of words, high byte first" : " of words, low byte first";
    if (!note.empty()) reading.notes.emplace_back(note);
    candidates.push_back({std::move(reading), expected});
  };
  if (words) {
    attempt(Bare::Decimal, Order::BigEndian, false, "");
    attempt(Bare::Decimal, Order::LittleEndian, false, "");
  } else {
    if (!letters) attempt(Bare::Decimal, Order::Bytes, !zero_first, "");
    if (zero_first && !letters) attempt(Bare::Octal, Order::Bytes, list->braces, "");
    if (all_bare2) attempt(Bare::Hex, Order::Bytes, letters || (zero_first && !list->braces), "");
  }
  if (candidates.empty() && first_bad != nullptr) {
    if (!bracketed) return std::nullopt;
    return error_at(text.body, first_bad->at,
                    "expected numbers from 0 to 255 (or -128 to 127) in " +
                        std::string(name_of(*list, false).second) + ", got " +
                        (first_bad->negative ? "-" : "") + std::string(first_bad->digits.substr(0, 24)));
  }
  Outcome outcome = choose(std::move(candidates), Text{text.body, {}, text.score});
  if (outcome) {
    if (auto* reading = std::get_if<Reading>(&*outcome)) {
      const std::size_t count = reading->chunks.front().bytes.size();
      if (list->truncated) {
        reading->incomplete = true;
        reading->missing = list->more.empty() ? "what the dots stand for" : list->more;
      } else {
        std::uint64_t sum = 0;
        bool agrees = list->lengths.empty();
        for (std::uint64_t length : list->lengths) {
          sum += length;
          agrees |= length == count;
        }
        if (!agrees && sum != count && sum > 1) {
          reading->notes.push_back("a length of " + std::to_string(list->lengths.front()) +
                                   " is stated, but there are " + std::to_string(count) + " bytes");
        }
      }
    }
  }
  return outcome;
}

}  // namespace ws101::wsdump::input
