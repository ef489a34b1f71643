// Hex dumps with offsets: xxd, hexdump, od, gdb, lldb, tcpdump, tshark, Wireshark, curl --trace and their like.
//
// One reader for all: each line is an offset, cells and perhaps a text column. What the cells are (hex, words in
// host order, bits, octal, decimal) and in which base the offsets count is found by trying: a combination is right
// when every line gives exactly as many bytes as the next offset says, and the text column shows these bytes.
#include <algorithm>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_cells.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/dumps/dump_walk.hpp"
#include "wsdump/read/dumps/lossy_cells.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// What the first line with bytes and the headings show.
struct Traits {
  bool colons = false;
  bool addresses = false;
  bool follow = false;
  bool prefixed_cells = false;  // 0x81
  bool bars = false;            // |text|
  bool angle = false;           // >text<, od's way
  bool two_indents = false;
  bool packets = false;
  std::size_t offset_width = 0;
  std::size_t cell_width = 0;
};

Traits survey_traits(const DumpLines& lines) {
  Traits traits;
  traits.colons = lines.colons;
  traits.addresses = lines.addresses;
  traits.follow = lines.follow;
  const DumpLine* first = nullptr;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes) continue;
    // Numbers may be flush right.
    const auto end_of_offset = [](const DumpLine& l) { return l.indent.size() + l.offset.size(); };
    if (first != nullptr)
      traits.two_indents |= line.indent != first->indent && end_of_offset(line) != end_of_offset(*first);
    if (first == nullptr && !line.rest.empty()) first = &line;
  }
  for (const Heading& heading : lines.headings)
    traits.packets |= heading.packet || (heading.skip && !heading.directed);
  if (first == nullptr) return traits;
  const std::string_view rest = trim(first->rest);
  traits.offset_width = first->offset.size();
  traits.cell_width = std::min(rest.find_first_of(" \t"), rest.size());
  traits.prefixed_cells = rest.starts_with("0x");
  traits.bars = rest.ends_with("|");
  traits.angle = rest.ends_with("<");
  return traits;
}

// Which tool prints such lines: the first row that fits.
struct Tool {
  Cells cells;
  bool (*fits)(const Traits&, const Way&);
  std::string_view format;
};
constexpr Tool kTools[] = {
    {Cells::Bits, nullptr, "xxd-b"},
    {Cells::Octal, nullptr, "od-o1"},
    {Cells::Decimal, nullptr, "od-u1"},
    {Cells::GdbChar, nullptr, "gdb"},
    {Cells::Swapped, [](const Traits& t, const Way&) { return t.addresses; }, "gdb"},
    {Cells::Swapped, [](const Traits& t, const Way&) { return t.colons; }, "xxd-e"},
    {Cells::Swapped, nullptr, "hexdump-words"},
    {Cells::Hex, [](const Traits& t, const Way& w) { return t.follow || w.two_sides; }, "follow-hex"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.packets && t.addresses; }, "tcpdump"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.packets; }, "tshark-x"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.addresses && t.prefixed_cells; }, "gdb"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.addresses; }, "hexdump"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.colons && t.offset_width == 8; }, "xxd"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.bars && t.offset_width == 8; }, "hexdump-C"},
    {Cells::Hex,
     [](const Traits& t, const Way& w) {
       return w.radix != 16 || t.angle || t.offset_width == 6 || t.offset_width == 7;
     },
     "od"},
    {Cells::Hex, [](const Traits& t, const Way&) { return t.offset_width == 4; }, "wireshark-hex"},
    {Cells::Hex, nullptr, "hexdump"}};

const Tool& tool_for(const Traits& traits, const Way& way) {
  return *std::find_if(std::begin(kTools), std::end(kTools), [&](const Tool& tool) {
    return tool.cells == way.cells && (tool.fits == nullptr || tool.fits(traits, way));
  });
}

