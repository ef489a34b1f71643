// The start line is found first; the text before it is the prefix, by which the field lines are found.
#include "wsdump/read/head_lines.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/head_dress.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLongestName = 64;       // of a field
constexpr std::size_t kLongestDress = 200;     // in front of a line
constexpr std::size_t kMostStrangeLines = 40;  // between two lines of one head

constexpr std::array<std::string_view, 9> kMethods = {"GET ",     "POST ",    "PUT ",   "HEAD ", "DELETE ",
                                                      "OPTIONS ", "CONNECT ", "PATCH ", "TRACE "};

// Names of fields that a log line may seem to have, but no head.
constexpr std::array<std::string_view, 8> kLogLevels = {"debug", "info",  "warn",  "warning",
                                                        "error", "trace", "fatal", "note"};

bool ends_word(std::string_view line, std::size_t at) {
  return at == 0 || !is_word(line[at - 1]);
}

// The status line at `at` reaches to the end of the line.
bool is_status_line(std::string_view rest) {
  if (rest.size() < 12 || !is_digit(rest[7]) || rest[8] != ' ') return false;
  if (!is_digit(rest[9]) || !is_digit(rest[10]) || !is_digit(rest[11])) return false;
  const std::string_view reason = rest.substr(12);
  return reason.empty() || (reason[0] == ' ' && all_of(reason, [](char c) {
                              return is_letter(c) || is_digit(c) ||
                                     std::string_view(" -'.,()/").find(c) != std::string_view::npos;
                            }));
}

bool ends_in_version(std::string_view line) {
  const std::string_view version = line.substr(line.rfind(' ') + 1);  // npos + 1 is 0
  return version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
         is_digit(version[7]);
}

// Where a request line begins that reaches to the end of the line; npos: nowhere.
std::size_t find_request(std::string_view line) {
  if (!ends_in_version(line)) return std::string_view::npos;
  const auto begins_at = [&](std::size_t at) {
    return at <= kLongestDress && ends_word(line, at) && line.find(' ', at) < line.rfind(' ');
  };
  for (const std::string_view method : kMethods) {
    if (const std::size_t at = line.find(method); begins_at(at)) return at;
  }
  // "Get /chat HTTP/1.1": wrong, and so worth showing. A sentence may have the word, so only in front of a path.
  for (const std::string_view method : kMethods) {
    const std::size_t at = find_ignoring_case(line, lower(method));
    if (!begins_at(at)) continue;
    const std::string_view target = line.substr(at + method.size());
    if (target.starts_with('/') && target.find(' ') == target.rfind(' ')) return at;
  }
  return std::string_view::npos;
}

// How the lines of one head are dressed.
struct Dress {
  std::string_view prefix;  // of its first line
  bool first_only = false;  // and of no other
  bool any_word = false;    // the words in it change
  std::size_t mark = 0;     // length of what shows the line end

  // The line without its dress; nothing if it bears another one.
  std::optional<std::string_view> take_off(std::string_view line) const {
    // Between the lines whose ends it spells out, a tool writes remarks of its own.
    if (mark > 1 && shown_line_end(trim_right(line)) == 0) return std::nullopt;
    if (!first_only && !prefix.empty()) {
      const auto length = same_shape(prefix, line, any_word);
      if (!length) return std::nullopt;
      line.remove_prefix(*length);
    } else if (first_only) {
      line = trim_left(line);
    }
    return line;
  }
};

// "10:00:01 -> [Client] sending: GET / HTTP/1.1" and "10:00:01 -> Host: a": how much of the first line's dress the next
// one shares, up to a blank; 0: nothing.
std::size_t shared_dress(std::string_view first, std::string_view next) {
  for (std::size_t end = first.size(); end > 1; --end) {
    if (!is_space(first[end - 1])) continue;
    const auto length = same_shape(first.substr(0, end), next, false);
    if (!length) continue;
    const std::string_view field = next.substr(*length);
    if (is_field_line(field) && is_known_field(trim(field.substr(0, field.find(':'))))) return end;
  }
  return 0;
}

