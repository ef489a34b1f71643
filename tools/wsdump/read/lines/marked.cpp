// Two directions in one text: sections that begin with >, <, C:, S:, "client -> server:", sent, received and so on.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/lines/peel.hpp"
#include "wsdump/read/lines/peel_comments.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

struct Section {
  Heading heading;
  std::string text;
  std::string_view number = {};  // of one digit, at the end of the mark: part of a name, or a count of bytes
  std::size_t at = 0;            // where it starts in the body
};

constexpr std::size_t kLongestMark = 48;
constexpr std::size_t kMostNotes = 16;  // of all sections

// Whether a mark may end at `at`: at a blank, behind a sign, or where an arrow meets a digit. "<81 85>" and "<Buffer"
// are no arrows.
bool may_end(std::string_view s, std::size_t at) {
  if (at == s.size() || is_space(s[at]) || std::string_view(":=|").find(s[at - 1]) != std::string_view::npos)
    return true;
  const bool closed = s[at - 1] == '<' && s.find('>', at) != std::string_view::npos;
  return (s[at - 1] == '>' || s[at - 1] == '<' || s[at - 1] == '-') && is_hex(s[at]) && !closed;
}

// "12: ", as a list of packets numbers them.
std::string_view without_number(std::string_view s) {
  const std::size_t n = s.find_first_not_of("0123456789");
  return n > 0 && n < 7 && s.substr(n).starts_with(": ") ? s.substr(n + 1) : s;
}

// Splits a mark off the start of a line: the longest phrase that says a direction. `line` is then what follows it.
std::optional<Heading> take_mark(std::string_view& line) {
  std::string_view s = without_number(line);
  const std::optional<double> time = take_time(s);
  s = trim_left(s);
  // A comment that says nothing but the direction: "# client -> server".
  const bool comment = s.starts_with("# ") || s.starts_with("// ") || s.starts_with("; ");
  if (comment) s = trim_left(s.substr(s.find(' ')));
  std::optional<Heading> found;
  for (std::size_t at = 1; at <= std::min(s.size(), kLongestMark); ++at) {
    if (!may_end(s, at) || (comment && at < s.size())) continue;
    const std::string_view phrase = s.substr(0, at);
    std::string_view last = phrase.substr(phrase.find_last_of(" \t") + 1);  // npos + 1 is 0
    const auto of_bytes = [](char c) { return is_hex(c) || c == ','; };
    if (last.starts_with("0x") || ((last.size() > 1 || at == s.size()) && all_of(last, of_bytes)))
      break;  // the bytes begin
    const std::string_view digits = phrase.substr(0, phrase.find_first_of(":=|"));
    if (all_of(digits, is_hex) && at < s.size() && !is_space(s[at])) break;  // "c:81:85"
    auto heading = direction_of_phrase(phrase);
    if (!heading || all_of(phrase, [](char c) { return is_hex(c) || is_space(c); })) continue;
    heading->time = time;
    found = heading;
    line = s.substr(at);
  }
  return found;
}

bool is_divider(std::string_view bare) {
  return bare.empty() || bare == "--" || bare == "---" || bare == "```" ||
         (bare.size() > 2 && all_of(bare, [](char c) { return c == '-' || c == '='; }));
}

// What socat -x puts behind its arrow: a date and "length=11 from=0 to=10".
bool is_socat_header(std::string_view rest) {
  return contains(rest, "length=") && contains(rest, "from=");
}

// Leaves out a column that counts the bytes of every section: "client 2 81 00".
void drop_counts(std::vector<Section>& sections) {
  std::vector<std::string> bare;
  for (const Section& section : sections) {
    std::string_view text = section.text;
    const std::string_view count = section.number.empty() ? take_word(text) : section.number;
    if (sections.size() < 2 || count.starts_with('0') || !all_of(count, is_digit) || count.size() > 7) return;
    bare.emplace_back(text);
    std::size_t pairs = 0;
    for (std::string_view word = take_word(text); !word.empty(); word = take_word(text), ++pairs) {
      if (word.size() != 2 || !all_of(word, is_hex)) return;
    }
    if (pairs != decimal(count)) return;
  }
  for (std::size_t i = 0; i < bare.size(); ++i) sections[i].text = std::move(bare[i]);
}

// The same arrow on every line says nothing: a serial monitor, which puts a time there as well, or a mail program.
void forget_lone_arrow(std::vector<Section>& sections) {
  const bool same = std::all_of(sections.begin(), sections.end(), [&](const Section& s) {
    return s.heading.arrow && s.heading.side == sections.front().heading.side;
  });
  for (Section& section : sections) {
    if (!same) break;
    section.heading.side = 0;
  }
}