// The follow dump's first node is the client where HTTP or the MASK bit does not say otherwise: see finish().
Reading to_reading(Decoded decoded, const Traits& traits, const Way& way) {
  Reading reading = empty_reading(tool_for(traits, way).format);
  if (way.cells == Cells::Swapped) {
    reading.notes.push_back(
        "swapped the bytes of " +
        std::to_string(4 * (traits.prefixed_cells ? traits.cell_width - 2 : traits.cell_width)) +
        "-bit words: this dump prints words in host order");
  }
  constexpr std::size_t kMostNotes = 8;
  const std::size_t repeats = decoded.notes.size();
  if (repeats > kMostNotes) {
    decoded.notes.resize(kMostNotes);
    decoded.notes.push_back("and " + std::to_string(repeats - kMostNotes) + " more * lines");
  }
  reading.notes.insert(reading.notes.end(), decoded.notes.begin(), decoded.notes.end());
  if (decoded.missing != 0) {
    reading.incomplete = true;
    reading.missing = std::to_string(decoded.missing) + " bytes that the offsets step over";
  }
  if (decoded.open_end) {
    reading.incomplete = true;
    reading.missing = "the lines that a * at the end stands for";
  }
  for (Dump& dump : decoded.dumps) {
    if (dump.heading.packet || (traits.packets && !dump.heading.directed)) {
      reading.packets.push_back(PastedPacket{Link::Unknown, std::move(dump.bytes), dump.heading.time});
      continue;
    }
    reading.chunks.push_back(Chunk{dump.heading.from, dump.heading.side, std::move(dump.bytes),
                                   dump.heading.time, dump.gap_before});
  }
  return reading;
}

// Whether the cells have the width that is usual for them.
bool expected_way(const Way& way, Behind behind, const Traits& traits) {
  const std::size_t width = traits.cell_width;
  const bool shown = behind == Behind::Text && !traits.angle;
  switch (way.cells) {
    case Cells::Hex:
      if (traits.prefixed_cells) return width <= 4;
      return shown || traits.colons || traits.packets || width == 2 || width > 16;
    case Cells::Swapped:
      if (traits.prefixed_cells) return width > 4;
      return !shown && !traits.colons && !traits.packets && (width == 4 || width == 8 || width == 16);
    case Cells::Octal:
      return width == 3;
    default:
      return way.cells != Cells::Decimal;
  }
}

// Digits in columns are no dump because the first group could be an offset.
bool looks_addressed(const DumpLines& lines) {
  if (lines.with_bytes == 0) return false;
  if (lines.colons || lines.follow || lines.with_bytes > 1) return true;
  const DumpLine& line = *std::find_if(lines.lines.begin(), lines.lines.end(), [](const DumpLine& each) {
    return each.kind == DumpLine::Kind::Bytes && !each.rest.empty();
  });
  if (line.box || contains(line.line, "| ")) return true;
  if (line.offset.starts_with("ffffff")) return false;  // a signed char, extended, and more of them behind it
  std::vector<std::uint8_t> bytes;
  if (DumpLineReader(Cells::Hex).read(line.rest, 0, false, bytes) == Behind::Text) return true;
  // One line: a zero that is wider than the cells, or at least a dump that ends with its length.
  std::string_view rest = line.rest;
  const std::size_t cell = take_word(rest).size();
  const std::size_t width = line.offset.size();
  const bool final = lines.lines.back().kind == DumpLine::Kind::Bytes && lines.lines.back().rest.empty();
  const bool zero = all_of(line.offset, [](char c) { return c == '0'; });
  return final || line.rest.starts_with("  ") ||
         (zero ? width != cell || width >= 6 : width >= 7 && cell <= 3);
}

constexpr Cells kKinds[] = {Cells::Hex,   Cells::Swapped, Cells::Bits,
                            Cells::Octal, Cells::Decimal, Cells::GdbChar};
constexpr int kRadixes[] = {16, 8, 10};

// Tries the kinds of cells with one base of the offsets. True if the text column proves one of them; bytes and the same
// words in host order both, if the text has nothing but stand-ins.
bool try_kinds(const DumpLines& lines, const Traits& traits, Way way, Findings& found,
               std::optional<Candidate>& unproven) {
  bool proven = false;
  for (const Cells cells : kKinds) {
    if (proven && cells != Cells::Swapped) break;
    way.cells = cells;
    if (cells == Cells::Swapped && traits.cell_width == 2) continue;  // words of one byte
    auto decoded = walk_dump(lines, way);
    if (!decoded) continue;
    const Behind behind = decoded->behind;
    // Lines that are no dump are passed over only if the dump proves itself.
    if (lines.stranger && behind != Behind::Text && !lines.addresses) continue;
    Candidate candidate{to_reading(std::move(*decoded), traits, way),
                        expected_way(way, behind, traits) ? Weight::Usual : Weight::Possible};
    if (behind == Behind::Other) {
      if (!unproven) unproven = std::move(candidate);
      continue;
    }
    if (behind == Behind::Text && !proven) found.candidates.clear();
    if (behind == Behind::Text || !proven) found.candidates.push_back(std::move(candidate));
    proven |= behind == Behind::Text;
  }
  return proven;
}

