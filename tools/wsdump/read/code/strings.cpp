// Strings to bytes: which rules their escapes follow, or what is encoded in them.
#include <algorithm>

#include "wsdump/any_frames.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/code.hpp"
#include "wsdump/read/code/list.hpp"
#include "wsdump/read/code/literal.hpp"
#include "wsdump/read/formats.hpp"
#include "wsdump/read/lines/peel.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

// The bytes of the escapes under each rule that differs for them.
void add_literal(std::string_view content, std::string_view format, bool utf8_usual, Findings& findings) {
  const auto latin = decode_literal(content, false);
  const auto utf8 = decode_literal(content, true);
  const bool points = (latin && latin->code_points) || (utf8 && utf8->code_points);
  if (latin && !latin->bytes.empty()) {
    Reading reading = make_reading(format, latin->bytes);
    if (points) reading.words += " whose characters are bytes (Latin-1)";
    findings.add(std::move(reading), points && utf8_usual ? Weight::Possible : Weight::Usual);
  }
  if (points && utf8 && !utf8->bytes.empty()) {
    Reading reading = make_reading(format, utf8->bytes);
    reading.words += " whose characters are UTF-8";
    findings.add(std::move(reading), utf8_usual || !latin ? Weight::Usual : Weight::Possible);
  }
  const auto decimal = decode_decimal_literal(content);
  if (latin && decimal && decimal->bytes != latin->bytes) {
    findings.add(make_reading(format, std::string(words_of(format)) + " with decimal escapes, as in Lua",
                              decimal->bytes),
                 Weight::Possible);
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
  add_literal(once, "escapes", false, found);
  for (Candidate& candidate : found.candidates) findings.add(std::move(candidate.reading), Weight::Possible);
}

// Hex behind one \x, as PostgreSQL prints bytes.
void add_bytea(std::string_view content, Findings& findings) {
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

// "\\x81\\x05Hello is what worked for me": behind whole frames, a blank and a sentence are no bytes of the stream.
void drop_sentence(std::size_t from, Findings& findings) {
  constexpr std::size_t kLeast = 20;  // characters; a short text may as well be the rest of a payload
  for (std::size_t i = from; i < findings.candidates.size(); ++i) {
    Reading& reading = findings.candidates[i].reading;
    std::vector<std::uint8_t>& bytes = reading.chunks.front().bytes;
    const FrameChain chain = frame_chain(bytes, kAnyFrames);
    const std::string_view rest = text_of(Bytes(bytes).subspan(chain.bytes));
    if (chain.frames == 0 || rest.size() < kLeast || rest[0] != ' ' || !is_prose(rest)) continue;
    reading.notes.push_back("took the words behind the frame for a sentence about it: " +
                            plain_text(bytes_of(rest.substr(1)), kLeast));
    bytes.resize(chain.bytes);
  }
}

// Strings set apart by commas, as a test has its cases, are no stream if their frames do not fit together.
bool are_separate(const Code& code, std::size_t from, const Findings& findings) {
  if (!code.listed || code.shortest < 2) return false;
  return std::all_of(findings.candidates.begin() + static_cast<std::ptrdiff_t>(from),
                     findings.candidates.end(), [](const Candidate& c) {
                       const auto& bytes = c.reading.chunks.front().bytes;
                       return !is_printable(static_cast<char>(bytes.front())) &&
                              grade_of(bytes) < kWholeFrames;
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
  findings.add(make_reading("percent", std::move(bytes)));
}

}  // namespace

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
    add_literal(code->strings, code->python ? "python-bytes" : "c-string", true, findings);
    add_escaped_twice(code->strings, findings);
    if (!stands_alone(text.body)) drop_words(before, findings);
  }
  if (escapes && findings.candidates.size() > before && are_separate(*code, before, findings)) {
    ReadError error =
        error_at(text.body, text.body.find_first_of("\"'`"),
                 std::to_string(code->literals) + " strings, which are no whole frames one behind the other",
                 "give one of them, to see its frame");
    error.certain = true;
    return findings.refuse(std::move(error), Weight::Proven);
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
  add_literal(only_escapes(joined) ? joined : lines, "escapes", false, findings);
  add_escaped_twice(lines, findings);
  drop_sentence(before, findings);
  drop_words(before, findings);
}

}  // namespace ws101::wsdump::input
