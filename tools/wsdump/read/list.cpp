// From the pieces of code to bytes: which base bare digits have, which rules escapes follow.
#include "wsdump/read/list.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/code.hpp"
#include "wsdump/read/literal.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::string_view kSigned = "0xffffff81 is the char 81, extended by its sign";

// The format of a list, and its name for people.
using Name = std::pair<std::string_view, std::string_view>;

Name name_of(const Code& code) {
  if (code.json_buffer) return {"node-buffer-json", "a Buffer as JSON"};
  if (code.javascript) return {"uint8array", "a JavaScript typed array"};
  const char bracket = code.brackets.empty() ? ' ' : code.brackets[0];
  if (bracket == 'E') return {"erlang-binary", "an Erlang or Elixir binary"};
  if (bracket == '{') return {"c-array", "a C array"};
  if (bracket == '[' || bracket == '(') return {"list", "a list of bytes"};
  return {"numbers", "a list of numbers"};
}

std::string_view note_of(const List& list, std::size_t count) {
  if (list.truncated) return "the list was cut where it was printed";
  return list.stated && *list.stated != count && *list.stated > 1
             ? "the length stated beside the list is another"
             : "";
}

// All elements as bytes if bare digits are of `base`; on failure `bad` is the first that is none.
std::optional<Reading> as_bytes(Name name, const List& list, unsigned base, const Element*& bad) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(list.elements.size());
  bool extended = false;
  for (const Element& element : list.elements) {
    const bool octal = base == 8 && element.number.base == 0 && element.number.digits.starts_with("0");
    const auto byte = element.byte ? element.byte : to_byte(element.number, base == 8 && !octal ? 10 : base);
    if (!byte) {
      bad = &element;
      return std::nullopt;
    }
    extended |= !element.byte && element.number.base == 16 && is_sign_extended(element.number);
    bytes.push_back(*byte);
  }
  const std::size_t count = bytes.size();
  Reading reading = make_reading(name.first, name.second, std::move(bytes));
  if (base == 16) reading.words += " in hex";
  if (base == 8) reading.words += " with octal numbers";
  if (extended) reading.notes.emplace_back(kSigned);
  if (const std::string_view note = note_of(list, count); !note.empty()) reading.notes.emplace_back(note);
  reading.incomplete = list.truncated;
  if (list.truncated) {
    reading.missing = list.stated && *list.stated > count
                          ? std::to_string(*list.stated - count) + " more bytes"
                      : list.more.empty() ? "what the dots stand for"
                                          : list.more;
  }
  return reading;
}

// char peer1_0[] = { /* Packet 6 */ 0x81, ... }: a followed stream as Wireshark saves it, an array a segment.
void add_peers(const Code& code, std::string_view body, Findings& findings) {
  Reading reading = make_reading("follow-c", "a followed TCP stream as C arrays", {});
  reading.chunks.clear();
  for (const List& list : code.lists) {
    const Element* bad = nullptr;
    auto bytes = as_bytes({}, list, 10, bad);
    const std::size_t at = body.find("peer");
    if (!bytes || at == std::string_view::npos || at + 5 > body.size()) return;
    bytes->chunks[0].side = body[at + 4] == '1' ? 1 : 0;
    reading.chunks.push_back(std::move(bytes->chunks[0]));
    body.remove_prefix(at + 5);
  }
  findings.add(std::move(reading), Weight::Proven);
}

// <Buffer 81 85 ... 28 more bytes>, <818537fa 213d>, and a cut in the middle as Apple prints it.
void add_hex(const Code& code, Findings& findings) {
  const bool buffer = code.brackets.starts_with("B");
  Reading reading = make_reading(buffer ? "node-buffer" : "nsdata",
                                 buffer ? "a Node Buffer" : "hex in angle brackets, as NSData prints it", {});
  for (const std::string_view inside : code.hex) {
    if (reading.incomplete) return;  // what follows does not continue it
    const std::size_t dots = inside.find("...");
    const std::string_view digits = inside.substr(0, std::min(dots, inside.find('}')));
    const auto bytes = hex_pairs(digits);
    if (!bytes) return;
    reading.chunks[0].bytes.insert(reading.chunks[0].bytes.end(), bytes->begin(), bytes->end());
    if (dots == std::string_view::npos) continue;
    const std::string_view more = trim(inside.substr(dots + 3));
    reading.incomplete = true;
    reading.missing = contains(more, "more byte") ? std::string(more) : "what the dots stand for";
  }
  findings.add(std::move(reading));
}

