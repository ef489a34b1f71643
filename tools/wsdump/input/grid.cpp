// Hex dumps with offsets: xxd, hexdump, od, gdb, lldb, tcpdump, tshark, Wireshark, curl --trace and their like.
//
// One reader for all: each line is an offset, cells and perhaps a text column. What the cells are (hex, words in
// host order, bits, octal, decimal) and in which base the offsets count is found by trying: a combination is right
// when every line gives exactly as many bytes as the next offset says, and the text column shows these bytes.
#include <algorithm>
#include <charconv>

#include "wsdump/input/characters.hpp"
#include "wsdump/input/dump_cells.hpp"
#include "wsdump/input/dump_lines.hpp"
#include "wsdump/input/packet_headers.hpp"
#include "wsdump/input/recogniser.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::uint64_t kMaxRepeatedBytes = 256U << 20;  // what * lines may add in all
constexpr std::uint64_t kMaxLineBytes = 1 << 16;         // a larger step between two offsets is a gap

struct Dump {
  std::vector<std::uint8_t> bytes;
  std::uint64_t base = 0;
  std::uint64_t gap_before = 0;
  Heading heading;
};

struct Way {
  CellStyle style;
  int radix = 16;
  bool two_sides = false;  // lines of two senders are told apart by their indent
  bool gaps = false;       // jumps of the offset are allowed, and reported
};

struct Decoded {
  std::vector<Dump> dumps;
  std::vector<std::string> notes;
  std::uint64_t missing = 0;
  bool open_end = false;  // ends with a * line and no offset behind it
  bool too_many = false;
};

std::optional<std::uint64_t> number(std::string_view digits, int radix) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string hex_text(std::uint64_t value) {
  char buffer[17];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr;
  return "0x" + std::string(buffer, end);
}

// Walks the lines in one way and gives up at the first that does not fit.
class Walk {
 public:
  Walk(const DumpLines& lines, const Way& way) : lines_(lines), way_(way) {
    for (const DumpLine& line : lines.lines) {
      if (line.kind == DumpLine::Kind::Bytes) {
        first_indent_ = line.indent;
        break;
      }
    }
  }

  std::optional<Decoded> run() {
    for (std::size_t i = 0; i < lines_.lines.size(); ++i) {
      const DumpLine& line = lines_.lines[i];
      bool fits = true;
      if (line.kind == DumpLine::Kind::Heading) {
        heading_ = lines_.headings[line.heading];
        open_[0] = open_[1] = -1;
      } else if (heading_.skip) {
        continue;
      } else if (line.kind == DumpLine::Kind::Repeat) {
        fits = last_line_bytes_ != 0;
        repeat_ = true;
      } else {
        fits = take(i);
      }
      if (!fits) return std::nullopt;
    }
    if (repeat_) {
      result_.notes.emplace_back("a * line at the end repeats an unknown number of lines: left out");
      result_.open_end = true;
    }
    if (result_.dumps.empty()) return std::nullopt;
    return std::move(result_);
  }

 private:
  std::size_t side_of(const DumpLine& line) const { return way_.two_sides && line.indent != first_indent_ ? 1 : 0; }

  // How many bytes the line must have by the next offset; 0 if that does not say.
  std::uint64_t expected_bytes(std::size_t i, std::uint64_t offset) const {
    for (std::size_t j = i + 1; j < lines_.lines.size(); ++j) {
      const DumpLine& next = lines_.lines[j];
      if (next.kind != DumpLine::Kind::Bytes) return 0;
      if (side_of(next) != side_of(lines_.lines[i])) {
        if (j > i + 1) return 0;  // the same side may come back with a later offset, but not always does
        continue;
      }
      const auto value = number(next.offset, way_.radix);
      if (!value || *value <= offset || *value - offset > kMaxLineBytes) return 0;
      return *value - offset;
    }
    return 0;
  }

