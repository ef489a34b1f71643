// Hex dumps with offsets: xxd, hexdump, od, gdb, lldb, tcpdump, tshark, Wireshark, curl --trace and their like.
//
// One reader for all: each line is an offset, cells and perhaps a text column. What the cells are (hex, words in
// host order, bits, octal, decimal) and in which base the offsets count is found by trying: a combination is right
// when every line gives exactly as many bytes as the next offset says, and the text column shows these bytes.
#include <algorithm>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_cells.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/dump_walk.hpp"
#include "wsdump/read/lossy_cells.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

struct Traits {
  bool colons = false;
  bool addresses = false;
  bool prefixed_cells = false;  // 0x81
  bool bars = false;            // |text|
  bool angle = false;           // >text<, od's way
  std::size_t offset_width = 0;
  std::size_t cell_width = 0;
  bool two_indents = false;
  bool packets = false;
};

Traits survey_traits(const DumpLines& lines) {
  Traits traits;
  traits.colons = lines.colons;
  traits.addresses = lines.addresses;
  std::string_view first_indent;
  bool first = true;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes) continue;
    if (!first) {
      traits.two_indents |= line.indent != first_indent;
      continue;
    }
    if (line.rest.empty()) continue;
    first = false;
    first_indent = line.indent;
    traits.offset_width = line.offset.size();
    const std::string_view rest = trim(line.rest);
    traits.cell_width = std::min(rest.find_first_of(" \t"), rest.size());
    traits.prefixed_cells = rest.starts_with("0x");
    traits.bars = rest.ends_with("|");
    traits.angle = rest.ends_with("<");
  }
  for (const Heading& heading : lines.headings)
    traits.packets |= heading.packet || (heading.skip && !heading.directed);
  return traits;
}

std::pair<std::string_view, std::string_view> name_of(const DumpLines& lines, const Traits& traits,
                                                      const Way& way) {
  switch (way.style.cells) {
    case Cells::Bits:
      return {"xxd-b", "xxd -b, bits"};
    case Cells::Octal:
      return {"od-o1", "a dump in octal bytes"};
    case Cells::Decimal:
      return {"od-u1", "a dump in decimal bytes"};
    case Cells::GdbChar:
      return {"gdb", "gdb x/c"};
    case Cells::Swapped:
      if (traits.addresses) return {"gdb", "memory in host-order words, as a debugger prints it"};
      if (traits.colons) return {"xxd-e", "xxd -e, words in host order"};
      return {"hexdump-words", "words in host order (hexdump without -C, od -x)"};
    case Cells::Hex:
      break;
  }
  if (lines.follow || way.two_sides) return {"follow-hex", "a followed TCP stream as a hex dump"};
  if (traits.packets && traits.addresses) return {"tcpdump", "tcpdump -x"};
  if (traits.packets) return {"tshark-x", "tshark -x"};
  if (traits.addresses && traits.prefixed_cells) return {"gdb", "gdb x/xb"};
  if (traits.addresses) return {"hexdump", "a hex dump with offsets"};
  if (traits.colons && traits.offset_width == 8) return {"xxd", "xxd"};
  if (traits.bars && traits.offset_width == 8) return {"hexdump-C", "hexdump -C"};
  if (way.radix != 16 || traits.angle || (traits.offset_width >= 6 && traits.offset_width <= 7))
    return {"od", "od -t x1"};
  if (traits.offset_width == 4) return {"wireshark-hex", "a hex dump as Wireshark copies it"};
  return {"hexdump", "a hex dump with offsets"};
}

