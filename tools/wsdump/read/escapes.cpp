// Strings with escapes, as languages and tools print bytes: quoted in a line of code, bare, or percent-encoded.
#include <algorithm>

#include "wsdump/read/base64_text.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"
#include "wsdump/read/string_literal.hpp"

namespace ws101::wsdump::input {
namespace {

struct Code {
  std::string content;  // of all string literals, one after another
  std::string spaced;   // the same with blanks between them
  std::size_t literals = 0;
  bool python = false;        // b'' or b""
  bool raw = false;           // no escapes in it (r"", Go's backquotes)
  std::string_view encoding;  // "hex" or "base64", named by a second argument
  bool truncated = false;     // gdb and others put ... behind a string they cut
  bool repeats = false;       // gdb: '\000' <repeats 15 times>
};

bool is_prefix_word(std::string_view word) {
  for (std::string_view known :
       {"b", "B", "rb", "Rb", "bR", "br", "r", "u8", "u", "L", "E", "e", "c", "$", "U", "f"}) {
    if (word == known) return true;
  }
  return false;
}

// "'\000' <repeats 15 times>, " inside gdb's strings: the text behind the literal, taken off.
std::size_t take_repeats(std::string_view& s) {
  std::string_view rest = trim_left(s);
  if (!rest.starts_with("<repeats ")) return 1;
  rest.remove_prefix(9);
  std::size_t count = 0;
  while (!rest.empty() && is_digit(rest[0]) && count < 1 << 20) {
    count = count * 10 + static_cast<std::size_t>(rest[0] - '0');
    rest.remove_prefix(1);
  }
  if (!rest.starts_with(" times>") || count == 0 || count > 1 << 20) return 1;
  s = rest.substr(7);
  return count;
}

// A line of code made of string literals and what surrounds them in a declaration or a call; nothing if it holds
// anything else, such as numbers.
std::optional<Code> read_code(std::string_view s) {
  Code code;
  std::string_view word;
  std::size_t words = 0;
  bool dimension = false;
  for (s = trim_left(s); !s.empty(); s = trim_left(s)) {
    const char c = s.front();  // cppcheck-suppress containerOutOfBounds ; s shrinks below
    if (c == '"' || c == '\'' || c == '`') {
      const std::size_t length = quoted_length(s);
      if (length == 0) return std::nullopt;
      const std::string_view inner = s.substr(1, length - 2);
      s.remove_prefix(length);
      code.python |= word == "b" || word == "B";
      code.raw |= c == '`' || word == "r" || word == "rb" || word == "br";
      if (!word.empty() && !is_prefix_word(word) && s.empty() && code.literals == 0 && word.size() > 12)
        return std::nullopt;
      word = {};
      if (code.literals > 0 &&
          (inner == "hex" || inner == "base64" || inner == "base64url" || inner == "latin1" ||
           inner == "binary" || inner == "ascii" || inner == "utf8")) {
        code.encoding = inner == "base64url" ? "base64" : inner;
        continue;
      }
      // pack's template, in front of the digits (Perl) or behind them (Ruby)
      if (inner == "H*" || inner == "h*") {
        code.encoding = "hex";
        continue;
      }
      // A key: "payload": "8185"; not PostgreSQL's '\x8185'::bytea.
      if (code.literals == 0 && trim_left(s).starts_with(":") && !s.starts_with("::")) continue;
      const std::size_t times = take_repeats(s);
      code.repeats |= times > 1;
      if (code.content.size() + times * inner.size() > std::size_t{1} << 28) return std::nullopt;
      for (std::size_t i = 0; i < times; ++i) code.content += inner;
      if (code.literals > 0) code.spaced += ' ';
      code.spaced += inner;
      ++code.literals;
      continue;
    }
    if (s.starts_with("...")) {
      if (code.literals == 0) return std::nullopt;
      code.truncated = true;
      s.remove_prefix(3);
      continue;
    }
    if (s.starts_with("/*")) {
      const std::size_t end = s.find("*/", 2);
      if (end == std::string_view::npos) return std::nullopt;
      s.remove_prefix(end + 2);
      continue;
    }
    if (s.starts_with("#\"")) {  // Racket's byte strings
      s.remove_prefix(1);
      continue;
    }
    if (s.starts_with("//") || s.starts_with("# ")) {
      s.remove_prefix(std::min(s.find('\n'), s.size()));
      continue;
    }
    if (is_word(c) || c == '$' || c == '@') {
      std::size_t n = 1;
      while (n < s.size() && (is_word(s[n]) || s[n] == '$')) ++n;
      word = s.substr(0, n);
      s.remove_prefix(n);
      if (is_digit(c) && !dimension && !(s.starts_with(" bytes"))) {
        // "..., 11)": a length behind the string
        const std::string_view next = trim_left(s);
        if (code.literals == 0 || !(next.starts_with(")") || next.starts_with(";") || next.empty()))
          return std::nullopt;
      }
      if (++words > 24) return std::nullopt;
      continue;
    }
    if (std::string_view("=()[]{};,+.*&:\\<>|-!").find(c) == std::string_view::npos) return std::nullopt;
    dimension = c == '[' || (c == '(' && word == "string");  // PHP: string(22) "8185..."
    word = c == '$' ? word : std::string_view{};
    s.remove_prefix(1);
  }
  if (code.literals == 0) return std::nullopt;
  return code;
}

// Adds the readings of `content` under each rule that differs for it.
void add_literal(std::string_view content, std::string_view name, std::string_view words, bool utf8_natural,
                 Candidates& candidates) {
  const auto octal = decode_literal(content, {false, false});
  const auto utf8 = decode_literal(content, {false, true});
  const auto decimal = decode_literal(content, {true, false});
  const bool points = (octal && octal->code_points) || (utf8 && utf8->code_points);
  const bool digits = (octal && octal->digit_escapes) || (decimal && decimal->digit_escapes);
  if (octal && !octal->bytes.empty()) {
    Reading reading = make_reading(name, words, octal->bytes);
    if (points) reading.words += " whose characters are bytes (Latin-1)";
    candidates.push_back({std::move(reading), !points || !utf8_natural});
  }
  if (points && utf8 && !utf8->bytes.empty()) {
    Reading reading = make_reading(name, words, utf8->bytes);
    reading.words += " whose characters are UTF-8";
    candidates.push_back({std::move(reading), utf8_natural || !octal});
  }
  if (digits && decimal && !decimal->bytes.empty()) {
    Reading reading = make_reading(name, words, decimal->bytes);
    reading.words += " with decimal escapes";
    candidates.push_back({std::move(reading), !octal && !utf8});
  }
}

// A string that was printed inside another one, such as in JSON, has its backslashes doubled: \\x81\\x05Hello.
void add_escaped_twice(std::string_view content, Candidates& candidates) {
  if (!contains(content, R"(\\x)") && !contains(content, R"(\\u)")) return;
  std::string once;
  for (std::size_t i = 0; i < content.size(); ++i) {
    once += content[i];
    if (content.substr(i, 2) == R"(\\)") ++i;
  }
  Candidates found;
  add_literal(once, "escapes", "text with escapes that were escaped once more", false, found);
  for (Candidate& candidate : found) candidates.push_back({std::move(candidate.reading), false});
}

// A text that is hex digits but for one \x in front: PostgreSQL's bytea.
void add_bytea(std::string_view content, Candidates& candidates) {
  if (content.starts_with("\\\\x")) content.remove_prefix(1);
  if (!content.starts_with("\\x")) return;
  content = trim(content.substr(2));
  if (content.size() < 4 || content.size() % 2 != 0 || !all_of(content, is_hex)) return;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < content.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(hex_value(content[i]) << 4 | hex_value(content[i + 1])));
  }
  candidates.push_back(
      {make_reading("hex", "hex behind one \\x, as PostgreSQL prints bytea", std::move(bytes)), true});
}

