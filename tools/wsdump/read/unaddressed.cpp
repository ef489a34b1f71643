// Dumps without offsets but with a text column (ngrep -x, socat -x -v): told from plain hex by the column.
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_cells.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// ngrep: "T 127.0.0.1:38298 -> 127.0.0.1:9401 [AP] #4"; the left end sends.
std::optional<std::string> ngrep_sender(std::string_view line) {
  std::string_view rest = line;
  const std::string_view protocol = take_word(rest);
  if (protocol != "T" && protocol != "U") return std::nullopt;
  std::string_view peek = rest;
  if (take_time(peek)) rest = peek;
  const std::string_view sender = take_word(rest);
  return take_word(rest) == "->" && sender.find(':') != std::string_view::npos
             ? std::optional(std::string(sender))
             : std::nullopt;
}

bool is_chatter(std::string_view line) {
  while (line.starts_with("#")) line.remove_prefix(1);  // one for every packet: "###exit"
  return line.empty() || all_of(line, [](char c) { return c == '#'; }) || line.starts_with("interface:") ||
         line.starts_with("input:") || line.starts_with("filter:") || line.starts_with("match:") ||
         line.starts_with("exit") || line == "--";
}

}  // namespace

Outcome read_unaddressed_dump(const Text& text) {
  if (!text.forced.empty() && text.forced != "ngrep") return std::nullopt;
  Reading reading;
  reading.format = "ngrep";
  reading.words = "a hex dump without offsets";
  std::string_view rest = text.body;
  std::string first_sender;
  std::uint8_t side = 0;
  bool fresh = true;
  std::size_t rows = 0;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (is_chatter(trim(line))) continue;
    if (const auto sender = ngrep_sender(line)) {
      if (first_sender.empty()) first_sender = *sender;
      side = *sender == first_sender ? 0 : 1;
      fresh = true;
      continue;
    }
    if (fresh) {
      reading.chunks.emplace_back();
      reading.chunks.back().side = side;
      fresh = false;
    }
    if (!read_dump_cells(line, {Cells::Hex, Column::Shown}, 0, 0, reading.chunks.back().bytes))
      return std::nullopt;
    ++rows;
  }
  if (rows == 0 || reading.chunks.empty() || reading.chunks.front().bytes.empty()) return std::nullopt;
  return reading;
}

}  // namespace ws101::wsdump::input