  bool repeat_to(Dump& dump, std::uint64_t offset, std::uint64_t expected) {
    repeat_ = false;
    if (offset < expected) return false;
    const std::uint64_t count = offset - expected;
    if (count % last_line_bytes_ != 0) return false;
    repeated_ += count;
    if (repeated_ > kMaxRepeatedBytes) {
      result_.too_many = true;
      return false;
    }
    const std::size_t from = dump.bytes.size() - last_line_bytes_;
    for (std::uint64_t k = 0; k < count; ++k) dump.bytes.push_back(dump.bytes[from + k % last_line_bytes_]);
    result_.notes.push_back("a * line stands for " + std::to_string(count) + " bytes: the line before it, again up to offset " +
                            hex_text(offset));
    return true;
  }

  bool take(std::size_t i) {
    const DumpLine& line = lines_.lines[i];
    const std::size_t side = side_of(line);
    const auto offset = number(line.offset, way_.radix);
    if (!offset) return false;
    if (open_[side] >= 0) {
      Dump& dump = result_.dumps[static_cast<std::size_t>(open_[side])];
      const std::uint64_t expected = next_[side];
      if (repeat_ && !repeat_to(dump, *offset, expected)) return false;
      if (*offset > next_after_repeat(expected, *offset)) {
        if (!way_.gaps) return false;
      }
    } else if (repeat_) {
      return false;
    }
    if (line.rest.empty()) return final_offset(side, *offset);
    return bytes(i, side, *offset);
  }

  // After a repeat the two agree; otherwise the running offset counts.
  std::uint64_t next_after_repeat(std::uint64_t expected, std::uint64_t offset) {
    const bool just_repeated = repeated_ != seen_repeated_;
    seen_repeated_ = repeated_;
    return just_repeated ? offset : expected;
  }

  bool final_offset(std::size_t side, std::uint64_t offset) {
    const bool fits = open_[side] >= 0 && offset == end_of(side);
    if (!fits && way_.gaps && open_[side] >= 0 && offset > end_of(side)) {
      result_.missing += offset - end_of(side);
      open_[side] = -1;
      return true;
    }
    open_[side] = -1;  // a line after it starts another dump
    return fits;
  }

  std::uint64_t end_of(std::size_t side) const {
    const Dump& dump = result_.dumps[static_cast<std::size_t>(open_[side])];
    return dump.base + dump.bytes.size();
  }

  bool bytes(std::size_t i, std::size_t side, std::uint64_t offset) {
    const DumpLine& line = lines_.lines[i];
    const bool continues = open_[side] >= 0 && offset == end_of(side) && (!way_.two_sides || last_side_ == side);
    if (!continues) {
      Dump dump;
      dump.base = offset;
      dump.heading = heading_;
      if (way_.two_sides) {
        dump.heading.directed = true;
        dump.heading.side = static_cast<std::uint8_t>(side);
        if (seen_[side] && offset != next_[side]) return false;
      } else if (open_[side] >= 0) {
        const std::uint64_t end = end_of(side);
        if (offset > end) {
          dump.gap_before = offset - end;
          result_.missing += offset - end;
        } else if (offset != first_base_ && offset != 0 && !way_.gaps) {
          return false;  // a new dump starts where the first did, or at 0
        }
      }
      if (result_.dumps.empty()) first_base_ = offset;
      result_.dumps.push_back(std::move(dump));
      open_[side] = static_cast<std::ptrdiff_t>(result_.dumps.size()) - 1;
    }
    std::vector<std::uint8_t>& out = result_.dumps[static_cast<std::size_t>(open_[side])].bytes;
    const std::size_t before = out.size();
    std::uint64_t expected = expected_bytes(i, offset);
    CellStyle style = way_.style;
    if (line.box) style.column = Column::None;
    bool fits = read_cells(line.rest, style, static_cast<std::size_t>(expected), text_at_, out);
    if (!fits && way_.gaps && expected != 0) {
      expected = 0;
      fits = read_cells(line.rest, style, 0, text_at_, out);
    }
    if (!fits) return false;
    const std::uint64_t count = out.size() - before;
    if (expected != 0 && count != expected && !way_.gaps) return false;
    if (way_.style.column == Column::Damaged && text_at_ == 0) {
      text_at_ = find_text(line.rest, way_.style, static_cast<std::size_t>(count));
    }
    last_line_bytes_ = static_cast<std::size_t>(count);
    next_[side] = offset + count;
    seen_[side] = true;
    last_side_ = side;
    return true;
  }