std::optional<std::vector<Section>> split(std::string_view body) {
  std::vector<Section> sections;
  std::string_view rest = body;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    const std::string_view whole = line;
    if (is_divider(trim(line))) continue;
    const auto mark = take_mark(line);
    if (mark) {
      Section section;
      section.heading = *mark;
      section.at = static_cast<std::size_t>(whole.data() - body.data());
      const std::string_view words = trim(whole.substr(0, whole.size() - line.size()));
      if (words.size() > 1 && is_digit(words.back())) section.number = words.substr(words.size() - 1);
      if (is_socat_header(line)) {
        std::string_view header = line;
        section.heading.time = take_time(header);
      } else {
        section.text = line;
      }
      sections.push_back(std::move(section));
      continue;
    }
    if (sections.empty()) {
      // Only a comment or a line of words may stand before the first mark.
      const std::string_view bare = trim(line);
      if (bare.starts_with("#") || bare.starts_with("//") || bare.starts_with(";") || is_prose(bare))
        continue;
      return std::nullopt;
    }
    sections.back().text += '\n';
    sections.back().text += whole;
  }
  std::erase_if(sections, [](const Section& s) { return trim(s.text).empty(); });
  if (sections.empty()) return std::nullopt;
  forget_lone_arrow(sections);
  drop_counts(sections);
  return sections;
}

bool has_both(const std::vector<Section>& sections) {
  return std::any_of(sections.begin(), sections.end(),
                     [&](const Section& s) { return s.heading.side != sections.front().heading.side; });
}

// All sections as one text; nothing if there is only one, or their marks differ or hold times. The times of a serial
// monitor say when a line was printed, not when a message came.
std::optional<Section> as_one(const std::vector<Section>& sections) {
  if (sections.size() < 2) return std::nullopt;
  Section whole = sections.front();
  whole.text.clear();
  for (const Section& section : sections) {
    const Heading& heading = section.heading;
    if (heading.side != whole.heading.side || heading.from != whole.heading.from ||
        (heading.time && !heading.arrow))
      return std::nullopt;
    whole.text += section.text + '\n';
  }
  return whole;
}

Outcome read_section(const Section& section, std::string_view format) {
  const Text inner{section.text, format};
  if (Outcome outcome = read_formats(inner)) return outcome;
  const auto bare = without_comments(section.text);
  return bare ? read_formats(Text{*bare, format}) : std::nullopt;
}

std::optional<Reading> read_all(const std::vector<Section>& sections, const Text& text,
                                std::string_view format, std::optional<ReadError>& failure) {
  Reading all;
  for (const Section& section : sections) {
    Outcome outcome = read_section(section, format);
    if (!outcome) return std::nullopt;
    if (auto* error = std::get_if<ReadError>(&*outcome)) {
      if (!failure) {
        failure = *error;
        if (failure->line != 0) {
          const ReadError base = error_at(text.body, section.at, {}, {});
          failure->line += base.line - 1;
          if (error->line == 1) failure->column = 0;
        }
      }
      return std::nullopt;
    }
    Reading& reading = std::get<Reading>(*outcome);
    if (all.format.empty()) {
      all.format = reading.format;
      all.words = reading.words;
    }
    all.incomplete |= reading.incomplete;
    if (!reading.missing.empty()) all.missing = reading.missing;
    for (std::string& note : reading.notes) {
      if (all.notes.size() < kMostNotes) add_note(all, std::move(note));
    }
    for (Chunk& chunk : reading.chunks) {
      chunk.from = section.heading.from;
      chunk.side = section.heading.side;
      chunk.time = section.heading.time;
      all.chunks.push_back(std::move(chunk));
    }
    for (PastedPacket& packet : reading.packets) all.packets.push_back(std::move(packet));
  }
  all.words += has_both(sections) ? ", the two directions marked" : ", the direction marked";
  return all;
}

}  // namespace

void read_marked(const Text& text, Findings& findings) {
  const auto sections = split(text.body);
  if (!sections) return;
  const Weight weight = has_both(*sections) ? Weight::Proven : Weight::Possible;
  std::optional<ReadError> failure;
  std::optional<ReadError> ignored;
  auto each = read_all(*sections, text, text.forced, failure);
  // The same mark on every line may quote a whole text, a dump or an array, rather than mark one message a line.
  if (const auto quoted_text = as_one(*sections)) {
    auto whole = read_all({*quoted_text}, text, text.forced, ignored);
    if (whole && (!each || grade_of(*whole) > grade_of(*each))) each = std::move(whole);
  }
  if (each) return findings.add(std::move(*each), weight);
  // A single section may be ambiguous where all together are not: the same format for all.
  if (text.forced.empty()) {
    Findings same;
    for (std::string_view format : {"hex", "decimal", "bits", "octal", "base64", "list"}) {
      if (auto all = read_all(*sections, text, format, ignored)) same.add(std::move(*all), Weight::Possible);
    }
    Outcome outcome = choose(std::move(same), text);
    auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
    if (reading != nullptr) return findings.add(std::move(*reading), weight);
    if (outcome && !failure) failure = std::get<ReadError>(*outcome);
  }
  if (failure) findings.refuse(std::move(*failure));
}

}  // namespace ws101::wsdump::input