// A frame that began with a printable character would have RSV bits set, so bytes that do and make no frames are
// rather words that stand beside the bytes.
bool is_text_without_frames(const Outcome& outcome, const Text& text) {
  const auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  return reading != nullptr && !reading->chunks.empty() && !reading->chunks.front().bytes.empty() &&
         is_printable(static_cast<char>(reading->chunks.front().bytes.front())) &&
         score_of(*reading, text.score) == 0;
}

// One literal, perhaps with a prefix (b, rb, $), and nothing around it.
bool stands_alone(std::string_view body) {
  const std::string_view s = trim(body);
  const std::size_t quote = s.find_first_of("\"'`");
  return quote <= 2 && quoted_length(s.substr(quote)) == s.size() - quote;
}

Outcome read_quoted(const Text& text) {
  const auto code = read_code(text.body);
  if (!code) return std::nullopt;
  Candidates candidates;
  add_bytea(code->content, candidates);
  if (candidates.empty() && code->content.find('\\') == std::string::npos) {
    // No escapes: the string may hold hex or base64 in its turn.
    if (code->encoding == "hex" || code->encoding == "base64") {
      return read_plain(Text{code->content, code->encoding, text.score});
    }
    for (const std::string* content : {&code->spaced, &code->content}) {
      Outcome inner = read_plain(Text{*content, {}, text.score});
      if (!inner || !std::holds_alternative<Reading>(*inner)) continue;
      Reading& reading = std::get<Reading>(*inner);
      reading.notes.emplace_back("took it out of a quoted string");
      return inner;
    }
  }
  const std::string_view name = code->python ? "python-bytes" : "c-string";
  const std::string_view words = code->python ? "a Python bytes literal" : "a string literal";
  add_literal(code->content, name, words, true, candidates);
  add_escaped_twice(code->content, candidates);
  if (candidates.size() > 1 && candidates.front().reading.format == "hex") candidates[1].expected = false;
  Outcome outcome = choose(std::move(candidates), text);
  if (is_text_without_frames(outcome, text)) {  // "gYU3+iE9\n": digits or base64 with escaped line ends
    const std::vector<std::uint8_t>& bytes = std::get<Reading>(*outcome).chunks.front().bytes;
    const std::string inner(bytes.begin(), bytes.end());
    Outcome unescaped = read_plain(Text{inner, {}, text.score});
    auto* reading = unescaped ? std::get_if<Reading>(&*unescaped) : nullptr;
    if (reading != nullptr && score_of(*reading, text.score) > 0) {
      reading->notes.emplace_back("took it out of a quoted string");
      return unescaped;
    }
  }
  if (!stands_alone(text.body) && is_text_without_frames(outcome, text)) return std::nullopt;
  if (outcome && code->truncated) {
    if (auto* reading = std::get_if<Reading>(&*outcome)) {
      reading->incomplete = true;
      reading->missing = "what the dots behind the string stand for";
    }
  }
  return outcome;
}

