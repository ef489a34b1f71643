// The start line is found first; the text before it is the prefix, by which the field lines are found.
#include "wsdump/read/heads/head_lines.hpp"

#include <algorithm>
#include <utility>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/head_dress.hpp"
#include "wsdump/read/heads/head_values.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kNarrowestWrap = 60;  // columns; no window wraps lines that are shorter
constexpr std::size_t kMostWraps = 4;       // of one line

// The value may go on in the next line.
bool is_open(std::string_view field) {
  return !is_strict(field.substr(0, field.find(':'))) ||
         field.find_last_of(":,;") == trim_right(field).size() - 1;
}

std::string_view start_of(const PastedHead& head) {
  return std::string_view(head.bytes).substr(0, head.bytes.find('\r'));
}

// Gathers the lines of one head.
class Gathering {
 public:
  Gathering(const std::vector<TextLine>& lines, std::size_t start, const StartLine& found)
      : lines_(lines), start_(start), dress_(dress_of(lines, start, found)) {
    head_.response = found.response;
    head_.begin_line = start;
    head_.partial = found.http2;  // there, Upgrade and Connection do not exist
    http2_ = found.http2;
    add(lines[start], start_line(lines[start].line.substr(found.column, found.length)));
    collect();
  }

  // A start line alone may be no head: a line of an access log, the text column of a dump.
  bool bare() const { return known_fields_ == 0; }
  bool convincing() const { return !bare() || (dress_.prefix.empty() && start_ == 0); }
  PastedHead take();

 private:
  struct Kept {
    std::string text;
    bool cr;
    bool lf;
  };

  // With the version that a request has on the wire, and its second digit.
  std::string start_line(std::string_view line) {
    std::string text(line);
    if (lacks_version(line)) {
      head_.notes.emplace_back(
          "the first line has no HTTP version, which a request needs: taken to be HTTP/1.1");
      return text + " HTTP/1.1";
    }
    const std::size_t digit = text.rfind("HTTP/", head_.response ? 0 : std::string::npos) + 5;
    if (http2_ && text.substr(digit + 1, 1) != ".") text.insert(digit + 1, ".0");
    return text;
  }
  void add(const TextLine& from, std::string core) {
    if (kept_.size() > 0 && is_known_field_line(core)) ++known_fields_;
    // A line end that the tool shows is CR LF, whatever the paste made of it.
    kept_.push_back({std::move(core), from.cr || dress_.mark > 0, from.lf});
  }
  bool field_at(std::size_t i) const {
    if (i >= lines_.size() || find_start_line(lines_[i].line).length > 0) return false;
    const auto core = dress_.take_off(lines_[i].line);
    return core && is_field_line(dress_.without_mark(*core));
  }
  bool wrapped(std::size_t i, std::string_view core) const;
  bool take_line(std::size_t i, std::string_view core);
  void collect();
  void repair_target();

  const std::vector<TextLine>& lines_;
  std::size_t start_;
  Dress dress_;
  PastedHead head_;
  std::vector<Kept> kept_;
  std::size_t known_fields_ = 0;
  std::size_t stepped_over_ = 0;
  bool ended_ = false;  // the empty line was there
  bool double_spaced_ = false;
  bool joined_ = false;   // lines that the paste wrapped
  bool cleaned_ = false;  // a value
  bool http2_ = false;
  bool elided_ = false;  // dots stand for fields
  std::string hidden_;   // the names of fields without their values
};

// Whether line i continues the one before it: it is indented, or that one is long; and the next field comes soon.
bool Gathering::wrapped(std::size_t i, std::string_view core) const {
  if (kept_.size() < 2 || !is_open(kept_.back().text)) return false;
  if (is_known_field(core.substr(0, core.find_first_of(" :=\t")))) return false;
  for (std::size_t next = i; next <= i + kMostWraps; ++next) {
    if (next > i && field_at(next)) return true;
    if (next == lines_.size() || trim(lines_[next].line).empty()) return false;
    if (lines_[next - 1].line.size() < kNarrowestWrap && !is_space(core[0])) return false;
  }
  return false;
}

// False: the line is not of this head.
bool Gathering::take_line(std::size_t i, std::string_view core) {
  if (is_known_field_line(trim_left(core))) core = trim_left(core);
  if (core.size() > 2 && core.starts_with("**") && is_letter(core[2])) {  // Markdown: **Host**: a
    std::string plain(core.substr(2));
    if (const std::size_t end = plain.find("**"); end != std::string::npos) plain.erase(end, 2);
    return take_line(i, plain);
  }
  if (is_field_line(core)) {
    const std::string_view clean = clean_field(core);
    cleaned_ |= clean.size() < core.size();
    if (hides_value(clean)) {
      hidden_ += (hidden_.empty() ? "" : ", ") + std::string(clean.substr(0, clean.find(':')));
    } else {
      add(lines_[i], std::string(clean));
    }
  } else if (wrapped(i, core)) {
    kept_.back().text.append(" ").append(trim(core));
    joined_ = true;
  } else if (field_at(i + 1) && is_word(core[0])) {
    add(lines_[i], std::string(core));  // not a field, but meant as one: "Host a"
  } else {
    return false;
  }
  return true;
}

