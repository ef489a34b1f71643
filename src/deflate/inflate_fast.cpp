// The fast twins of Inflater::read_symbol() and Inflater::read_code_lengths(). What makes them fast:
//   - a register holds up to 63 bits, and is refilled with one load of 8 bytes;
//   - one access to a table gives the symbol, the length of its code, and the number of extra bits;
//   - bytes are copied 8 at a time, and beyond the end of the copy where there is room to spare.
#include "deflate/inflate_fast.hpp"

#include <algorithm>
#include <cstring>

#include "deflate/little_endian.hpp"

namespace ws101 {
namespace {

constexpr std::ptrdiff_t kFill = 8;     // bytes of input that one load needs
constexpr std::size_t kOvershoot = 16;  // bytes after a copy that may be overwritten
constexpr std::ptrdiff_t kRoom =
    2 + kLongestCopy + kOvershoot;  // the most that one iteration writes: two literals and a copy

std::uint64_t lowest(std::uint64_t bits, unsigned count) {
  return bits & ((std::uint64_t{1} << count) - 1);
}

// A BitReader that a loop keeps in registers. The bits above `count` are 0 or those that follow in the
// input, so OR-ing the latter in again changes nothing.
struct FastBits {
  std::uint64_t bits;
  unsigned count;
  const std::uint8_t* in;

  // At least 56 bits. There must be kFill bytes of input.
  void fill() {
    bits |= load64(in) << count;
    in += (63 - count) >> 3;
    count |= 56;
  }
  // The same near the end of the input: as many bits as there are.
  void fill_up_to(const std::uint8_t* end) {
    if (end - in >= kFill) return fill();
    for (; count < 56 && in < end; count += 8) bits |= std::uint64_t{*in++} << count;
  }
  void drop(unsigned number) {
    bits >>= number;
    count -= number;
  }
  template <typename Table>
  DecodeEntry look_up(const Table& table) const {
    return table.entries[lowest(bits, table.root_bits)];
  }
  // Continues in the subtable of `entry`.
  template <typename Table>
  DecodeEntry look_up_behind(const Table& table, DecodeEntry entry) {
    drop(all_bits(entry));
    return table.entries[value(entry) + lowest(bits, code_bits(entry))];
  }
  // The length or distance whose code and extra bits come next.
  unsigned take_value(DecodeEntry entry) {
    const auto extra = static_cast<unsigned>(lowest(bits, all_bits(entry)) >> code_bits(entry));
    drop(all_bits(entry));
    return value(entry) + extra;
  }
};

// Up to kOvershoot bytes after the end of the copy are overwritten.
void copy_with_overshoot(std::uint8_t* to, std::size_t length, std::size_t distance) {
  if (distance == 1) {
    std::memset(to, to[-1], length);
    return;
  }
  // With distances below 8, only the first `distance` bytes of each 8 are right, and the next 8 follow those.
  const std::size_t step = std::min<std::size_t>(distance, 8);
  std::uint8_t* const end = to + length;
  for (; to < end; to += step) store64(to, load64(to - distance));
}

// A copy that begins before this call's output: first that part, then the rest. Nothing after its end is
// written.
void copy_from_history(const History& history, std::uint8_t* begin, std::uint8_t* to, std::size_t length,
                       std::size_t distance) {
  const auto produced = static_cast<std::size_t>(to - begin);
  if (distance > produced) {
    const std::size_t old = std::min(length, distance - produced);
    history.copy(distance - produced, {to, old});
    to += old;
    length -= old;
  }
  for (; length > 0; --length, ++to) *to = *(to - distance);
}

// One call's work: the two loops, and what both need.
class SymbolLoops {
 public:
  SymbolLoops(const BlockCodes& codes, const BitReader& reader, const InflateOutput& output)
      : codes_(codes),
        history_(output.history()),
        bits_{reader.kept().bits, reader.kept().count, reader.rest().data()},
        in_end_(reader.rest().data() + reader.rest().size()),
        begin_(output.memory().data()),
        out_(begin_ + output.produced()),
        out_end_(begin_ + output.memory().size()) {}

