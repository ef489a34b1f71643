// Lines that real tools print between hex dumps: packet summaries, directions, sections, prompts.
#include <cstdlib>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/peel.hpp"

namespace ws101::wsdump::input {
namespace {

// "Frame (77 bytes):" and its relatives of tshark -x.
std::optional<Heading> section(std::string_view line) {
  line = trim(line);
  if (!line.ends_with("):")) return std::nullopt;
  const std::size_t open = line.rfind('(');
  const std::string_view inside = line.substr(open + 1);
  if (open == std::string_view::npos || open < 2 || inside.empty() || !is_digit(inside[0]) ||
      !contains(inside, " byte")) {
    return std::nullopt;
  }
  Heading heading;
  heading.packet = line.starts_with("Frame (") || line.starts_with("Packet (");
  heading.skip = !heading.packet;
  return heading;
}

// curl --trace: "=> Send data, 11 bytes (0xb)", perhaps with a time in front.
std::optional<Heading> curl_trace(std::string_view line) {
  Heading heading;
  heading.time = take_time(line);
  line = trim_left(line);
  // curl --trace-ids: "[0-0] " names the transfer and the connection.
  if (const std::size_t close = line.find("] ");
      line.starts_with("[") && close < 24 &&
      all_of(line.substr(1, close - 1), [](char c) { return is_digit(c) || c == '-' || c == 'x'; })) {
    line = trim_left(line.substr(close + 1));
  }
  const bool sent = line.starts_with("=> Send ");
  if (!sent && !line.starts_with("<= Recv ")) {
    if (!line.starts_with("== Info")) return std::nullopt;
    heading.remark = true;
    return heading;
  }
  heading.directed = true;
  heading.from = sent ? Direction::Client : Direction::Server;
  heading.side = sent ? 0 : 1;
  heading.skip = contains(line, "SSL data");
  return heading;
}

// openssl s_client -debug, and Netty's logging handler: which end was watched is not said.
std::optional<Heading> watched_end(std::string_view line) {
  Heading heading;
  heading.directed = true;
  if (line.starts_with("write to 0x") || contains(line, "] WRITE: ")) return heading;
  heading.side = 1;
  if (line.starts_with("read from 0x") || contains(line, "] READ: ")) return heading;
  return std::nullopt;
}

// tcpflow: "127.000.000.001.40000-127.000.000.001.08000: "
std::optional<Heading> tcpflow_ends(std::string_view line) {
  line = trim(line);
  const std::size_t hyphen = line.find('-');
  if (!line.ends_with(":") || hyphen == std::string_view::npos) return std::nullopt;
  const auto is_end = [](std::string_view end) {  // an address and a port of five digits
    const std::size_t dot = end.rfind('.');
    return dot != std::string_view::npos && dot >= 2 && end.size() - dot == 6 &&
           all_of(end.substr(dot + 1), is_digit) &&
           all_of(end.substr(0, dot), [](char c) { return is_hex(c) || c == '.' || c == ':'; });
  };
  const std::string_view sender = line.substr(0, hyphen);
  if (!is_end(sender) || !is_end(line.substr(hyphen + 1, line.size() - hyphen - 2))) return std::nullopt;
  Heading heading;
  heading.directed = true;
  heading.sender = sender;
  return heading;
}

bool is_address_pair(std::string_view line) {
  return contains(line, " > ") || contains(line, " -> ");
}

// tcpdump and tshark summary lines.
std::optional<Heading> packet_summary(std::string_view line) {
  Heading heading;
  heading.packet = true;
  std::string_view rest = trim_left(line);
  const bool indented = rest.size() != line.size();
  // tshark: packet number first.
  std::string_view after_number = rest;
  const std::string_view number = take_word(after_number);
  if (all_of(number, is_digit) && number.size() < 10 && is_address_pair(after_number)) {
    heading.time = take_time(after_number);
    if (heading.time) return heading;
  }
  heading.time = take_time(rest);
  rest = trim_left(rest);
  const bool addressed = is_address_pair(rest) && contains(rest, ":");
  if (heading.time &&
      (addressed || rest.starts_with("IP") || rest.starts_with("ARP") || contains(rest, " IP"))) {
    return heading;
  }
  if (rest.starts_with("IP ") || rest.starts_with("IP6 ")) return heading;
  if (indented && addressed && (contains(rest, "Flags [") || contains(rest, " tcp "))) {
    heading.remark = true;
    return heading;
  }
  if (rest.starts_with("Frame ") && contains(rest, " bytes on wire")) return heading;
  return std::nullopt;
}

bool counts_up(std::string_view line) {
  std::size_t n = 0;
  std::string_view rest = line;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest), ++n) {
    if (n > 15) break;
    if (word.size() > 2 || !all_of(word, is_hex) ||
        static_cast<std::size_t>(std::strtoul(std::string(word).c_str(), nullptr, 16)) != n) {
      return false;
    }
  }
  return n >= 8;
}