void Gathering::collect() {
  std::size_t strange = 0;
  head_.end_line = start_ + 1;
  for (std::size_t i = start_ + 1; i < lines_.size(); ++i) {
    // curl -v together with -i: each line of the answer again, without its mark.
    if (!dress_.prefix.empty() && lines_[i].line == kept_.back().text) {
      head_.end_line = i + 1;
      continue;
    }
    if (find_start_line(lines_[i].line).length > 0) return;
    const auto dressed = dress_.take_off(lines_[i].line);
    if (!dressed) {
      if (++strange > kMostStrangeLines) return;
      continue;
    }
    std::string_view core = dress_.without_mark(*dressed);
    // "Host: a\r\n\r\n": the empty line is there too.
    const std::size_t second = dress_.mark > 1 ? shown_line_end(core) : 0;
    const bool last = second > 1;  // a mark, and not the dot of a sentence
    if (last) core.remove_suffix(second);
    // "Sec-WebSocket-Accept: ...=\n\r\n": base64 encoders end in a line end, and so the head ends there.
    const bool stray = dress_.mark > 2 && core.ends_with("\\n");
    if (stray) core.remove_suffix(2);
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
    if (const std::string_view dots = trim(core); dots == "..." || dots == "[...]" || dots == "(...)") {
      elided_ = true;
      continue;
    }
    ended_ = is_ruled(core);  // a trace has a rule for the empty line
    if (ended_ || !take_line(i, core)) return;
    if (stray) kept_.back().text += '\n';
    stepped_over_ += strange;
    strange = 0;
    head_.end_line = i + 1;
    ended_ = last;
    if (last) return;
  }
}

// Puts the path in place of a URL, as browsers show it, and of a placeholder.
void Gathering::repair_target() {
  std::string& line = kept_.front().text;
  const std::size_t begin = line.find(' ') + 1;
  const std::string target = line.substr(begin, line.rfind(' ') - begin);
  const bool host = std::any_of(kept_.begin(), kept_.end(),
                                [](const Kept& each) { return lower(each.text).starts_with("host:"); });
  if (is_placeholder(target)) {
    line.replace(begin, target.size(), "/");
    head_.notes.emplace_back("the paste hides the target: taken to be /");
  } else if (host && (target.starts_with("ws://") || target.starts_with("wss://"))) {
    line.replace(begin, target.size(), host_and_path(target).second);
    head_.notes.emplace_back(
        "the first line has a URL, as browsers show it; they send the path, so took that");
  }
}

PastedHead Gathering::take() {
  const std::string who = head_.response ? "response" : "request";
  if (!head_.response) repair_target();
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
  if (joined_) note("joined lines that were wrapped");
  if (elided_) note("dots stand for fields of the " + who + ": those that are missing may be there");
  if (!hidden_.empty()) note("left out " + hidden_ + ": the paste hides the value");
  if (cleaned_) note("left out what is written behind a value, or cut off at its end");
  if (http2_) note(std::string(kNoUpgrade));
  if (with_cr == 0 && !http2_) note("the lines end in LF, as pasted text does: read as CR LF");
  // People do not copy the empty line, but what has a tool's prefix may be cut.
  constexpr std::size_t kLongestMark = 2;  // ">", "<" of curl, "* "
  head_.partial |= !ended_ && trim(dress_.prefix).size() > kLongestMark;
  head_.partial |= elided_ || !hidden_.empty();
  head_.ended = ended_;
  head_.dressed = !dress_.prefix.empty() || dress_.mark > 0;
  if (!ended_) note("the empty line that ends the " + who + " is not in the paste");
  return std::move(head_);
}

// First all requests, then as many responses: each belongs to the request of its number.
void pair_heads(std::vector<PastedHead>& heads) {
  const auto is_response = [](const PastedHead& head) { return head.response; };
  const auto half = heads.begin() + static_cast<std::ptrdiff_t>(heads.size() / 2);
  if (heads.size() % 2 != 0 || std::any_of(heads.begin(), half, is_response) ||
      !std::all_of(half, heads.end(), is_response))
    return;
  std::vector<PastedHead> paired;
  for (std::size_t i = 0; i < heads.size(); ++i)
    paired.push_back(std::move(heads[i / 2 + (i % 2 == 0 ? 0 : heads.size() / 2)]));
  heads = std::move(paired);
}

}  // namespace

bool is_ruled(std::string_view line) {
  return line.starts_with("---") || line.starts_with("===");
}

std::vector<PastedHead> find_heads(const std::vector<TextLine>& lines) {
  std::vector<PastedHead> heads;
  bool last_bare = false;
  for (std::size_t i = 0; i < lines.size();) {
    const StartLine found = find_start_line(lines[i].line);
    if (found.length == 0) {
      ++i;
      continue;
    }
    Gathering gathering(lines, i, found);
    const bool bare = gathering.bare();
    const bool convincing = gathering.convincing() || (!heads.empty() && found.response);
    PastedHead head = gathering.take();
    i = std::max(head.end_line, i + 1);
    if (!convincing) continue;
    // Tools name a start line in words of their own too: tcpdump's "HTTP: GET / HTTP/1.1" above the text.
    const bool again = !heads.empty() && start_of(heads.back()) == start_of(head);
    if (again && last_bare) heads.pop_back();
    if (again && bare) continue;
    last_bare = bare;
    heads.push_back(std::move(head));
  }
  pair_heads(heads);
  return heads;
}

}  // namespace ws101::wsdump::input
