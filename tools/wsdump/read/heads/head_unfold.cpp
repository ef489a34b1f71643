#include "wsdump/read/heads/head_unfold.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/head_start.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kFewestGridLines = 2;

constexpr std::size_t kNearestWords = 40;  // characters in front of a literal
constexpr std::string_view kInFront[] = {"_header", "<<<", ">>>", " request", " response", " reply"};

bool begins_with_start_line(std::string_view lines) {
  const StartLine start = find_start_line(lines.substr(0, lines.find('\n')));
  return start.length > 0 && start.column == 0;
}

// ['GET / HTTP/1.1', 'Host: x', ...] of Python, [GET / HTTP/1.1, Host: x, ...] of Java, perhaps behind a log's prefix.
std::string lines_of_list(std::string_view body) {
  body = trim(body);
  const std::size_t open = body.rfind('[', body.find("HTTP/"));
  if (open == std::string_view::npos || open > body.find('\n') || !body.ends_with(']')) return {};
  const std::string quote = is_quote(body[open + 1]) ? std::string(1, body[open + 1]) : std::string();
  const std::string between = quote + ", " + quote;
  std::string lines;
  body.remove_prefix(open + 1 + quote.size());
  body.remove_suffix(std::min(body.size(), 1 + quote.size()));
  for (std::size_t end = body.find(between); end != std::string_view::npos; end = body.find(between)) {
    lines += body.substr(0, end);
    body.remove_prefix(end + between.size());
    // Without quotes a comma may be one within a value.
    const bool next = !quote.empty() || is_field_line(body.substr(0, body.find(", ")));
    lines += next ? "\n" : ", ";
  }
  lines += body;
  return begins_with_start_line(lines) ? lines + "\n" : std::string();
}

// ngrep prints a head as one line with a dot for every CR and LF.
std::string lines_of_dots(std::string_view body) {
  const std::size_t start = body.find("HTTP/1.");
  const std::size_t dots = start == std::string_view::npos ? start : body.find("..", start);
  const std::size_t name_end = dots == std::string_view::npos ? dots : body.find(": ", dots);
  if (name_end == std::string_view::npos || !is_known_field(body.substr(dots + 2, name_end - dots - 2)))
    return {};
  std::string lines;
  for (std::size_t end = body.find(".."); end != std::string_view::npos; end = body.find("..")) {
    lines.append(body.substr(0, end)) += "\r\n";
    body.remove_prefix(end + 2);
  }
  return lines.append(body);
}

// What stands in front of a literal that a reader of literals cannot take: Python's http.client prints the request as
// one, and each field of the answer on a line; Node's ClientRequest has it among other members; the arrows and words of
// a log tell who sends, which the head tells better.
bool names_head(std::string_view front) {
  const std::string small = lower(front.substr(front.size() - std::min(front.size(), kNearestWords)));
  std::string_view before(small);
  // request: b'GET / HTTP/1.1'. Behind an arrow b'' is a line of a log whose bytes are known.
  if (before.ends_with(" b") && !before.ends_with("< b") && !before.ends_with("> b")) before.remove_suffix(1);
  before = before.substr(0, before.find_last_not_of(" :") + 1);
  return std::any_of(std::begin(kInFront), std::end(kInFront),
                     [&](std::string_view each) { return before.ends_with(each); });
}

struct SpelledEnd {
  std::string_view
      mark;  // behind a start line that has a field behind it on the same line; empty: there is none
  bool quoted = false;  // the head is a literal
};

SpelledEnd spelled_end(std::string_view line, bool quoted_too) {
  const std::size_t version = line.find("HTTP/");
  if (version == std::string_view::npos) return {};
  for (const std::string_view mark : {"\\r\\n", "\\n"}) {
    const std::size_t end = line.find(mark, version);
    if (end == std::string_view::npos) continue;
    const StartLine start = find_start_line(line.substr(0, end));
    const std::string_view next = line.substr(end + mark.size());
    if (start.length == 0 || !is_field_line(next.substr(0, next.find(mark)))) continue;
    // The bytes of a literal are known exactly; they are left to those who read literals.
    const bool quoted = start.column > 0 && is_quote(line[start.column - 1]);
    const std::string twice = std::string(mark).append(mark);
    const bool whole = contains(next, twice + '"') || contains(next, twice + '\'');
    if (quoted && !quoted_too && !(whole && names_head(line.substr(0, start.column - 1)))) return {};
    return {mark, quoted};
  }
  return {};
}

// "INFO received: GET / HTTP/1.1\r\nHost: a\r\n\r\n", with the backslashes. `sure` is then true if all are literals.
std::string lines_of_escapes(std::string_view body, bool& sure) {
  const bool http_client = contains(body, "reply: 'HTTP/");
  std::string lines;
  bool found = false;
  sure = true;
  while (!body.empty()) {
    std::string_view line = take_whole_line(body);
    const auto [mark, quoted] = spelled_end(line, http_client);
    found |= !mark.empty();
    sure &= mark.empty() || quoted;
    for (std::size_t end = line.find(mark); !mark.empty() && end != std::string_view::npos;
         end = line.find(mark)) {
      lines.append(line.substr(0, end)) += mark.size() > 2 ? "\r\n" : "\n";
      line.remove_prefix(end + mark.size());
    }
    // Without a quote, a comma and the end of the line.
    if (mark.empty() || line.find_first_not_of("\"',;\r\n") != std::string_view::npos) lines += line;
  }
  return found ? lines : std::string();
}

// "Host<tab>a" or "Host = a" below a start line, as a table gives them.
std::string lines_of_grid(std::string_view body) {
  std::string lines;
  std::size_t fields = 0;
  while (!body.empty()) {
    std::string_view line = take_whole_line(body);
    for (const std::string_view sign : {"\t", " = "}) {
      const std::size_t at = line.substr(0, line.find(':')).find(sign);
      if (at == std::string_view::npos || !is_known_field(line.substr(0, at))) continue;
      lines.append(line.substr(0, at)).append(": ");
      line.remove_prefix(at + sign.size());
      ++fields;
      break;
    }
    lines += line;
  }
  return fields < kFewestGridLines ? std::string() : lines;
}

}  // namespace

Unfolded unfold_heads(std::string_view body) {
  if (!contains(body, "HTTP/")) return {};
  for (auto* const unfold : {lines_of_list, lines_of_dots}) {
    if (std::string lines = unfold(body); !lines.empty()) return {std::move(lines), {}};
  }
  bool sure = false;
  if (std::string lines = lines_of_escapes(body, sure); !lines.empty()) {
    if (sure) return {std::move(lines), {}};
    return {std::move(lines),
            "read the characters \\r\\n or \\n as the ends of lines; if these characters themselves were "
            "sent, that "
            "is the fault"};
  }
  return {lines_of_grid(body), {}};
}

}  // namespace ws101::wsdump::input
