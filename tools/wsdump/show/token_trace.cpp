// The lines of the trace; token_trace.hpp describes their form.
#include "wsdump/show/token_trace.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "deflate/inflate.hpp"
#include "deflate/tokens.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/wrap.hpp"
#include "wsdump/show/code_table.hpp"
#include "wsdump/show/words.hpp"
#include "wsdump/watch/primed_inflater.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kBitWidth = 7;     // columns of the number of a bit
constexpr std::size_t kBitsColumn = 9;   // where the bits begin
constexpr std::size_t kTextColumn = 33;  // where their meaning begins
constexpr std::size_t kMostCopied = 60;  // columns of a text that was copied
constexpr std::size_t kMostBytes = 6;    // of stored bytes, in hex
constexpr std::size_t kRoom = std::size_t{64} << 10;

class TokenLines : public InflateObserver {
 public:
  TokenLines(const TracedMessage& message, std::size_t most) : said_(message.said), most_(most) {
    stream_.assign(message.payload.begin(), message.payload.end());
    stream_.insert(stream_.end(), kSyncTail.begin(), kSyncTail.end());
    if (said_ != nullptr) text_.assign(said_->text().begin(), said_->text().end());
    before_ = text_.size();
  }

  void on_block(BitRange range, BlockType type, bool final) override {
    static constexpr std::string_view kTypes[] = {"00 = stored", "01 = fixed codes", "10 = dynamic codes"};
    const auto index = static_cast<std::size_t>(type);
    add(range, bits({range.first, range.first + 1}) + ' ' + bits({range.first + 1, range.end}),
        "block " + std::to_string(++blocks_) + ": BFINAL " + (final ? "1 = the last, " : "0, ") + "BTYPE " +
            std::string(kTypes[index]));
    if (type != BlockType::Fixed) return;
    const auto literals = fixed_literal_lengths();
    const auto distances = fixed_distance_lengths();
    take_lengths(literals, distances);
  }

  void on_stored_length(BitRange range, std::size_t length) override {
    const bool tail = range.end == 8 * stream_.size();
    add(range, hex(bytes(range), " "),
        "LEN " + std::to_string(length) + ", NLEN its complement" + (tail ? ": this is the tail" : ""));
  }

  void on_stored(BitRange range, Bytes content) override {
    std::string shown = hex(content.first(std::min(content.size(), kMostBytes)), " ");
    if (content.size() > kMostBytes) shown += " ...";
    add(range, shown,
        counted(content.size(), "stored byte") + ' ' + quote_text(content, content.size(), kMostCopied));
    text_.insert(text_.end(), content.begin(), content.end());
  }

  void on_counts(BitRange range, std::size_t literals, std::size_t distances, std::size_t lengths) override {
    const std::uint64_t at = range.first;
    add(range, bits({at, at + 5}) + ' ' + bits({at + 5, at + 10}) + ' ' + bits({at + 10, at + 14}),
        std::to_string(literals) + " literal/length codes (HLIT), " + std::to_string(distances) +
            " distance codes (HDIST), " + std::to_string(lengths) +
            " lengths for the code of their lengths (HCLEN)");
  }

  void on_code_length_code(BitRange range, Bytes lengths) override {
    add(range, counted(range.end - range.first, "bit"),
        "the code of the lengths: " + code_length_table(lengths));
  }

  void on_code_length(BitRange, unsigned, unsigned) override { ++length_symbols_; }

  void on_code_lengths(BitRange range, Bytes literals, Bytes distances) override {
    add(range, counted(range.end - range.first, "bit"),
        counted(std::exchange(length_symbols_, 0), "symbol") + " of it give the lengths of both codes");
    add_table("literals and lengths: ", literal_table(literals));
    const std::string table = distance_table(distances);
    add_table("distances: ", table.empty() ? "none" : table);
    take_lengths(literals, distances);
  }

  void on_literal(BitRange range, std::uint8_t byte) override {
    add(range, bits(range), byte_name(byte));
    text_.push_back(byte);
    ++literals_;
  }

  void on_copy(BitRange range, unsigned length, unsigned distance) override {
    const std::size_t from = text_.size() - distance;
    for (unsigned i = 0; i < length; ++i) text_.push_back(text_[from + i]);
    const Bytes copied = Bytes(text_).last(length);
    std::string words = "copy " + std::to_string(length) + " bytes from " + std::to_string(distance) +
                        " back = " + quote_text(copied, length, kMostCopied);
    if (distance < length) words += ", over and over";
    if (from < before_) words += ": that is in message " + std::to_string(said_->message_at(before_ - from));
    add(range, copy_bits(range, length, distance), words);
    ++copies_;
    copied_ += length;
  }

  void on_end_of_block(BitRange range) override {
    if (range.first != range.end) add(range, bits(range), "end of block " + std::to_string(blocks_));
  }

  void failed(const InflateError& error) {
    std::string words(info(error.fault).words);
    if (error.fault == InflateFault::DistanceTooFar) {
      words += ": " + std::to_string(error.distance) + " back, and " + std::to_string(error.known) +
               (error.known == 1 ? " is known" : " are known");
    }
    failure_ = entry(error.bit_position, "", "here it fails: " + words);
  }

