// Offsets are the proof: every line must give as many bytes as the step to the next offset.
#include "wsdump/read/dump_walk.hpp"

#include <charconv>

#include "text/hex.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::uint64_t kMaxRepeatedBytes = 256U << 20;  // what * lines may add in all
constexpr std::uint64_t kMaxLineBytes = 1 << 16;         // a larger step between two offsets is a gap

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
  std::size_t side_of(const DumpLine& line) const {
    return way_.two_sides && line.indent != first_indent_ ? 1 : 0;
  }

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
    if (repeated_ > kMaxRepeatedBytes) return false;
    const std::size_t from = dump.bytes.size() - last_line_bytes_;
    for (std::uint64_t k = 0; k < count; ++k) dump.bytes.push_back(dump.bytes[from + k % last_line_bytes_]);
    result_.notes.push_back("a * line stands for " + std::to_string(count) +
                            " bytes: the line before it, again up to offset " + hex_text(offset));
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
    const bool continues =
        open_[side] >= 0 && offset == end_of(side) && (!way_.two_sides || last_side_ == side);
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
    style.narrow = line.colon;
    bool fits = read_dump_cells(line.rest, style, static_cast<std::size_t>(expected), text_at_, out);
    if (!fits && way_.gaps && expected != 0) {
      expected = 0;
      fits = read_dump_cells(line.rest, style, 0, text_at_, out);
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

}  // namespace

std::optional<Decoded> walk_dump(const DumpLines& lines, const Way& way) {
  return Walk(lines, way).run();
}

}  // namespace ws101::wsdump::input
