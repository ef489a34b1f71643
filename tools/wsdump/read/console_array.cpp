// A typed array as a browser's console copies it: a preview in brackets with properties among the elements, the
// opened view with one numbered element a line, or both.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

using Bytes = std::vector<std::uint8_t>;

bool is_array_type(std::string_view word) {
  for (std::string_view known :
       {"Uint8Array", "Uint8ClampedArray", "Int8Array", "Array", "ArrayBuffer", "SharedArrayBuffer"}) {
    if (word == known) return true;
  }
  return false;
}

// A whole number from -128 to 255 and nothing else.
std::optional<std::uint8_t> byte_of(std::string_view s) {
  s = trim(s);
  const bool negative = s.starts_with("-");
  if (negative) s.remove_prefix(1);
  if (s.empty() || s.size() > 3 || !all_of(s, is_digit)) return std::nullopt;
  const std::uint64_t value = decimal(s);
  if (value > (negative ? 128 : 255)) return std::nullopt;
  return static_cast<std::uint8_t>(negative ? 256 - value : value);
}

std::optional<std::size_t> count_of(std::string_view s) {
  if (s.empty() || s.size() > 9 || !all_of(s, is_digit)) return std::nullopt;
  return decimal(s);
}

// "(11)" at the start of `s`, taken off.
std::optional<std::size_t> take_count(std::string_view& s) {
  if (!s.starts_with("(")) return std::nullopt;
  const std::size_t close = s.find(')');
  if (close == std::string_view::npos) return std::nullopt;
  const auto count = count_of(s.substr(1, close - 1));
  if (count) s.remove_prefix(close + 1);
  return count;
}

// "buffer: ArrayBuffer(11)", "[[Prototype]]: TypedArray", "Symbol(Symbol.toStringTag): 'Uint8Array'".
bool is_property(std::string_view s) {
  const std::size_t colon = s.find(": ");
  const std::string_view name = s.substr(0, colon);
  return colon != std::string_view::npos && !name.empty() && !is_digit(name[0]) && all_of(name, [](char c) {
           return is_word(c) || std::string_view("[]().<>$").find(c) != std::string_view::npos;
         });
}

struct Preview {
  Bytes bytes;
  bool properties = false;
  bool cut = false;
  std::string more;  // "4 more bytes", where it is said
};

// The entry of a preview up to the comma or bracket that ends it; brackets and quotes inside belong to it.
std::string_view take_entry(std::string_view& s) {
  std::size_t depth = 0;
  char quote = 0;
  std::size_t i = 0;
  for (; i < s.size(); ++i) {
    const char c = s[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (depth != 0 && (c == ')' || c == ']' || c == '}')) {
      --depth;
    } else if (depth == 0 && (c == ',' || c == ']')) {
      break;
    }
  }
  const std::string_view entry = trim(s.substr(0, i));
  s.remove_prefix(i);
  return entry;
}

std::optional<Preview> take_preview(std::string_view& s) {
  Preview out;
  s.remove_prefix(1);
  while (true) {
    const std::string_view entry = take_entry(s);
    if (s.empty()) return std::nullopt;  // no closing bracket
    if (const auto byte = byte_of(entry); byte && !out.properties && !out.cut) {
      out.bytes.push_back(*byte);
    } else if (entry.ends_with("...")) {
      const std::string_view said = trim(entry.substr(0, entry.size() - 3));
      out.cut = true;
      if (said.ends_with(" more")) {
        if (!count_of(said.substr(0, said.size() - 5))) return std::nullopt;
        out.more = std::string(said) + " bytes";
      } else if (!said.empty()) {
        return std::nullopt;
      }
    } else if (is_property(entry)) {
      out.properties = true;
    } else if (!entry.empty()) {
      return std::nullopt;
    }
    const char end = s.front();
    s.remove_prefix(1);
    if (end == ']') return out;
  }
}

// The numbered lines of the opened view. One array may be shown twice, signed and unsigned: each is a run from 0.
std::optional<std::vector<Bytes>> read_opened(std::string_view s) {
  std::vector<Bytes> runs;
  while (!s.empty()) {
    std::string_view line = trim(take_line(s));
    while (!line.empty() && static_cast<unsigned char>(line[0]) >= 0x80) line.remove_prefix(1);  // triangles
    line = trim(line);
    if (line.empty() || is_property(line)) continue;
    if (line.starts_with("[") && line.ends_with("]") && contains(line, "...")) continue;  // [0 ... 99]
    const std::size_t colon = line.find(": ");
    const auto index = count_of(line.substr(0, colon));
    if (!index || colon == std::string_view::npos) return std::nullopt;
    if (*index == 0) runs.emplace_back();
    const auto byte = byte_of(line.substr(colon + 2));
    if (!byte || runs.empty() || runs.back().size() != *index) return std::nullopt;
    runs.back().push_back(*byte);
  }
  return runs;
}

}  // namespace

Outcome read_console_array(const Text& text) {
  if (!text.forced.empty() && text.forced != "uint8array") return std::nullopt;
  std::string_view s = trim(text.body);
  std::size_t n = 0;
  while (n < s.size() && is_word(s[n])) ++n;
  const std::string_view type = s.substr(0, n);
  s.remove_prefix(n);
  std::optional<std::size_t> length = take_count(s);
  if (type.empty() ? !length : !is_array_type(type)) return std::nullopt;
  Preview preview;
  s = trim_left(s);
  if (s.starts_with("[") && !s.starts_with("[[")) {
    auto taken = take_preview(s);
    if (!taken) return std::nullopt;
    preview = std::move(*taken);
  }
  s = trim_left(s);
  if (const auto behind = take_count(s)) length = behind;  // Safari's place for it
  const bool behind = !s.empty() || (length && !type.empty() && trim(text.body).ends_with(")"));
  // An array with nothing of a console's about it is read with those of the languages.
  if (!behind && !preview.properties && preview.more.empty()) return std::nullopt;
  const auto opened = read_opened(s);
  if (!opened) return std::nullopt;
  const Bytes* whole = &preview.bytes;
  for (const Bytes& run : *opened) {
    if (run.size() < whole->size() || !std::equal(whole->begin(), whole->end(), run.begin()))
      return std::nullopt;
    whole = &run;
  }
  if (whole->empty()) return std::nullopt;
  Reading reading = make_reading("uint8array", "a typed array from a browser's console", *whole);
  const std::size_t count = whole->size();
  if (length ? *length > count : preview.cut && opened->empty()) {
    reading.incomplete = true;
    reading.missing = length                 ? std::to_string(*length - count) + " more bytes"
                      : preview.more.empty() ? "what the dots stand for"
                                             : preview.more;
    reading.notes.emplace_back(
        "the console shows part of an array; print it whole: Array.from(bytes).join()");
  }
  return reading;
}

}  // namespace ws101::wsdump::input