  std::string text() && {
    if (left_out_ > 0) {
      lines_ += std::string(kBitsColumn, ' ') + "... " + counted(left_out_, "line") +
                " more (--tokens shows all)\n";
    }
    return std::move(lines_) + failure_;
  }
  // "3 literals and 1 copy of 37 bytes"
  std::string sum() const {
    std::string words = counted(literals_, "literal");
    if (copies_ > 0) {
      words += " and " + counted(copies_, "copy", "copies") + " of " + counted(copied_, "byte");
    }
    return words;
  }

 private:
  // The bits as they are read: from the lowest of each byte (section 3.1.1).
  std::string bits(BitRange range) const {
    std::string text;
    for (std::uint64_t at = range.first; at < range.end; ++at) {
      const bool set = (stream_[static_cast<std::size_t>(at / 8)] >> (at % 8) & 1) != 0;
      text += set ? '1' : '0';
    }
    return text;
  }

  Bytes bytes(BitRange range) const {
    return Bytes(stream_).subspan(static_cast<std::size_t>(range.first / 8),
                                  static_cast<std::size_t>((range.end - range.first) / 8));
  }

  // "0000001+1 00100": two codes, each with its extra bits.
  std::string copy_bits(BitRange range, unsigned length, unsigned distance) const {
    std::uint64_t at = range.first;
    const auto take = [&](unsigned count) {
      at += count;
      return bits({at - count, at});
    };
    const unsigned symbol = kLengthSymbols[length];
    const unsigned extra = kCopyLengths[symbol - kFirstLengthSymbol].extra_bits;
    std::string text = take(literal_lengths_[symbol]);
    if (extra > 0) text += '+' + take(extra);
    const unsigned behind = distance_symbol(distance);
    text += ' ' + take(distance_lengths_[behind]);
    if (kCopyDistances[behind].extra_bits > 0) text += '+' + take(kCopyDistances[behind].extra_bits);
    return text;
  }

  void take_lengths(Bytes literals, Bytes distances) {
    literal_lengths_.assign(literals.begin(), literals.end());
    distance_lengths_.assign(distances.begin(), distances.end());
  }

  static std::string entry(std::uint64_t bit, const std::string& bits_shown, const std::string& words) {
    std::string first;
    append_number(first, bit, kBitWidth);
    first += "  " + bits_shown;
    std::string lines;
    if (first.size() + 2 > kTextColumn) {
      lines = first + '\n';
      first.clear();
    }
    first.resize(kTextColumn, ' ');
    return lines + wrap(first, words, kTextColumn);
  }

  void add(BitRange range, const std::string& bits_shown, const std::string& words) {
    put(entry(range.first, bits_shown, words));
  }

  void add_table(std::string_view title, const std::string& table) {
    put(wrap(std::string(kBitsColumn, ' ') + std::string(title), table, kBitsColumn + 2));
  }

  void put(const std::string& lines) {
    const auto count = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    if (left_out_ > 0 || put_ + count > most_) {
      left_out_ += count;
    } else {
      put_ += count;
      lines_ += lines;
    }
  }

  const SaidLately* said_;
  std::vector<std::uint8_t> stream_;  // with the tail
  std::vector<std::uint8_t> text_;    // what was said before, and what this message says so far
  std::size_t before_ = 0;
  std::vector<std::uint8_t> literal_lengths_;  // of the codes of the current block
  std::vector<std::uint8_t> distance_lengths_;
  std::string lines_;
  std::string failure_;
  std::size_t most_;
  std::size_t put_ = 0;
  std::size_t left_out_ = 0;
  std::size_t blocks_ = 0;
  std::size_t length_symbols_ = 0;
  std::size_t literals_ = 0;
  std::size_t copies_ = 0;
  std::size_t copied_ = 0;
};

}  // namespace

std::string token_trace(const TracedMessage& message, std::size_t most) {
  Inflater inflater =
      primed_inflater(message.said != nullptr ? message.said->text() : Bytes(), message.window_bits);
  TokenLines lines(message, most);
  inflater.observe(&lines);
  std::vector<std::uint8_t> room(kRoom);
  Bytes rest = message.payload;
  InflateResult got;
  std::uint64_t length = 0;
  bool goes_on = true;
  while (goes_on) {
    got = inflater.inflate(rest, room);
    rest = rest.subspan(got.consumed);
    length += got.produced;
    const bool more_output = got.status == InflateStatus::OutputFull && length < kMostTraced;
    goes_on = more_output || (got.status == InflateStatus::FinalBlock && !rest.empty());
  }
  const bool ended = !message.cut && got.status != InflateStatus::OutputFull;
  if (got.status == InflateStatus::Failed || (ended && !inflater.finish_message()))
    lines.failed(inflater.error());
  const std::string sum = lines.sum();
  return "  Inflating (RFC 7692 7.2.2)   the payload, then the tail 00 00 ff ff\n"
         "    bit  in stream order         meaning\n" +
         std::move(lines).text() +
         wrap(std::string(kBitsColumn, ' '), sum + ": " + counted(length, "byte"), kBitsColumn);
}

}  // namespace ws101::wsdump