// The readings of the lines; the first radix in which any fits decides. Offsets may leave gaps only if nothing else
// fits, and only offsets that can be nothing else: without a colon after it, an offset as wide as the cells that does
// not fit the next one is more likely a cell (od -An -x).
Findings try_ways(const DumpLines& lines, const Traits& traits) {
  Findings found;
  const bool may_be_cell = !traits.colons && !traits.follow && traits.offset_width == traits.cell_width;
  for (const bool gaps : {false, true}) {
    if (gaps && !traits.colons && (lines.with_bytes < 2 || may_be_cell)) break;
    std::optional<Candidate> unproven;
    for (const bool two_sides : {true, false}) {
      if (two_sides && !traits.two_indents) continue;
      for (const int radix : kRadixes) {
        if (try_kinds(lines, traits, {Cells::Hex, radix, two_sides, gaps}, found, unproven)) return found;
        if (!found.candidates.empty()) return found;
      }
    }
    if (!unproven) continue;
    unproven->reading.notes.emplace_back("the text column does not show the bytes: went by the offsets");
    found.candidates.push_back(std::move(*unproven));
    return found;
  }
  return found;
}

// Why lines that look like a dump are none; nothing if they may be something else.
Outcome refuse_dump(const DumpLines& lines, std::string_view body, bool forced) {
  if (lines.stranger) {
    // Two lines of a dump are evidence enough to name the third that is none.
    if (!forced && (lines.with_bytes < 2 || !(lines.colons || lines.follow))) return std::nullopt;
    std::string_view rest = body.substr(lines.position_of_stranger);
    return error_at(body, lines.position_of_stranger,
                    "expected a line of a hex dump (offset, bytes), got " + quoted(trim(take_line(rest))),
                    "leave out lines that are not part of the dump, or put # in front of them");
  }
  if (!(lines.colons || lines.follow || lines.addresses) && !forced) return std::nullopt;
  const auto disagrees = [](const DumpLine& line) {
    std::vector<std::uint8_t> bytes;
    return line.kind == DumpLine::Kind::Bytes && !line.rest.empty() && !line.box &&
           !DumpLineReader(Cells::Hex).read(line.rest, 0, false, bytes);
  };
  const auto first = std::find_if(lines.lines.begin(), lines.lines.end(), disagrees);
  const bool found = first != lines.lines.end();
  return error_at(body, found ? static_cast<std::size_t>(first->line.data() - body.data()) : 0,
                  "a hex dump whose bytes, offsets and text column do not agree" +
                      std::string(found ? ", first on this line" : ""),
                  "copy whole lines; or keep only the bytes");
}

}  // namespace

bool is_dump(std::string_view body, Lines which) {
  const DumpLines lines = split_dump(body);
  const auto begins_with_cell = [](const DumpLine& line) {
    std::string_view rest = line.rest;
    std::string_view cell = take_word(rest);
    if (cell.starts_with("0x")) cell.remove_prefix(2);
    return line.kind != DumpLine::Kind::Bytes || (cell.size() % 2 == 0 && all_of(cell, is_hex));
  };
  if (!looks_addressed(lines) || !std::all_of(lines.lines.begin(), lines.lines.end(), begins_with_cell))
    return false;
  const auto all = static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
  return which == Lines::All ? !lines.stranger : lines.with_bytes > all / 2;
}

Outcome read_grid(const Text& text) {
  const bool forced = !text.forced.empty();
  const DumpLines lines = split_dump(text.body);
  if (lines.with_bytes == 0 || !(forced || looks_addressed(lines))) return std::nullopt;
  if (Outcome refused = refuse_cells(lines, text.body)) return refused;
  const Traits traits = survey_traits(lines);
  Findings found = try_ways(lines, traits);
  if (found.candidates.empty()) return refuse_dump(lines, text.body, forced);
  const Reading& first = found.candidates[0].reading;
  if (!forced && found.candidates.size() == 1 && first.format == "od-u1" && grade_of(first) == 0) {
    return error_at(text.body, 0,
                    "expected bytes, got decimal ones that make no frames, or od -c: characters and octal "
                    "numbers that cannot be told apart",
                    "dump it with: od -An -tx1 FILE, or say --format od-u1");
  }
  return choose(std::move(found), Text{text.body, {}});
}

}  // namespace ws101::wsdump::input