// \81\85\37\fa: a backslash in front of every pair of digits (LDAP filters).
void add_backslash_pairs(std::string_view joined, Candidates& candidates) {
  std::vector<std::uint8_t> bytes;
  bool letter = false;
  for (std::size_t i = 0; i < joined.size(); i += 3) {
    if (i + 3 > joined.size() || joined[i] != '\\' || !is_hex(joined[i + 1]) || !is_hex(joined[i + 2]))
      return;
    letter |= is_letter(joined[i + 1]) || is_letter(joined[i + 2]);
    bytes.push_back(static_cast<std::uint8_t>(hex_value(joined[i + 1]) << 4 | hex_value(joined[i + 2])));
  }
  if (letter) candidates.push_back({make_reading("hex", "hex behind backslashes", std::move(bytes)), true});
}

Outcome read_bare(const Text& text) {
  const std::string_view s = trim(text.body);
  if (s.find('\\') == std::string_view::npos) return std::nullopt;
  if (!all_of(s, [](char c) {
        return is_printable(c) || is_space(c) || static_cast<unsigned char>(c) >= 0x80;
      })) {
    return std::nullopt;
  }
  Candidates candidates;
  add_bytea(s, candidates);
  std::string joined;
  std::string without_lines;
  if (s.ends_with('$')) {  // sed -n l ends a line with $ and a folded one with a backslash
    std::string unfolded;
    for (std::string_view rest = s; !rest.empty();) {
      std::string_view line = take_line(rest);
      if (line.ends_with('$') || line.ends_with('\\')) line.remove_suffix(1);
      unfolded += line;
    }
    add_literal(unfolded, "escapes", "text with escapes, as sed -n l prints it", false, candidates);
  }
  for (char c : s) {
    if (!is_space(c) && c != ',') joined += c;
    if (c != '\n' && c != '\r') without_lines += c;
  }
  // If there is nothing but escapes, what stands between them is only spacing.
  std::size_t at = 0;
  bool only_escapes = true;
  while (at < joined.size() && only_escapes) {
    only_escapes = joined[at] == '\\' && at + 2 < joined.size();
    const bool hex = only_escapes && joined[at + 1] == 'x';
    at += hex ? 2 : 1;
    std::size_t n = 0;
    while (n < (hex ? 2U : 3U) && at + n < joined.size() &&
           (hex ? is_hex(joined[at + n]) : is_octal(joined[at + n])))
      ++n;
    only_escapes &= n > 0;
    at += n;
  }
  add_backslash_pairs(joined, candidates);
  const bool had = !candidates.empty();
  add_literal(only_escapes ? joined : without_lines, "escapes", "text with escapes", false, candidates);
  add_escaped_twice(without_lines, candidates);
  if (had && candidates.size() > 1) candidates[1].expected = false;
  Outcome outcome = choose(std::move(candidates), text);
  if (s.find_first_of(" \n") != std::string_view::npos && is_text_without_frames(outcome, text))
    return std::nullopt;
  return outcome;
}