// The follow dump's first node is the client where HTTP or the MASK bit does not say otherwise: see finish().
Reading to_reading(Decoded decoded, const DumpLines& lines, const Traits& traits, const Way& way) {
  Reading reading;
  std::tie(reading.format, reading.words) = name_of(lines, traits, way);
  if (way.style.cells == Cells::Swapped) {
    reading.notes.push_back(
        "swapped the bytes of " +
        std::to_string(4 * (traits.prefixed_cells ? traits.cell_width - 2 : traits.cell_width)) +
        "-bit words: this dump prints words in host order");
  }
  constexpr std::size_t kMaxNotes = 8;
  if (decoded.notes.size() > kMaxNotes) {
    const std::size_t more = decoded.notes.size() - kMaxNotes;
    decoded.notes.resize(kMaxNotes);
    decoded.notes.push_back("and " + std::to_string(more) + " more * lines");
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

bool expected_way(const Way& way, const Traits& traits) {
  switch (way.style.cells) {
    case Cells::Hex:
      if (traits.prefixed_cells) return traits.cell_width <= 4;
      if (way.style.column == Column::Shown && !traits.angle) return true;
      return traits.colons || traits.cell_width == 2 || traits.packets || traits.cell_width > 16;
    case Cells::Swapped:
      if (traits.prefixed_cells) return traits.cell_width > 4;
      if (way.style.column == Column::Shown && !traits.angle) return false;
      return !traits.colons && !traits.packets &&
             (traits.cell_width == 4 || traits.cell_width == 8 || traits.cell_width == 16);
    case Cells::Bits:
    case Cells::GdbChar:
      return true;
    case Cells::Octal:
      return traits.cell_width == 3;
    case Cells::Decimal:
      return false;
  }
  return false;
}

// Offsets or nothing: digits in columns are not an offset dump because the first group could be an offset.
bool looks_addressed(const DumpLines& lines) {
  if (lines.with_bytes == 0) return false;
  if (lines.colons || lines.follow) return true;
  const DumpLine* first = nullptr;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    if (line.box || line.line.find("| ") != std::string_view::npos) return true;
    if (first == nullptr) first = &line;
  }
  if (lines.with_bytes == 1 && first != nullptr) {
    if (first->offset.starts_with("ffffff"))
      return false;  // a signed char, extended, and more of them behind it
    std::vector<std::uint8_t> bytes;
    if (read_dump_cells(first->rest, {Cells::Hex, Column::Shown}, 0, 0, bytes)) return true;
    // One line: a zero that is wider than the cells, or at least a dump that ends with its length.
    std::string_view rest = first->rest;
    const std::string_view cell = take_word(rest);
    const bool zero = all_of(first->offset, [](char c) { return c == '0'; });
    const bool final = lines.lines.back().kind == DumpLine::Kind::Bytes && lines.lines.back().rest.empty();
    return final || (zero && first->offset.size() != cell.size()) || first->rest.starts_with("  ") ||
           (zero && first->offset.size() >= 6) || (!zero && first->offset.size() >= 7 && cell.size() <= 3);
  }
  return true;
}

constexpr CellStyle kStyles[] = {
    {Cells::Hex, Column::Shown},     {Cells::Swapped, Column::Shown}, {Cells::Bits, Column::Shown},
    {Cells::Bits, Column::None},     {Cells::Hex, Column::None},      {Cells::Swapped, Column::None},
    {Cells::Octal, Column::None},    {Cells::Octal, Column::Shown},   {Cells::Decimal, Column::None},
    {Cells::Decimal, Column::Shown}, {Cells::GdbChar, Column::None}};
constexpr int kRadixes[] = {16, 8, 10};

// Tries the ways to read the lines; the first radix in which any fits decides.
class Attempts {
 public:
  Attempts(const DumpLines& lines, const Traits& traits) : lines_(lines), traits_(traits) {}

  void run() {
    all_ways(false);
    // Without a colon behind it, an offset as wide as the cells that fits no next one is rather a cell (od -An -x).
    const bool may_be_cell = !traits_.colons && !lines_.follow && traits_.offset_width == traits_.cell_width;
    if (none() && (traits_.colons || (lines_.with_bytes > 1 && !may_be_cell))) all_ways(true);
  }
  bool none() const { return findings.candidates.empty(); }

  Findings findings;

 private:
  bool attempt(const Way& way) {
    // Lines that are no dump are passed over only if the dump proves itself.
    if (lines_.stranger && way.style.column != Column::Shown && !lines_.addresses) return false;
    auto decoded = walk_dump(lines_, way);
    if (!decoded) return false;
    findings.add(to_reading(std::move(*decoded), lines_, traits_, way),
                 expected_way(way, traits_) ? Weight::Usual : Weight::Possible);
    return true;
  }

  void all_ways(bool gaps) {
    for (const bool two_sides : {true, false}) {
      if (two_sides && !traits_.two_indents) continue;
      for (const int radix : kRadixes) {
        if (none()) all_styles(radix, two_sides, gaps);
      }
    }
    if (none()) without_column(gaps);
  }

  void all_styles(int radix, bool two_sides, bool gaps) {
    bool column = false;
    for (const CellStyle& style : kStyles) {
      if (column && style.column == Column::None) continue;
      if (style.cells == Cells::Decimal && !none() && traits_.cell_width == 2 && traits_.colons) continue;
      if (attempt({style, radix, two_sides, gaps})) column |= style.column == Column::Shown;
    }
  }

  void without_column(bool gaps) {
    for (const Cells cells : {Cells::Hex, Cells::Swapped}) {
      for (const int radix : kRadixes) {
        if (!none() || !attempt({{cells, Column::Damaged}, radix, false, gaps})) continue;
        findings.candidates.back().reading.notes.emplace_back(
            "the text column does not show the bytes: went by the offsets");
      }
    }
  }

  const DumpLines& lines_;
  const Traits& traits_;
};

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
           !read_dump_cells(line.rest, {Cells::Hex, Column::Shown}, 0, 0, bytes) &&
           !read_dump_cells(line.rest, {Cells::Hex, Column::None}, 0, 0, bytes);
  };
  const auto first = std::find_if(lines.lines.begin(), lines.lines.end(), disagrees);
  const bool found = first != lines.lines.end();
  return error_at(body, found ? static_cast<std::size_t>(first->line.data() - body.data()) : 0,
                  "a hex dump whose bytes, offsets and text column do not agree" +
                      std::string(found ? ", first on this line" : ""),
                  "copy whole lines; or keep only the bytes");
}

}  // namespace

Outcome read_grid(const Text& text) {
  const bool forced = !text.forced.empty();
  const DumpLines lines = split_dump(text.body);
  if (lines.with_bytes == 0 || !(forced || looks_addressed(lines))) return std::nullopt;
  if (Outcome refused = refuse_cells(lines, text.body)) return refused;
  const Traits traits = survey_traits(lines);
  Attempts attempts(lines, traits);
  attempts.run();
  if (attempts.none()) return refuse_dump(lines, text.body, forced);
  // od -c of bytes that are digits or not printable has the looks of od -t u1.
  const std::vector<Candidate>& candidates = attempts.findings.candidates;
  if (!forced && octal_or_single_digits(lines) && candidates.size() == 1 &&
      candidates[0].reading.format == "od-u1" && score_of(candidates[0].reading, text.score) == 0) {
    return error_at(
        text.body, 0,
        "expected bytes, got what may be od -c: characters and octal numbers that cannot be told apart",
        "dump it with: od -An -tx1 FILE, or say --format od-u1");
  }
  return choose(std::move(attempts.findings), Text{text.body, {}, text.score});
}

}  // namespace ws101::wsdump::input
