// Each tool is known by the line it prints above the bytes; whether the next line holds hex tells its modes apart.
#include "wsdump/read/text_views.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLinesSeen = 64;

// "47 45 54": how every hex view of these tools goes on, perhaps behind an offset.
bool begins_with_hex(std::string_view line) {
  std::string_view word = take_word(line);
  if (word.ends_with(':')) word = take_word(line);
  return (word.size() == 2 || word.size() == 4) && all_of(word, is_hex);
}

struct View {
  bool (*heading)(std::string_view line);
  std::string_view tool;
  std::string_view instead;
};

bool is_curl(std::string_view line) {
  return contains(line, "=> Send ") || contains(line, "<= Recv ");
}
bool is_socat(std::string_view line) {
  return (line.starts_with("> ") || line.starts_with("< ")) && contains(line, " length=") &&
         contains(line, " from=");
}
bool is_ngrep(std::string_view line) {
  return (line.starts_with("T ") || line.starts_with("U ")) && contains(line, " -> ") && contains(line, ":");
}

constexpr View kViews[] = {{is_curl, "curl --trace-ascii", "curl --trace FILE"},
                           {is_socat, "socat -v", "socat -x"},
                           {is_ngrep, "ngrep without -x", "ngrep -x"}};

// "127.000.000.001.40000-127.000.000.001.08000: GET / HTTP/1.1": tcpflow -c
bool is_tcpflow_text(std::string_view line) {
  const std::size_t colon = line.find(": ");
  return colon != std::string_view::npos && !trim(line.substr(colon + 2)).empty() && !heading_of(line) &&
         heading_of(line.substr(0, colon + 1)) && contains(line.substr(0, colon), "-") &&
         !heading_of(line.substr(0, colon + 1))->sender.empty();
}

ReadError lost(std::string_view what, std::string_view instead) {
  return ReadError{
      "expected bytes, got the text of " + std::string(what) + ": bytes that are not printable are lost",
      "use: " + std::string(instead), 0, 0};
}

ReadError none(std::string_view what) {
  return ReadError{"expected bytes, got " + std::string(what) + ", which has none",
                   "print them too: tshark -r FILE -x, or give the capture file itself", 0, 0};
}

}  // namespace

std::optional<ReadError> refuse_text_view(std::string_view body) {
  std::array<std::string_view, kLinesSeen> lines;
  std::size_t count = 0;
  for (std::string_view rest = body; !rest.empty() && count < kLinesSeen;) {
    const std::string_view line = take_line(rest);
    if (!trim(line).empty()) lines[count++] = line;
  }
  if (count == 0) return std::nullopt;
  if (is_tcpflow_text(lines[0])) return lost("tcpflow -c", "tcpflow -c -D");
  for (const View& view : kViews) {
    for (std::size_t i = 0; i + 1 < count; ++i) {
      if (!view.heading(lines[i]) || view.heading(lines[i + 1])) continue;
      if (begins_with_hex(lines[i + 1])) break;
      if (std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i), begins_with_hex)) break;
      return lost(view.tool, view.instead);
    }
  }
  const std::string_view first = trim_left(lines[0]);
  if (first.starts_with("<?xml") && contains(body.substr(0, 1024), "<psml")) return none("tshark's PSML");
  if (first.starts_with("Frame ") && contains(first, " bytes on wire") &&
      body.find("\n0000  ") == std::string_view::npos)
    return none("tshark's packet details");
  if (contains(body, "= Fin: ") && contains(body, "= Opcode: ")) return none("Wireshark's packet details");
  // "1 0.000000 127.0.0.1 -> 127.0.0.1 TCP 74 ..." and nothing else.
  if (is_digit(first[0]) && std::all_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(count),
                                        [](std::string_view line) {
                                          const auto heading = heading_of(line);
                                          return heading && heading->packet;
                                        })) {
    return none("a list of packets");
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
