// Offsets are the proof: every line must give as many bytes as the step to the next offset.
#include "wsdump/read/dumps/dump_walk.hpp"

#include <algorithm>
#include <charconv>

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
  Walk(const DumpLines& lines, const Way& way)
      : lines_(lines.lines), headings_(lines.headings), way_(way), reader_(way.cells) {
    const auto first = std::find_if(lines_.begin(), lines_.end(),
                                    [](const DumpLine& line) { return line.kind == DumpLine::Kind::Bytes; });
    if (first != lines_.end()) first_indent_ = first->indent;
  }

  std::optional<Decoded> run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const DumpLine& line = lines_[i];
      if (line.kind == DumpLine::Kind::Heading) {
        heading_ = headings_[line.heading];
        sides_[0].open = sides_[1].open = false;
      } else if (heading_.skip) {
        continue;
      } else if (line.kind == DumpLine::Kind::Repeat) {
        if (last_line_bytes_ == 0) return std::nullopt;
        repeat_ = true;
      } else if (!take(i)) {
        return std::nullopt;
      }
    }
    if (repeat_) {
      result_.notes.emplace_back("a * line at the end repeats an unknown number of lines: left out");
      result_.open_end = true;
    }
    if (result_.dumps.empty()) return std::nullopt;
    return std::move(result_);
  }

 private:
  struct Side {
    bool open = false;       // the next line may continue its dump
    bool seen = false;       // it has had a line
    std::uint64_t next = 0;  // the offset behind its last byte
  };

  std::uint8_t side_of(const DumpLine& line) const {
    return way_.two_sides && line.indent != first_indent_ ? 1 : 0;
  }

  // How many bytes the line must have by the next offset; 0 if that does not say.
  std::size_t expected_bytes(std::size_t i, std::uint64_t offset) const {
    for (std::size_t j = i + 1; j < lines_.size() && lines_[j].kind == DumpLine::Kind::Bytes; ++j) {
      if (side_of(lines_[j]) != side_of(lines_[i])) {
        if (j > i + 1) return 0;  // the same side may come back with a later offset, but not always does
        continue;
      }
      const auto value = number(lines_[j].offset, way_.radix);
      const bool fits = value && *value > offset && *value - offset <= kMaxLineBytes;
      return fits ? static_cast<std::size_t>(*value - offset) : 0;
    }
    return 0;
  }

  // Fills up to `offset` with copies of the line before the *.
  bool repeat_to(Side& side, std::uint64_t offset) {
    repeat_ = false;
    if (!side.open || offset < side.next) return false;
    const std::uint64_t count = offset - side.next;
    repeated_ += count;
    if (count % last_line_bytes_ != 0 || repeated_ > kMaxRepeatedBytes) return false;
    std::vector<std::uint8_t>& bytes = result_.dumps.back().bytes;
    for (std::uint64_t k = 0; k < count; ++k) bytes.push_back(bytes[bytes.size() - last_line_bytes_]);
    side.next = offset;
    result_.notes.push_back("a * line stands for " + std::to_string(count) +
                            " bytes: the line before it, again up to offset " + hex_text(offset));
    return true;
  }

  bool take(std::size_t i) {
    const DumpLine& line = lines_[i];
    Side& side = sides_[side_of(line)];
    const auto offset = number(line.offset, way_.radix);
    if (!offset || (repeat_ && !repeat_to(side, *offset))) return false;
    const std::uint64_t gap = side.open && *offset > side.next ? *offset - side.next : 0;
    if (gap > 0 && !way_.gaps) return false;
    result_.missing += gap;
    if (line.rest.empty()) {  // the offset behind the last byte; a line after it starts another dump
      const bool fits = side.open && *offset >= side.next;
      side.open = false;
      return fits;
    }
    const bool goes_on =
        side.open && *offset == side.next && (!way_.two_sides || last_side_ == side_of(line));
    return (goes_on || begin(side, side_of(line), *offset, gap)) && append(i, side, *offset);
  }

  bool begin(Side& side, std::uint8_t number_of_side, std::uint64_t offset, std::uint64_t gap) {
    Dump dump;
    dump.heading = heading_;
    if (way_.two_sides) {
      dump.heading.directed = true;
      dump.heading.side = number_of_side;
      if (side.seen && offset != side.next) return false;
    } else if (side.open) {
      dump.gap_before = gap;
      // A new dump starts where the first did, or at 0.
      if (gap == 0 && offset != first_base_ && offset != 0 && !way_.gaps) return false;
    }
    if (result_.dumps.empty()) first_base_ = offset;
    result_.dumps.push_back(std::move(dump));
    return true;
  }

  bool append(std::size_t i, Side& side, std::uint64_t offset) {
    const DumpLine& line = lines_[i];
    std::vector<std::uint8_t>& out = result_.dumps.back().bytes;
    const std::size_t before = out.size();
    std::size_t expected = expected_bytes(i, offset);
    auto behind = reader_.read(line.rest, expected, line.colon, out);
    if (!behind && way_.gaps && expected != 0) {
      expected = 0;
      behind = reader_.read(line.rest, 0, line.colon, out);
    }
    const std::size_t count = out.size() - before;
    if (!behind || (expected != 0 && count != expected && !way_.gaps)) return false;
    // A text column shows nothing of a line of blanks.
    const auto begin = out.end() - static_cast<std::ptrdiff_t>(count);
    if (!std::all_of(begin, out.end(), [](std::uint8_t b) { return b == ' '; })) {
      result_.behind = !behind_known_ || result_.behind == *behind ? *behind : Behind::Other;
      behind_known_ = true;
    }
    last_line_bytes_ = count;
    side = {true, true, offset + count};
    last_side_ = side_of(line);
    return true;
  }

  const std::vector<DumpLine>& lines_;
  const std::vector<Heading>& headings_;
  Way way_;
  DumpLineReader reader_;
  Decoded result_;
  bool behind_known_ = false;
  Heading heading_;
  std::string_view first_indent_;
  Side sides_[2];
  std::uint8_t last_side_ = 0;
  std::uint64_t first_base_ = 0;
  std::size_t last_line_bytes_ = 0;
  std::uint64_t repeated_ = 0;
  bool repeat_ = false;
};

}  // namespace

std::optional<Decoded> walk_dump(const DumpLines& lines, const Way& way) {
  return Walk(lines, way).run();
}

}  // namespace ws101::wsdump::input