bool is_remark(std::string_view line) {
  line = trim(line);
  if (is_shell_prompt(line) || (contains(line, "@") && contains(line, "$ "))) return true;
  // The braces Go's spew puts around a dump.
  if (line == "}" || line == "}," || (line.starts_with("(") && line.ends_with("{"))) return true;
  for (std::string_view start : {"# ",
                                 "// ",
                                 "$ ",
                                 "(gdb)",
                                 "(lldb)",
                                 "- offset -",
                                 "listening on ",
                                 "reading from file",
                                 "dropped privs",
                                 "tcpdump:",
                                 "Follow: ",
                                 "Filter: ",
                                 "Node ",
                                 "No. ",
                                 "Label:",
                                 "Path:",
                                 "Offset",
                                 "Hex View",
                                 "Running as user",
                                 "Capturing on ",
                                 "```",
                                 "--- "}) {
    if (line.starts_with(start)) return true;
  }
  if (line.size() > 2 &&
      all_of(line, [](char c) { return c == '=' || c == '-' || c == '+' || c == ' ' || c == '|'; })) {
    return true;
  }
  // radare2's prompt, objdump's first line, tcpdump's count.
  if (line.starts_with("[0x") && contains(line, "]> ")) return true;
  if (contains(line, "file format ") || line.ends_with(" captured") || line.ends_with("by filter") ||
      line.ends_with("by kernel")) {
    return true;
  }
  return counts_up(line) ||
         (!line.empty() && line[0] == '|' && counts_up(trim(line.substr(1, line.size() - 2))));
}

}  // namespace

std::optional<double> take_time(std::string_view& s) {
  std::string_view rest = trim_left(s);
  const bool bracket = !rest.empty() && (rest[0] == '[' || rest[0] == '(');
  if (bracket) rest = trim_left(rest.substr(1));
  // A date, if there is one, only names the day.
  const auto date_length = [](std::string_view t) -> std::size_t {
    if (t.size() < 11 || !is_digit(t[0]) || !is_digit(t[3]) || (t[4] != '-' && t[4] != '/') || t[7] != t[4])
      return 0;
    return t[10] == ' ' || t[10] == 'T' ? 11 : 0;
  };
  const std::size_t date = date_length(rest);
  rest.remove_prefix(date);
  double parts[3] = {0, 0, 0};
  std::size_t count = 0;
  bool fraction = false;
  while (count < 3) {
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n])) ++n;
    if (n == 0 || n > 10) return std::nullopt;
    double value = 0;
    for (char c : rest.substr(0, n)) value = value * 10 + (c - '0');
    rest.remove_prefix(n);
    if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && is_digit(rest[1])) {
      rest.remove_prefix(1);
      double scale = 0.1;
      for (; !rest.empty() && is_digit(rest[0]); rest.remove_prefix(1), scale /= 10)
        value += scale * (rest[0] - '0');
      fraction = true;
    }
    parts[count++] = value;
    if (fraction || rest.size() < 2 || rest[0] != ':' || !is_digit(rest[1])) break;
    rest.remove_prefix(1);
  }
  if (!fraction && count < 3) return std::nullopt;
  if (count == 2) return std::nullopt;
  while (!rest.empty() && (rest[0] == 'Z' || rest[0] == 's')) rest.remove_prefix(1);
  if (!rest.empty() && rest[0] == '+' && date != 0) {
    rest.remove_prefix(1);
    while (!rest.empty() && (is_digit(rest[0]) || rest[0] == ':')) rest.remove_prefix(1);
  }
  if (bracket) {
    rest = trim_left(rest);
    if (rest.empty() || (rest[0] != ']' && rest[0] != ')')) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (!rest.empty() && !is_space(rest[0]) &&
      !(bracket && (rest[0] == ':' || rest[0] == '>' || rest[0] == '<'))) {
    return std::nullopt;
  }
  s = rest;
  return count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : parts[0];
}