// The bytes of the escapes under each rule that differs for them.
void add_literal(std::string_view content, std::string_view name, std::string_view words, bool utf8_usual,
                 Findings& findings) {
  const auto latin = decode_literal(content, false);
  const auto utf8 = decode_literal(content, true);
  const bool points = (latin && latin->code_points) || (utf8 && utf8->code_points);
  if (latin && !latin->bytes.empty()) {
    Reading reading = make_reading(name, words, latin->bytes);
    if (points) reading.words += " whose characters are bytes (Latin-1)";
    findings.add(std::move(reading), points && utf8_usual ? Weight::Possible : Weight::Usual);
  }
  if (points && utf8 && !utf8->bytes.empty()) {
    Reading reading = make_reading(name, words, utf8->bytes);
    reading.words += " whose characters are UTF-8";
    findings.add(std::move(reading), utf8_usual || !latin ? Weight::Usual : Weight::Possible);
  }
}

// A string that was printed inside another one has its backslashes doubled: \\x81\\x05Hello.
void add_escaped_twice(std::string_view content, Findings& findings) {
  if (!contains(content, R"(\\x)") && !contains(content, R"(\\u)")) return;
  std::string once;
  for (std::size_t i = 0; i < content.size(); ++i) {
    once += content[i];
    if (content.substr(i, 2) == R"(\\)") ++i;
  }
  Findings found;
  add_literal(once, "escapes", "text with escapes that were escaped once more", false, found);
  for (Candidate& candidate : found.candidates) findings.add(std::move(candidate.reading), Weight::Possible);
}

// Hex behind one \x, as PostgreSQL prints bytes.
void add_bytea(std::string_view content, Findings& findings) {
  while (content.starts_with("\\\\")) content.remove_prefix(1);
  if (!content.starts_with("\\x") || content.size() < 6 || !all_of(content.substr(2), is_hex)) return;
  if (auto bytes = hex_pairs(content.substr(2))) {
    findings.add(make_reading("hex", "hex behind one \\x, as PostgreSQL prints bytes", std::move(*bytes)),
                 Weight::Proven);
  }
}

// A frame that began with a printable character would have RSV bits set, so such bytes that make no frames are rather
// words that stand beside the bytes.
void drop_words(std::size_t from, Findings& findings) {
  std::erase_if(findings.candidates, [&](const Candidate& c) {
    if (&c < findings.candidates.data() + from || c.reading.chunks.empty()) return false;
    const auto& bytes = c.reading.chunks.front().bytes;
    return !bytes.empty() && is_printable(static_cast<char>(bytes.front())) && grade_of(c.reading) == 0;
  });
}

// Digits or base64 inside a string.
void add_inside(std::string_view content, const Code& code, Findings& findings) {
  Findings inner;
  const Text inside{content, code.encoding};
  if (code.encoding != "base64") read_cells(inside, inner);
  if (code.encoding != "hex") read_base64(inside, inner);
  for (Candidate& candidate : inner.candidates) {
    candidate.reading.notes.emplace_back("took it out of a quoted string");
    findings.add(std::move(candidate.reading), candidate.weight);
  }
}

// One literal, perhaps with a prefix (b, rb, $), and nothing around it.
bool stands_alone(std::string_view body) {
  const std::string_view s = trim(body);
  const std::size_t quote = s.find_first_of("\"'`");
  return quote <= 2 && quoted_length(s.substr(quote)) == s.size() - quote;
}

std::string without(std::string_view s, std::string_view dropped) {
  std::string out;
  for (const char c : s) {
    if (dropped.find(c) == std::string_view::npos) out += c;
  }
  return out;
}

// Whether `s` consists of escapes of bytes; characters between them are then only spacing.
bool only_escapes(std::string_view s) {
  while (s.starts_with("\\") && s.size() > 2) {
    const bool hex = s[1] == 'x';
    s.remove_prefix(hex ? 2 : 1);
    std::size_t n = 0;
    while (n < (hex ? 2U : 3U) && n < s.size() && (hex ? is_hex(s[n]) : is_octal(s[n]))) ++n;
    if (n == 0) return false;
    s.remove_prefix(n);
  }
  return s.empty();
}

void read_percent(std::string_view s, Findings& findings) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\n' || s[i] == '\r') continue;
    if (!is_printable(s[i]) || s[i] == ' ') return;
    if (s[i] == '%') {
      if (i + 2 >= s.size() || !is_hex(s[i + 1]) || !is_hex(s[i + 2])) return;
      bytes.push_back(static_cast<std::uint8_t>(hex_value(s[i + 1]) << 4 | hex_value(s[i + 2])));
      i += 2;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(s[i]));
    }
  }
  findings.add(make_reading("percent", "percent-encoded bytes", std::move(bytes)));
}

}  // namespace

