#include "wsdemo/inflated_json.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "deflate/inflate.hpp"
#include "json/quote.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kTokenText = 64;  // bytes of the content of a token that are shown

std::string_view words_of(BlockType type) {
  switch (type) {
    case BlockType::Stored:
      return "stored: not compressed";
    case BlockType::Fixed:
      return "fixed codes";
    case BlockType::Dynamic:
      return "codes of its own";
  }
  return "reserved";
}

// Lists the tokens, and keeps the output: a copy gives only the distance of its bytes.
class TokenList : public InflateObserver {
 public:
  void on_block(BitRange range, BlockType type, bool final) override {
    add("block", range, json_text(std::string(words_of(type)) + (final ? ", the last block" : "")));
  }
  void on_stored_length(BitRange range, std::size_t length) override {
    add("codes", range, json_text("length " + std::to_string(length)));
  }
  void on_code_lengths(BitRange range, std::span<const std::uint8_t>,
                       std::span<const std::uint8_t>) override {
    add("codes", range, json_text("lengths of the codes"));
  }
  void on_stored(BitRange range, std::span<const std::uint8_t> bytes) override {
    output_.insert(output_.end(), bytes.begin(), bytes.end());
    add("stored", range, last(bytes.size()));
  }
  void on_literal(BitRange range, std::uint8_t byte) override {
    output_.push_back(byte);
    add("literal", range, last(1));
  }
  void on_copy(BitRange range, unsigned length, unsigned distance) override {
    for (unsigned i = 0; i < length && distance <= output_.size(); ++i) {
      output_.push_back(output_[output_.size() - distance]);
    }
    add("copy", range,
        last(length) + ",\"length\":" + std::to_string(length) + ",\"distance\":" + std::to_string(distance));
  }
  void on_end_of_block(BitRange range) override { add("end", range, json_text("")); }

  const std::string& tokens() const { return tokens_; }
  std::size_t more() const { return count_ - std::min(count_, kTokensShown); }

 private:
  static std::string json_text(std::string_view text) { return ",\"text\":" + json_quote(text); }
  // The last `count` bytes of the output.
  std::string last(std::size_t count) const {
    const Bytes bytes = Bytes(output_).last(std::min(count, output_.size()));
    return json_text(escape_text(bytes, kTokenText, EscapeStyle::Utf8));
  }
  void add(std::string_view kind, BitRange range, const std::string& members) {
    if (++count_ > kTokensShown) return;
    tokens_ += std::string(tokens_.empty() ? "" : ",") + "{\"kind\":" + json_quote(kind) +
               ",\"bits\":" + std::to_string(range.end - range.first) + members + "}";
  }

  std::vector<std::uint8_t> output_;
  std::string tokens_;
  std::size_t count_ = 0;
};

std::string fault_words(const InflateError& error) {
  const InflateFaultInfo& fault = info(error.fault);
  return "bit " + std::to_string(error.bit_position) + ": " + std::string(fault.words) + " [RFC 1951 " +
         std::string(fault.section) + "]";
}

struct Inflated {
  std::vector<std::uint8_t> bytes;
  bool whole = false;
  std::string fault;
};

Inflated inflate_message(Bytes payload, InflateObserver& observer) {
  Inflated result;
  Inflater inflater;
  inflater.observe(&observer);
  result.bytes.resize(kMaxInflated);
  std::size_t size = 0;
  InflateResult got;
  do {
    got = inflater.inflate(payload, MutableBytes(result.bytes).subspan(size));
    payload = payload.subspan(got.consumed);
    size += got.produced;
  } while (got.status == InflateStatus::FinalBlock && !payload.empty());
  result.bytes.resize(size);
  if (got.status == InflateStatus::OutputFull) {
    result.fault = "more than " + std::to_string(kMaxInflated) + " bytes";
  } else if (got.status == InflateStatus::Failed || !inflater.finish_message()) {
    result.fault = fault_words(inflater.error());
  } else {
    result.whole = true;
  }
  return result;
}

}  // namespace

std::string inflated_json(Bytes payload, Opcode kind) {
  TokenList list;
  Inflated result;
  if (payload.size() > kMaxCompressed) {
    result.fault =
        "a compressed message of over " + std::to_string(kMaxCompressed) + " bytes is not inflated here";
  } else {
    result = inflate_message(payload, list);
  }
  const Bytes shown = Bytes(result.bytes).first(std::min(result.bytes.size(), kInflatedShown));
  return "{\"compressed\":" + std::to_string(payload.size()) +
         ",\"length\":" + std::to_string(result.bytes.size()) +
         ",\"whole\":" + (result.whole ? "true" : "false") +
         ",\"fault\":" + (result.fault.empty() ? "null" : json_quote(result.fault)) + ",\"text\":" +
         json_quote(kind == Opcode::Text ? escape_text(shown, kUnlimited, EscapeStyle::Utf8)
                                         : hex(shown, " ")) +
         ",\"tokens\":[" + list.tokens() + "],\"more\":" + std::to_string(list.more()) + "}";
}

}  // namespace ws101::demos