  const DumpLines& lines_;
  Way way_;
  Decoded result_;
  Heading heading_;
  std::string_view first_indent_;
  std::ptrdiff_t open_[2] = {-1, -1};  // the dump that grows, per side
  std::uint64_t next_[2] = {0, 0};     // the offset behind the last line, per side
  bool seen_[2] = {false, false};
  std::size_t last_side_ = 0;
  std::uint64_t first_base_ = 0;
  std::size_t last_line_bytes_ = 0;
  std::size_t text_at_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t seen_repeated_ = 0;
  bool repeat_ = false;
};

struct Traits {
  bool colons = false;
  bool addresses = false;
  bool prefixed_cells = false;   // 0x81
  bool bars = false;             // |text|
  bool angle = false;            // >text<, od's way
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
  for (const Heading& heading : lines.headings) traits.packets |= heading.packet;
  return traits;
}

std::pair<std::string_view, std::string_view> name_of(const DumpLines& lines, const Traits& traits, const Way& way) {
  switch (way.style.cells) {
    case Cells::Bits: return {"xxd-b", "xxd -b, bits"};
    case Cells::Octal: return {"od-o1", "a dump in octal bytes"};
    case Cells::Decimal: return {"od-u1", "a dump in decimal bytes"};
    case Cells::GdbChar: return {"gdb", "gdb x/c"};
    case Cells::Swapped:
      if (traits.addresses) return {"gdb", "memory in host-order words, as a debugger prints it"};
      if (traits.colons) return {"xxd-e", "xxd -e, words in host order"};
      return {"hexdump-words", "words in host order (hexdump without -C, od -x)"};
    case Cells::Hex: break;
  }
  if (lines.follow || way.two_sides) return {"follow-hex", "a followed TCP stream as a hex dump"};
  if (traits.packets && traits.addresses) return {"tcpdump", "tcpdump -x"};
  if (traits.packets) return {"tshark-x", "tshark -x"};
  if (traits.addresses && traits.prefixed_cells) return {"gdb", "gdb x/xb"};
  if (traits.addresses) return {"hexdump", "a hex dump with offsets"};
  if (traits.colons && traits.offset_width == 8) return {"xxd", "xxd"};
  if (traits.bars && traits.offset_width == 8) return {"hexdump-C", "hexdump -C"};
  if (way.radix != 16 || traits.angle || (traits.offset_width >= 6 && traits.offset_width <= 7)) return {"od", "od -t x1"};
  if (traits.offset_width == 4) return {"wireshark-hex", "a hex dump as Wireshark copies it"};
  return {"hexdump", "a hex dump with offsets"};
}

constexpr std::string_view kGridNames[] = {"xxd",   "xxd-b",  "xxd-e",      "hexdump-C", "hexdump-words", "od",
                                           "od-o1", "od-u1",  "gdb",        "follow-hex", "tcpdump",      "tshark-x",
                                           "hexdump", "wireshark-hex"};