void add_list(const List& list, std::string_view format, std::string_view words, std::string_view body,
              Findings& findings) {
  bool letters = false;
  bool zero_first = false;
  bool pairs = true;
  bool bits = true;
  for (const Element& element : list.elements) {
    if (element.byte) continue;
    const Number& number = element.number;
    bits &= number.base == 0 && number.digits.size() == 8;
    letters |= number.base == 0 && !all_of(number.digits, is_digit);
    zero_first |= number.base == 0 && number.digits.size() > 1 && number.digits[0] == '0';
    pairs &= number.base == 0 && number.digits.size() <= 2 && !number.negative;
  }
  const bool braces = format == "c-array";
  const Element* bad = nullptr;
  Findings found;
  const auto attempt = [&](unsigned base, bool usual) {
    if (auto reading = as_bytes({format, words}, list, base, bad))
      found.add(std::move(*reading), usual ? Weight::Usual : Weight::Possible);
  };
  if (bits) attempt(2, true);
  if (!letters) attempt(10, !zero_first);
  if (zero_first && !letters) attempt(8, braces);
  if (pairs) attempt(16, letters || (zero_first && !braces));
  if (found.candidates.empty() && bad != nullptr && format != "numbers") {
    std::string_view written = bad->written.substr(0, 24);
    findings.refuse(error_at(body, static_cast<std::size_t>(bad->written.data() - body.data()),
                             "expected numbers from 0 to 255 (or -128 to 127) in " + std::string(words) +
                                 ", got " + std::string(written),
                             "a byte is 0 to 255, in hex 00 to ff"));
  }
  for (Candidate& candidate : found.candidates) findings.add(std::move(candidate.reading), candidate.weight);
}

void read_list(const Text& text, Findings& findings) {
  List whole;
  const std::string_view body = trim(text.body);
  if (body.find_first_of("[{(<,:=-.'") == std::string_view::npos) return;
  if (read_entries(body, whole) && whole.marked && whole.elements.size() > 1)
    return add_list(whole, "numbers", "a list of numbers", text.body, findings);
  const auto code = read_code(body);
  if (!code || code->brackets.empty() || code->top_numbers > 0) return;
  if (code->joined && (code->literals > 0 || code->lists.size() > 1))
    return add_list(code->pieces, "c-string", "a string put together from pieces", text.body, findings);
  if (!code->hex.empty()) return add_hex(*code, findings);
  if (contains(body, "peer0_") || contains(body, "peer1_")) return add_peers(*code, body, findings);
  List all = code->lists.front();
  for (std::size_t i = 1; i < code->lists.size(); ++i) {  // "[1] and [2]" in prose are no lists
    const List& next = code->lists[i];
    if (code->words > 0 && (next.elements.size() < 2 || all.elements.size() < 2)) return;
    all.elements.insert(all.elements.end(), next.elements.begin(), next.elements.end());
    all.truncated |= next.truncated;
  }
  if (all.elements.size() == 1 && code->brackets[0] == '(') return;  // "(1 row)"
  if (!all.stated) all.stated = code->stated;
  const auto [format, words] = name_of(*code);
  add_list(all, format, words, text.body, findings);
}

void read_string(const Text& text, Findings& findings) {
  if (text.body.find_first_of("\"'`") == std::string_view::npos) return;
  const std::string_view body = trim(text.body);
  const auto code = read_code(body);
  const std::size_t quote = body.starts_with('b') ? 1 : 0;
  if (!code && body.size() > quote + 1 && (body[quote] == '"' || body[quote] == '\'') &&
      contains(body, "\\") && quoted_length(body.substr(quote)) == 0) {
    ReadError error =
        error_at(text.body, text.body.find(body[quote]), "the string that begins here has no closing quote",
                 "copy it whole, or leave out the quote in front as well");
    error.certain = true;
    return findings.refuse(std::move(error));
  }
  if (!code || code->literals == 0 || !code->brackets.empty() || code->top_numbers > 0) return;
  const std::size_t before = findings.candidates.size();
  const bool escapes = contains(code->strings, "\\");
  if (!escapes) {
    add_inside(code->spaced, *code, findings);
    if (findings.candidates.size() == before) add_inside(code->strings, *code, findings);
    if (!code->encoding.empty()) return;
  }
  add_bytea(code->strings, findings);
  if (findings.candidates.size() == before) {
    add_literal(code->strings, code->python ? "python-bytes" : "c-string",
                code->python ? "a Python bytes literal" : "a string literal", true, findings);
    add_escaped_twice(code->strings, findings);
    if (!stands_alone(text.body)) drop_words(before, findings);
  }
  for (std::size_t i = before; i < findings.candidates.size() && code->truncated; ++i) {
    findings.candidates[i].reading.incomplete = true;
    findings.candidates[i].reading.missing = "what the dots behind the string stand for";
  }
}

void read_escapes(const Text& text, Findings& findings) {
  const std::string_view s = trim(text.body);
  if (contains(s, "%")) read_percent(s, findings);
  if (!contains(s, "\\") || s.find_first_of("\"'") <= 1) return;
  add_bytea(s, findings);
  const std::size_t before = findings.candidates.size();
  const std::string joined = without(s, " \t\r\n,[]");
  const std::string lines = without(s, "\r\n");
  add_literal(only_escapes(joined) ? joined : lines, "escapes", "text with escapes", false, findings);
  add_escaped_twice(lines, findings);
  drop_words(before, findings);
}

}  // namespace ws101::wsdump::input
