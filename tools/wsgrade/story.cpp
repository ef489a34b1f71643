// Tells why a test failed.
#include "story.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <sstream>
#include <vector>

namespace ws101::labs {
namespace {

constexpr std::size_t kMostLines = 24;     // of one part of a story
constexpr std::size_t kMostColumns = 400;  // of one line in it
constexpr std::size_t kOutputLines = 6;
constexpr std::size_t kLabel = 12;  // columns

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// A \r at the end of a line of an HTTP head is shown as \r, other controls as in Catch2's reports: \x1B.
std::string harmless(const std::string& line) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : line.substr(0, kMostColumns)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t') {
      out += ' ';
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  return line.size() > kMostColumns ? out + " ..." : out;
}

// "    label       text", the text's further lines under the first.
std::string part(const std::string& label, const std::string& text) {
  std::string out;
  std::size_t count = 0;
  const std::vector<std::string> lines = lines_of(text);
  for (const std::string& line : lines) {
    if (count == kMostLines) {
      out +=
          std::string(kLabel + 4, ' ') + "... and " + std::to_string(lines.size() - count) + " lines more\n";
      break;
    }
    std::string head = "    " + (count == 0 ? label : std::string());
    head.resize(std::max(head.size() + 1, kLabel + 4), ' ');
    out += head + harmless(line) + "\n";
    ++count;
  }
  return out;
}

// "came" and "expected" of a comparison; a single line if the two cannot be separated.
std::string comparison(const CatchReport& report) {
  std::string out = part("checked", report.original);
  if (!report.words.empty()) return out;  // an exception: there was nothing to compare
  for (const std::string sign : {"==", "!=", "<=", ">=", "<", ">"}) {
    if (report.original.find(" " + sign + " ") == std::string::npos) continue;
    for (const std::string& between : {"\n" + sign + "\n", " " + sign + " "}) {
      const std::size_t at = report.expanded.find(between);
      if (at == std::string::npos || report.expanded.find(between, at + 1) != std::string::npos) continue;
      const std::string wanted = sign == "==" ? "" : sign + " ";
      return out + part("came", report.expanded.substr(0, at)) +
             part("expected", wanted + report.expanded.substr(at + between.size()));
    }
    break;
  }
  if (report.expanded.empty() || report.expanded == report.original) return out;
  return out + part("was", report.expanded);
}

// The line with the finding of a sanitizer, and its place in a file that is not a test.
std::string sanitizer_words(const std::string& output) {
  std::string what, where;
  for (const std::string& line : lines_of(output)) {
    if (what.empty() && (line.find("ERROR: AddressSanitizer") != std::string::npos ||
                         line.find("ERROR: LeakSanitizer") != std::string::npos ||
                         line.find("WARNING: ThreadSanitizer") != std::string::npos ||
                         line.find("runtime error: ") != std::string::npos)) {
      const std::size_t begin = line.find("ERROR: ") != std::string::npos     ? line.find("ERROR: ") + 7
                                : line.find("WARNING: ") != std::string::npos ? line.find("WARNING: ") + 9
                                                                              : 0;
      const std::size_t end = std::min(line.find(" on address"), line.find(" on unknown address"));
      what = line.substr(begin, std::min(end, line.find(" (pid=")) - begin);
    } else if (!what.empty() && std::count(where.begin(), where.end(), '\n') < 6) {
      // "    #1 0x55d0 in ws101::Sha1::update(...) /path/sha1.cpp:20"
      const std::size_t in = line.find(" in ws101::");
      const std::size_t hash = line.find("    #");
      const bool frame =
          hash == 0 && line.find(".cpp:") != std::string::npos && line.find("/tests/") == std::string::npos;
      const std::size_t name = in != std::string::npos ? in + 4 : line.find_first_of(' ', 5) + 1;
      const std::string call = frame ? "in " + line.substr(name) + "\n" : std::string();
      if (where.find(call) == std::string::npos) where += call;
      if (line.find(" of size ") != std::string::npos && hash != 0)
        where += line.substr(line.find_first_not_of(' ')) + "\n";
    }
  }
  return what.empty() ? std::string() : what + "\n" + where;
}

// "[rfc6455-5.2][rfc4648-10]" as "RFC 6455 5.2, RFC 4648 10".
std::string rules(const std::string& tags) {
  std::string out;
  for (std::size_t at = 0; (at = tags.find("[rfc", at)) != std::string::npos; ++at) {
    const std::string tag = tags.substr(at + 4, tags.find(']', at) - at - 4);
    const std::size_t dash = tag.find('-');
    if (dash == std::string::npos) continue;
    out += (out.empty() ? "RFC " : ", RFC ") + tag.substr(0, dash) + " section " + tag.substr(dash + 1);
  }
  return out;
}

}  // namespace

bool is_harmful(const TestResult& result) {
  if (!sanitizer_words(result.output).empty() || !result.report.begun) return true;
  // A test that fails while its own threads run ends by abort(): that is the test's abort(), not the
  // student's.
  const bool ended_by_test = result.outcome.end == Outcome::End::Signal && result.outcome.number == SIGABRT &&
                             !result.report.place.empty();
  return result.outcome.end != Outcome::End::Exited && !ended_by_test;
}

std::string in_one_line(const TestResult& result) {
  using End = Outcome::End;
  const Outcome& outcome = result.outcome;
  const std::string limit = std::to_string(result.seconds) + " s";
  if (outcome.end == End::CpuLimit) return "took longer than " + limit + " of processor time: endless loop?";
  if (outcome.end == End::WallLimit) return "did not end: does something wait for what never comes?";
  if (outcome.end == End::MemoryLimit) return "took too much memory: endless allocation?";
  const std::string found = sanitizer_words(result.output);
  if (!found.empty()) return found.substr(0, found.find('\n'));
  if (outcome.end == End::Signal && outcome.number == SIGXFSZ) return "wrote without end";
  if (!result.report.place.empty()) return "failed at " + result.report.place;
  if (outcome.end == End::Signal) return "crashed: " + std::string(::strsignal(outcome.number));
  if (!result.report.begun)
    return "the test program did not begin: has a file of yours a main(), or a global object that fails?";
  return "the program ended inside the test, with status " + std::to_string(outcome.number) +
         ": is exit() called?";
}

std::string story_of(const Topic& topic, const Test& test, const TestResult& result) {
  const CatchReport& report = result.report;
  std::string out = "  FAILED  " + test.name + "\n";
  std::string sections;
  for (const std::string& section : report.sections) sections += section + "\n";
  out += part("in", sections);
  for (const std::string& note : report.notes) out += part("given", note);
  if (!report.original.empty()) out += comparison(report);
  if (!report.words.empty()) out += part(report.original.empty() ? "story" : "thrown", report.words);
  const std::string found = sanitizer_words(result.output);
  if (!found.empty()) {
    out += part("found", found);
  } else if (report.place.empty()) {
    out += part("ended", in_one_line(result));
  }
  std::vector<std::string> printed = lines_of(result.output);
  if (found.empty() && !printed.empty()) {
    if (printed.size() > kOutputLines)
      printed.erase(printed.begin(), printed.end() - static_cast<std::ptrdiff_t>(kOutputLines));
    std::string text;
    for (const std::string& line : printed) text += line + "\n";
    out += part("printed", text);
  }
  out += part("test", report.place.empty() ? test.file : report.place);
  out += part("rule", rules(report.tags));
  out += part("look at", topic.look_at);
  return out;
}

}  // namespace ws101::labs