std::optional<Heading> direction_of_phrase(std::string_view phrase) {
  phrase = trim(phrase);
  while (!phrase.empty() && (phrase.back() == ':' || phrase.back() == '=' || phrase.back() == ']' ||
                             phrase.back() == ')' || phrase.back() == '*')) {
    phrase = trim(phrase.substr(0, phrase.size() - 1));
  }
  while (!phrase.empty() && (phrase.front() == '[' || phrase.front() == '(' || phrase.front() == '#' ||
                             phrase.front() == '*' || phrase.front() == '=')) {
    if (phrase.starts_with("=>")) break;
    phrase = trim(phrase.substr(1));
  }
  if (phrase.empty() || phrase.size() > 60) return std::nullopt;
  int first = 0;   // 1 client, 2 server: the end named first
  int arrow = 0;   // 1 -> , 2 <-
  int before = 0;  // end named right after "to" (3) or "from" (4)
  int sent = 0;    // 1 sent, 2 received, seen from an unnamed end
  int pending = 0;
  std::size_t named = 0;
  std::string word;
  const auto end_of = [](std::string_view w) {
    if (w == "client" || w == "c" || w == "browser" || w == "clnt") return 1;
    if (w == "server" || w == "s" || w == "srv") return 2;
    return 0;
  };
  const auto flush = [&]() -> bool {
    if (word.empty()) return true;
    const std::string w = lower(word);
    word.clear();
    if (const int end = end_of(w); end != 0) {
      ++named;
      if (pending != 0 && before == 0) before = pending * 10 + end;
      if (first == 0) first = end;
      pending = 0;
      return true;
    }
    if (w == "to" || w == "towards" || w == "2") {
      pending = 3;
    } else if (w == "from") {
      pending = 4;
    } else if (w == "send" || w == "sent" || w == "sends" || w == "sending" || w == "out" ||
               w == "outgoing" || w == "tx" || w == "write" || w == "written" || w == "outbound" ||
               w == "wrote" || w == "snd") {
      sent = sent == 0 ? 1 : sent;
    } else if (w == "recv" || w == "received" || w == "receive" || w == "receives" || w == "in" ||
               w == "incoming" || w == "rx" || w == "read" || w == "inbound" || w == "rcvd" || w == "rcv") {
      sent = sent == 0 ? 2 : sent;
    } else if (w == "request") {
      if (first == 0) first = 1, ++named;
    } else if (w == "response" || w == "reply") {
      if (first == 0) first = 2, ++named;
    } else if (!(w == "data" || w == "frame" || w == "frames" || w == "bytes" || w == "message" ||
                 w == "by" || w == "the" || w == "payload" || w == "says" || w == "side" || w == "stream" ||
                 w == "packet" || w == "raw" || w == "hex" || all_of(w, is_digit))) {
      return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const char c = phrase[i];
    if (is_word(c) && c != '_') {
      if (c == '2' && lower(word) == "c") {  // c2s
        if (!flush()) return std::nullopt;
        pending = 3;
        continue;
      }
      if (c == '2' && lower(word) == "s") {
        if (!flush()) return std::nullopt;
        pending = 3;
        continue;
      }
      word += c;
      continue;
    }
    if (!flush()) return std::nullopt;
    if (c == '>') {
      if (arrow == 0) arrow = 1;
    } else if (c == '<') {
      if (arrow == 0) arrow = 2;
    } else if (!(c == ' ' || c == '-' || c == '=' || c == '_' || c == '/' || c == '\t' || c == ',' ||
                 c == '(' || c == ')')) {
      return std::nullopt;
    }
  }
  if (!flush()) return std::nullopt;

  int sender = 0;
  bool known = true;
  if (named >= 2) {
    sender = first;
    if (arrow == 2) sender = 3 - first;
    if (before == 41) sender = 1;
    if (before == 42) sender = 2;
  } else if (named == 1) {
    sender = first;
    if (before == 31 || before == 32) sender = 3 - first;            // to server
    if (before == 0 && sent == 2 && arrow == 0) sender = 3 - first;  // server received
    if (before == 0 && sent == 1) sender = first;
  } else if (arrow != 0) {
    sender = arrow;
    known = false;  // an arrow does not say which end was watched
  } else if (sent != 0) {
    sender = sent;
    known = false;
  } else {
    return std::nullopt;
  }
  Heading heading;
  heading.directed = true;
  heading.side = sender == 1 ? 0 : 1;
  heading.arrow = named == 0 && arrow != 0 && sent == 0;
  heading.from = !known ? Direction::Unknown : sender == 1 ? Direction::Client : Direction::Server;
  return heading;
}

std::optional<Heading> heading_of(std::string_view line) {
  constexpr std::size_t kLongestHeading = 2048;
  if (line.size() > kLongestHeading) return std::nullopt;
  if (trim(line).empty()) {
    Heading blank;
    blank.remark = true;
    return blank;
  }
  if (auto heading = section(line)) return heading;
  if (auto heading = curl_trace(line)) return heading;
  if (auto heading = watched_end(line)) return heading;
  if (auto heading = tcpflow_ends(line)) return heading;
  if (auto heading = packet_summary(line)) return heading;
  if (std::string_view rest = line; true) {
    const auto time = take_time(rest);
    if (auto heading = direction_of_phrase(rest)) {
      heading->time = time;
      return heading;
    }
  }
  if (is_remark(line)) {
    Heading remark;
    remark.remark = true;
    return remark;
  }
  // A heading of the user's own: "payload:", "==> file <==", "Contents of section .data:".
  const std::string_view bare = trim(line);
  if ((bare.back() == ':' && bare.size() > 2 && is_letter(bare[0]) &&
       !all_of(bare.substr(0, bare.size() - 1), is_hex)) ||
      (bare.starts_with("==> ") && bare.ends_with(" <=="))) {
    return Heading{};
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