// Chooses how to undress the lines from the one that follows the start line.
Dress dress_of(const std::vector<TextLine>& lines, std::size_t start, const StartLine& found) {
  Dress dress;
  const std::string_view line = lines[start].line;
  dress.prefix = line.substr(0, found.column);
  dress.mark = trim_right(line).size() - found.column - found.length;
  if (dress.prefix.empty()) return dress;
  for (std::size_t i = start + 1; i < lines.size() && i <= start + kMostStrangeLines; ++i) {
    const std::string_view next = lines[i].line;
    if (trim(next).empty()) continue;
    for (const bool any_word : {false, true}) {
      const auto length = same_shape(dress.prefix, next, any_word);
      const bool dated = !any_word || std::any_of(dress.prefix.begin(), dress.prefix.end(), is_digit);
      if (!length || !dated || !is_field_line(next.substr(*length))) continue;
      dress.any_word = any_word;
      return dress;
    }
    if (i > start + 1) continue;
    if (is_field_line(trim_left(next))) {
      dress.first_only = true;  // "received: GET / HTTP/1.1", and the rest as it is
      return dress;
    }
    if (const std::size_t shorter = shared_dress(dress.prefix, next); shorter > 0) {
      dress.prefix = dress.prefix.substr(0, shorter);
      return dress;
    }
  }
  return dress;
}

std::string_view without_mark(std::string_view core, std::size_t mark) {
  if (mark == 0) return core;
  core = trim_right(core);
  return core.substr(0, core.size() - shown_line_end(core));
}

// Gathers the lines of one head.
class Gathering {
 public:
  Gathering(const std::vector<TextLine>& lines, std::size_t start, const StartLine& found)
      : lines_(lines), start_(start), dress_(dress_of(lines, start, found)) {
    head_.response = found.response;
    head_.begin_line = start;
    add(lines[start], lines[start].line.substr(found.column, found.length));
    collect();
  }

  // Nothing of it may be a head: a line of an access log, the text column of a dump.
  bool convincing() const { return known_fields_ > 0 || (dress_.prefix.empty() && start_ == 0); }
  PastedHead take();

 private:
  struct Kept {
    std::string_view text;
    bool cr;
    bool lf;
  };

  void add(const TextLine& from, std::string_view core) {
    // A line end that the tool shows is CR LF, whatever the paste made of it.
    kept_.push_back({core, from.cr || dress_.mark > 0, from.lf});
    const std::size_t colon = core.find(':');
    if (kept_.size() > 1 && colon != std::string_view::npos && is_known_field(trim(core.substr(0, colon))))
      ++known_fields_;
  }
  bool field_at(std::size_t i) const {
    if (i >= lines_.size() || find_start_line(lines_[i].line).length > 0) return false;
    const auto core = dress_.take_off(lines_[i].line);
    return core && is_field_line(without_mark(*core, dress_.mark));
  }
  void collect();

  const std::vector<TextLine>& lines_;
  std::size_t start_;
  Dress dress_;
  PastedHead head_;
  std::vector<Kept> kept_;
  std::size_t known_fields_ = 0;
  std::size_t stepped_over_ = 0;
  bool ended_ = false;  // the empty line was there
  bool double_spaced_ = false;
};

void Gathering::collect() {
  std::size_t strange = 0;
  head_.end_line = start_ + 1;
  for (std::size_t i = start_ + 1; i < lines_.size(); ++i) {
    if (find_start_line(lines_[i].line).length > 0) return;
    const auto dressed = dress_.take_off(lines_[i].line);
    if (!dressed) {
      if (++strange > kMostStrangeLines) return;
      continue;
    }
    const std::string_view core = without_mark(*dressed, dress_.mark);
    if (trim(core).empty()) {
      const bool plain = trim(dress_.prefix).empty() || dress_.first_only;
      if (plain && (double_spaced_ || kept_.size() == 1) && field_at(i + 1)) {
        double_spaced_ = true;
        continue;
      }
      // Every line of the head may be followed by one that is empty but for its dress.
      ended_ = true;
      head_.end_line = i + 1;
      if (dress_.prefix.empty()) add(lines_[i], {});
      return;
    }
    if (!is_field_line(core) && !(field_at(i + 1) && is_word(core[0]))) return;
    stepped_over_ += strange;
    strange = 0;
    add(lines_[i], core);
    head_.end_line = i + 1;
  }
}