// The follow dump's first node is the client where HTTP or the MASK bit does not say otherwise: see finish().
Reading to_reading(Decoded decoded, const DumpLines& lines, const Traits& traits, const Way& way) {
  Reading reading;
  std::tie(reading.format, reading.words) = name_of(lines, traits, way);
  if (way.style.cells == Cells::Swapped) {
    reading.notes.push_back("swapped the bytes of " + std::to_string(4 * (traits.prefixed_cells ? traits.cell_width - 2
                                                                                                 : traits.cell_width)) +
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
    if (dump.heading.packet) {
      reading.packets.push_back(PastedPacket{Link::Unknown, std::move(dump.bytes), dump.heading.time});
      continue;
    }
    reading.chunks.push_back(
        Chunk{dump.heading.from, dump.heading.side, std::move(dump.bytes), dump.heading.time, dump.gap_before});
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
      return !traits.colons && !traits.packets && (traits.cell_width == 4 || traits.cell_width == 8 || traits.cell_width == 16);
    case Cells::Bits:
    case Cells::GdbChar: return true;
    case Cells::Octal: return traits.cell_width == 3;
    case Cells::Decimal: return false;
  }
  return false;
}

// Cells of six octal digits: what od and hexdump -o print for 16-bit words.
bool octal_words(const DumpLines& lines) {
  bool any = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() != 6 || word[0] > '1' || !all_of(word, is_octal)) return false;
      any = true;
    }
    if (line.offset.size() < 6 || line.offset.size() > 7 || line.colon) return false;
  }
  return any;
}

bool decimal_words(const DumpLines& lines) {
  bool any = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() < 5 || !all_of(word, is_digit)) return false;
      any |= word.size() == 5;
    }
  }
  return any;
}

// od -c, hexdump -c, od -a: single characters, names of control characters and octal numbers side by side.
bool character_cells(const DumpLines& lines) {
  std::size_t characters = 0;
  std::size_t cells = 0;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    if (line.offset.size() < 6 || line.offset.size() > 7 || line.colon || line.box) return false;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (word.size() > 3) return false;
      ++cells;
      if ((word.size() == 1 && !is_digit(word[0])) || word[0] == '\\' || (is_letter(word[0]) && !all_of(word, is_hex))) ++characters;
    }
  }
  return characters > 0 && cells > 1;
}

bool octal_or_single_digits(const DumpLines& lines) {
  bool three = false;
  bool one = false;
  for (const DumpLine& line : lines.lines) {
    if (line.kind != DumpLine::Kind::Bytes) continue;
    std::string_view rest = line.rest;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
      if (!all_of(word, is_octal) && !(word.size() == 1 && is_digit(word[0]))) return false;
      if (word.size() == 2) return false;
      three |= word.size() == 3;
      one |= word.size() == 1;
    }
  }
  return three && one;
}