// %81%857%FA, and quoted-printable's =81=857=FA.
Outcome read_percent(const Text& text, char mark, std::string_view name, std::string_view words) {
  const std::string_view s = trim(text.body);
  std::vector<std::uint8_t> bytes;
  std::size_t marks = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == mark) {
      if (mark == '=' && i + 1 < s.size() && (s[i + 1] == '\n' || s[i + 1] == '\r')) continue;
      if (i + 2 >= s.size() || !is_hex(s[i + 1]) || !is_hex(s[i + 2])) return std::nullopt;
      bytes.push_back(static_cast<std::uint8_t>(hex_value(s[i + 1]) << 4 | hex_value(s[i + 2])));
      ++marks;
      i += 2;
    } else if (s[i] == '\n' || s[i] == '\r') {
      continue;
    } else if (!is_printable(s[i]) || (mark == '%' && s[i] == ' ')) {
      return std::nullopt;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(s[i]));
    }
  }
  if (marks == 0 || (mark == '=' && marks < 2)) return std::nullopt;
  Outcome outcome = make_reading(name, words, std::move(bytes));
  if (mark == '=' && is_text_without_frames(outcome, text)) return std::nullopt;  // "[size=11 hex=8185]"
  return outcome;
}

// A copy that lost its closing quote: read as it stands, the quote in front would pass for the first byte.
std::optional<ReadError> unclosed(std::string_view body) {
  const std::string_view s = trim(body);
  const std::size_t quote = s.starts_with('b') ? 1 : 0;
  if (s.size() < quote + 2 || (s[quote] != '"' && s[quote] != '\'')) return std::nullopt;
  if (s.find('\\') == std::string_view::npos || quoted_length(s.substr(quote)) != 0) return std::nullopt;
  return error_at(body, body.find(s[quote]), "the string that begins here has no closing quote",
                  "copy it whole, or leave out the quote in front as well");
}

}  // namespace

Outcome read_escapes(const Text& text) {
  const std::string_view f = text.forced;
  if (!f.empty() && f != "escapes" && f != "c-string" && f != "python-bytes" && f != "percent" &&
      f != "quoted-printable") {
    return std::nullopt;
  }
  const Text inner{text.body, {}, text.score};
  if (f.empty() || f == "c-string" || f == "python-bytes") {
    if (text.body.find_first_of("\"'`") != std::string_view::npos) {
      if (Outcome outcome = read_quoted(inner)) return outcome;
      if (const auto error = unclosed(text.body)) return *error;
    }
  }
  if (f.empty() || f == "escapes") {
    if (Outcome outcome = read_bare(inner)) return outcome;
  }
  if ((f.empty() || f == "percent") && text.body.find('%') != std::string_view::npos) {
    if (Outcome outcome = read_percent(inner, '%', "percent", "percent-encoded bytes")) return outcome;
  }
  if ((f.empty() || f == "quoted-printable") && text.body.find('=') != std::string_view::npos) {
    if (Outcome outcome = read_percent(inner, '=', "quoted-printable", "quoted-printable")) return outcome;
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
