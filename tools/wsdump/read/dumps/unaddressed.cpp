// Dumps without offsets: ngrep -x, socat -x -v with a text column, which tells them from plain hex, and tshark's raw
// follow, which names itself.
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_cells.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// ngrep: "T 127.0.0.1:38298 -> 127.0.0.1:9401 [AP] #4"; the left end sends.
std::string_view ngrep_sender(std::string_view line) {
  const std::string_view protocol = take_word(line);
  if (protocol != "T" && protocol != "U") return {};
  take_time(line);
  const std::string_view sender = take_word(line);
  return take_word(line) == "->" && contains(sender, ":") ? sender : std::string_view{};
}

// What the tools say of themselves, and what sets messages apart.
bool is_chatter(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));  // one for every packet: "###exit"
  if (line.empty() || line == "--" || line.starts_with("====")) return true;
  return starts_with_one(line, "interface:|input:|filter:|match:|exit|Follow: |Filter: |Node ");
}

}  // namespace

Outcome read_unaddressed_dump(const Text& text) {
  const bool follow = contains(text.body, "Follow: tcp,raw");
  Reading reading = empty_reading(follow ? "follow-raw" : "ngrep");
  std::string_view first_sender;
  std::uint8_t side = 0;
  bool fresh = true;
  for (std::string_view rest = text.body; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (is_chatter(trim(line))) continue;
    const std::string_view sender = ngrep_sender(line);
    if (!sender.empty()) {
      if (first_sender.empty()) first_sender = sender;
      side = sender == first_sender ? 0 : 1;
      fresh = true;
      continue;
    }
    if (follow) side = line[0] == '\t' ? 1 : 0;  // the second node's lines are indented
    if (fresh || follow) reading.chunks.push_back(Chunk{Direction::Unknown, side, {}, {}, 0});
    fresh = false;
    const auto behind = DumpLineReader(Cells::Hex).read(line, 0, false, reading.chunks.back().bytes);
    if (behind == (follow ? Behind::Nothing : Behind::Text)) continue;
    if (!follow) return std::nullopt;
    return error_at(text.body, static_cast<std::size_t>(line.data() - text.body.data()),
                    "expected a line of hex digits in pairs", "copy whole lines");
  }
  if (reading.chunks.empty()) return std::nullopt;
  return reading;
}

}  // namespace ws101::wsdump::input