Outcome refuse_cells(const DumpLines& lines, std::string_view body) {
  const auto place = [&] {
    for (const DumpLine& line : lines.lines) {
      if (line.kind == DumpLine::Kind::Bytes) return static_cast<std::size_t>(line.line.data() - body.data());
    }
    return std::size_t{0};
  };
  if (octal_words(lines)) {
    return error_at(body, place(), "expected bytes, got od's default: 16-bit words in octal and in host order",
                    "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  if (character_cells(lines)) {
    return error_at(body, place(),
                    "expected bytes, got od -c or od -a: characters and octal numbers that cannot be told apart",
                    "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  if (decimal_words(lines)) {
    return error_at(body, place(), "expected bytes, got words in decimal (od -d, hexdump -d)",
                    "dump it with: od -An -tx1 FILE, or xxd FILE");
  }
  return std::nullopt;
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
  if (lines.with_bytes == 1) {
    std::vector<std::uint8_t> bytes;
    if (read_cells(first->rest, {Cells::Hex, Column::Shown}, 0, 0, bytes)) return true;
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

}  // namespace

Outcome read_grid(const Text& text) {
  const bool forced = !text.forced.empty();
  if (forced && std::find(std::begin(kGridNames), std::end(kGridNames), text.forced) == std::end(kGridNames)) {
    return std::nullopt;
  }
  const DumpLines lines = split_dump(text.body);
  if (lines.with_bytes == 0 || !(forced || looks_addressed(lines))) return std::nullopt;
  if (lines.stranger) {
    // Two lines of a dump are evidence enough to name the third that is none.
    if (!forced && (lines.with_bytes < 2 || !(lines.colons || lines.follow))) return std::nullopt;
    std::string_view rest = text.body.substr(lines.position_of_stranger);
    return error_at(text.body, lines.position_of_stranger,
                    "expected a line of a hex dump (offset, bytes), got " + quoted(trim(take_line(rest))),
                    "leave out lines that are not part of the dump, or put # in front of them");
  }
  if (Outcome refused = refuse_cells(lines, text.body)) return refused;
  const Traits traits = survey_traits(lines);

  constexpr CellStyle kStyles[] = {{Cells::Hex, Column::Shown},     {Cells::Swapped, Column::Shown},
                                   {Cells::Bits, Column::Shown},    {Cells::Bits, Column::None},
                                   {Cells::Hex, Column::None},      {Cells::Swapped, Column::None},
                                   {Cells::Octal, Column::None},    {Cells::Octal, Column::Shown},
                                   {Cells::Decimal, Column::None},  {Cells::Decimal, Column::Shown},
                                   {Cells::GdbChar, Column::None}};
  Candidates candidates;
  bool too_many = false;
  const auto attempt = [&](const Way& way) {
    auto decoded = Walk(lines, way).run();
    if (!decoded) return false;
    too_many |= decoded->too_many;
    candidates.push_back({to_reading(std::move(*decoded), lines, traits, way), expected_way(way, traits)});
    return true;
  };
  const auto all_ways = [&](bool gaps) {
    for (const bool two_sides : {true, false}) {
      if (two_sides && !traits.two_indents) continue;
      for (const int radix : {16, 8, 10}) {
        bool column = false;
        for (const CellStyle& style : kStyles) {
          if (column && style.column == Column::None) continue;
          if (style.cells == Cells::Decimal && !candidates.empty() && traits.cell_width == 2 && traits.colons) continue;
          if (attempt({style, radix, two_sides, gaps})) column |= style.column == Column::Shown;
        }
        if (!candidates.empty()) return;
      }
      if (!candidates.empty()) return;
    }
    for (const Cells cells : {Cells::Hex, Cells::Swapped}) {
      for (const int radix : {16, 8, 10}) {
        if (attempt({{cells, Column::Damaged}, radix, false, gaps})) {
          candidates.back().reading.notes.emplace_back("the text column does not show the bytes: went by the offsets");
          return;
        }
      }
    }
  };
  all_ways(false);
  if (candidates.empty() && (traits.colons || lines.with_bytes > 1)) all_ways(true);
  if (candidates.empty()) {
    if (!(traits.colons || lines.follow || lines.addresses) && !forced) return std::nullopt;
    std::size_t at = 0;
    for (const DumpLine& line : lines.lines) {
      std::vector<std::uint8_t> bytes;
      if (line.kind == DumpLine::Kind::Bytes && !line.rest.empty() && !line.box &&
          !read_cells(line.rest, {Cells::Hex, Column::Shown}, 0, 0, bytes) &&
          !read_cells(line.rest, {Cells::Hex, Column::None}, 0, 0, bytes)) {
        at = static_cast<std::size_t>(line.line.data() - text.body.data());
        break;
      }
    }
    return error_at(text.body, at,
                    "a hex dump whose bytes, offsets and text column do not agree" +
                        std::string(at != 0 ? ", first on this line" : ""),
                    "copy whole lines; or keep only the bytes");
  }
  // od -c of bytes that are digits or not printable has the looks of od -t u1.
  if (text.forced.empty() && octal_or_single_digits(lines) && candidates.size() == 1 && candidates[0].reading.format == "od-u1" &&
      score_of(candidates[0].reading, text.score) == 0) {
    return error_at(text.body, 0, "expected bytes, got what may be od -c: characters and octal numbers that cannot be told apart",
                    "dump it with: od -An -tx1 FILE, or say --format od-u1");
  }
  return choose(std::move(candidates), Text{text.body, {}, text.score});
}

}  // namespace ws101::wsdump