  // While there is enough input and room for the longest token, so that it needs no check.
  FastStop roomy();
  // Up to the end of the input or the output.
  FastStop careful();

  const FastBits& bits() const { return bits_; }
  std::size_t produced() const { return static_cast<std::size_t>(out_ - begin_); }

 private:
  const BlockCodes& codes_;
  const History& history_;
  FastBits bits_;
  const std::uint8_t* in_end_;
  std::uint8_t* begin_;
  std::uint8_t* out_;
  std::uint8_t* out_end_;
};

FastStop SymbolLoops::roomy() {
  const LiteralTable& literals = codes_.literal_table;
  const DistanceTable& distances = codes_.distance_table;
  std::uint8_t* const begin = begin_;
  const std::size_t limit = history_.limit();
  FastBits bits = bits_;  // the members again, in registers
  std::uint8_t* out = out_;
  const auto stop = [&](FastStop why, const FastBits& at) {
    bits_ = at;
    out_ = out;
    return why;
  };

  while (in_end_ - bits.in >= 2 * kFill && out_end_ - out >= kRoom) {
    bits.fill();
    DecodeEntry entry = bits.look_up(literals);
    // Two literals of the main table take at most 20 of 56 bits, which leaves enough for a length.
    for (int i = 0; i < 2 && (entry & kLiteralFlag) != 0; ++i) {
      bits.drop(all_bits(entry));
      *out++ = static_cast<std::uint8_t>(value(entry));
      entry = bits.look_up(literals);
    }
    const FastBits before = bits;
    if ((entry & kSubtableFlag) != 0) entry = bits.look_up_behind(literals, entry);
    if ((entry & kLiteralFlag) != 0) {
      bits.drop(all_bits(entry));
      *out++ = static_cast<std::uint8_t>(value(entry));
      continue;
    }
    if ((entry & kExceptionalFlag) != 0) {
      if ((entry & kEndFlag) == 0) return stop(FastStop::Unusual, before);
      bits.drop(all_bits(entry));
      return stop(FastStop::EndOfBlock, bits);
    }
    const std::size_t length = bits.take_value(entry);

    bits.fill();
    entry = bits.look_up(distances);
    if ((entry & kSubtableFlag) != 0) entry = bits.look_up_behind(distances, entry);
    if ((entry & kExceptionalFlag) != 0) return stop(FastStop::Unusual, before);
    const std::size_t distance = bits.take_value(entry);
    const auto produced = static_cast<std::size_t>(out - begin);
    if (distance <= std::min(produced, limit)) {
      copy_with_overshoot(out, length, distance);
    } else if (distance <= std::min(produced + history_.size(), limit)) {
      copy_from_history(history_, begin, out, length, distance);
    } else {
      return stop(FastStop::Unusual, before);
    }
    out += length;
  }
  return stop(FastStop::Unusual, bits);
}

FastStop SymbolLoops::careful() {
  const LiteralTable& literals = codes_.literal_table;
  const DistanceTable& distances = codes_.distance_table;
  while (true) {
    bits_.fill_up_to(in_end_);
    FastBits bits = bits_;  // becomes bits_ when a token is complete
    DecodeEntry entry = bits.look_up(literals);
    if ((entry & kSubtableFlag) != 0) {
      if (all_bits(entry) > bits.count) return FastStop::NeedInput;
      entry = bits.look_up_behind(literals, entry);
    }
    if (code_bits(entry) > bits.count) return FastStop::NeedInput;
    if ((entry & kLiteralFlag) != 0) {
      if (out_ == out_end_) return FastStop::Unusual;
      bits.drop(all_bits(entry));
      *out_++ = static_cast<std::uint8_t>(value(entry));
      bits_ = bits;
      continue;
    }
    if ((entry & kExceptionalFlag) != 0) {
      if ((entry & kEndFlag) == 0) return FastStop::Unusual;
      bits.drop(all_bits(entry));
      bits_ = bits;
      return FastStop::EndOfBlock;
    }
    if (all_bits(entry) > bits.count) return FastStop::NeedInput;
    const std::size_t length = bits.take_value(entry);

    bits.fill_up_to(in_end_);
    entry = bits.look_up(distances);
    if ((entry & kSubtableFlag) != 0) {
      if (all_bits(entry) > bits.count) return FastStop::NeedInput;
      entry = bits.look_up_behind(distances, entry);
    }
    if (code_bits(entry) > bits.count) return FastStop::NeedInput;
    if ((entry & kExceptionalFlag) != 0) return FastStop::Unusual;
    if (all_bits(entry) > bits.count) return FastStop::NeedInput;
    const std::size_t distance = bits.take_value(entry);
    const std::size_t known = std::min(produced() + history_.size(), history_.limit());
    const auto room = static_cast<std::size_t>(out_end_ - out_);
    if (distance > known || length > room) return FastStop::Unusual;
    if (distance <= produced() && room - length >= kOvershoot) {
      copy_with_overshoot(out_, length, distance);
    } else {
      copy_from_history(history_, begin_, out_, length, distance);
    }
    out_ += length;
    bits_ = bits;
  }
}

void resume(BitReader& reader, const FastBits& bits) {
  const auto taken = static_cast<std::size_t>(bits.in - reader.rest().data());
  reader.resume({bits.bits, bits.count}, reader.used() + taken);
}

constexpr std::array<DecodeEntry, kCodeLengthSymbols> code_length_entries() {
  std::array<DecodeEntry, kCodeLengthSymbols> entries{};
  for (DecodeEntry symbol = 0; symbol < entries.size(); ++symbol) entries[symbol] = symbol << 16;
  return entries;
}
constexpr auto kCodeLengthEntries = code_length_entries();

}  // namespace

FastStop inflate_symbols_fast(const BlockCodes& codes, BitReader& reader, InflateOutput& output) {
  SymbolLoops loops(codes, reader, output);
  FastStop stop = loops.roomy();
  if (stop == FastStop::Unusual) stop = loops.careful();
  resume(reader, loops.bits());
  output.resume(loops.produced());
  return stop;
}

void read_code_lengths_fast(DynamicHeader& header, BitReader& reader) {
  const auto input = reader.rest();
  if (input.size() < static_cast<std::size_t>(kFill)) return;
  DecodeTable<kLongestCodeLengthCode, 1U << kLongestCodeLengthCode> table;
  table.root_bits =
      build_decode_table(header.code_length_code, kCodeLengthEntries, kLongestCodeLengthCode, table.entries);

  const std::uint8_t* const end = input.data() + input.size();
  FastBits bits{reader.kept().bits, reader.kept().count, input.data()};
  while (header.done < header.total() && end - bits.in >= kFill) {
    bits.fill();
    const FastBits before = bits;
    const DecodeEntry entry = bits.look_up(table);
    const unsigned symbol = value(entry);
    bits.drop(all_bits(entry));
    if (symbol < kRepeatPrevious) {
      header.lengths[header.done++] = static_cast<std::uint8_t>(symbol);
      continue;
    }
    const unsigned extra = symbol == kRepeatPrevious ? 2 : symbol == kRepeatZeroShort ? 3 : 7;
    const std::size_t times = (symbol == kRepeatZeroLong ? 11 : 3) + lowest(bits.bits, extra);
    bits.drop(extra);
    if ((symbol == kRepeatPrevious && header.done == 0) || times > header.total() - header.done) {
      bits = before;
      break;
    }
    std::uint8_t* const to = header.lengths.data() + header.done;
    std::fill_n(to, times, symbol == kRepeatPrevious ? to[-1] : std::uint8_t{0});
    header.done += times;
  }
  resume(reader, bits);
}

}  // namespace ws101