PastedHead Gathering::take() {
  const std::string who = head_.response ? "response" : "request";
  // The last line of a text has no end that could be judged.
  std::size_t with_cr = 0;
  std::size_t alone = 0;
  for (const Kept& line : kept_) {
    if (line.lf) ++(line.cr ? with_cr : alone);
  }
  const bool mixed = with_cr > 0 && alone > 0;
  for (const Kept& line : kept_) {
    head_.bytes += line.text;
    head_.bytes += mixed && line.lf && !line.cr ? "\n" : "\r\n";
  }
  if (!kept_.back().text.empty() || kept_.size() == 1) head_.bytes += "\r\n";
  const auto note = [&](std::string words) { head_.notes.push_back(std::move(words)); };
  if (!trim(dress_.prefix).empty()) {
    note("took off '" + std::string(trim(dress_.prefix)) + "' in front of the " +
         (dress_.first_only ? "first line" : "lines") + " of the " + who);
  }
  if (dress_.mark == 1) note("read the dot at the end of each line as CR LF, as ngrep prints it");
  if (dress_.mark > 1) note("read the marks at the ends of the lines as CR LF");
  if (double_spaced_) note("left out an empty line between every two lines");
  if (stepped_over_ > 0) note("left out lines between those of the " + who);
  if (with_cr == 0) note("the lines end in LF, as pasted text does: read as CR LF");
  if (!ended_) note("the empty line that ends the " + who + " is not in the paste");
  return std::move(head_);
}

}  // namespace

std::vector<TextLine> lines_of(std::string_view body) {
  std::vector<TextLine> lines;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    TextLine next;
    next.line = body.substr(0, end);
    next.lf = end != std::string_view::npos;
    if (next.line.ends_with('\r')) {
      next.cr = true;
      next.line.remove_suffix(1);
    }
    lines.push_back(next);
    body = next.lf ? body.substr(end + 1) : std::string_view{};
  }
  return lines;
}

StartLine find_start_line(std::string_view line) {
  const std::string_view trimmed = trim_right(line);
  const std::size_t marked = trimmed.size() - shown_line_end(trimmed);
  // With its mark first: the reason phrase may end in a dot of its own, but the HTTP version does not.
  for (const std::size_t end : {trimmed.size(), marked}) {
    const std::string_view whole = trimmed.substr(0, end);
    for (std::size_t at = whole.find("HTTP/1."); at != std::string_view::npos;
         at = whole.find("HTTP/1.", at + 1)) {
      if (at > kLongestDress || !ends_word(whole, at) || !is_status_line(whole.substr(at))) continue;
      const bool dotted = end == trimmed.size() && trimmed.ends_with('.');
      return {at, end - at - (dotted ? 1 : 0), true};
    }
    if (const std::size_t at = find_request(whole); at != std::string_view::npos)
      return {at, end - at, false};
  }
  return {};
}

bool is_field_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestName) return false;
  const std::string_view name = trim_right(line.substr(0, colon));
  if (!is_token(name) || !std::any_of(name.begin(), name.end(), is_letter)) return false;
  return std::find(kLogLevels.begin(), kLogLevels.end(), lower(name)) == kLogLevels.end();
}

bool is_known_field(std::string_view name) {
  const std::string small = lower(name);
  constexpr std::array<std::string_view, 16> kKnown = {
      "host",           "upgrade",      "connection", "origin",  "date",   "server",
      "user-agent",     "cookie",       "via",        "accept",  "pragma", "cache-control",
      "content-length", "content-type", "set-cookie", "location"};
  return small.starts_with("sec-websocket-") ||
         std::find(kKnown.begin(), kKnown.end(), small) != kKnown.end();
}

std::vector<PastedHead> find_heads(const std::vector<TextLine>& lines) {
  std::vector<PastedHead> heads;
  for (std::size_t i = 0; i < lines.size();) {
    const StartLine found = find_start_line(lines[i].line);
    if (found.length == 0) {
      ++i;
      continue;
    }
    Gathering gathering(lines, i, found);
    const bool convincing = gathering.convincing() || !heads.empty();
    PastedHead head = gathering.take();
    i = std::max(head.end_line, i + 1);
    if (convincing) heads.push_back(std::move(head));
  }
  return heads;
}

}  // namespace ws101::wsdump::input
