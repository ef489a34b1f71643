#include "wsdump/watch/inflate_hints.hpp"

#include <vector>

#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"
#include "wsdump/watch/primed_inflater.hpp"
#include "wsdump/watch/said_lately.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostTried = std::size_t{64} << 10;  // bytes that a trial inflates
constexpr std::size_t kMostShown = 40;                     // bytes of a text, in a hint
constexpr std::size_t kZlibHeader = 2;
constexpr std::size_t kGzipHeader = 10;

// The payload inflated with another beginning or another window; nothing if that fails, too.
std::optional<std::vector<std::uint8_t>> try_with(Bytes payload, Bytes said) {
  Inflater inflater = primed_inflater(said);
  std::vector<std::uint8_t> output(kMostTried);
  const InflateResult got = inflater.inflate(payload, output);
  output.resize(got.produced);
  if (got.status == InflateStatus::Failed) return std::nullopt;
  if (got.status == InflateStatus::NeedInput && !inflater.finish_message()) return std::nullopt;
  return output;
}

std::string reads_as(const std::vector<std::uint8_t>& text) {
  if (text.empty() || !is_utf8(text)) return {};
  return ", and it reads \"" + escape_text(text, kMostShown) + "\"";
}

bool at_hand(const Inflation& inflation) {
  return inflation.wire.size() == inflation.wire_length;
}

class LastBlock : public InflateObserver {
 public:
  void on_block(BitRange, BlockType, bool final) override { final_ = final; }
  bool final() const { return final_; }

 private:
  bool final_ = false;
};

}  // namespace

std::optional<std::string> hint_wrapped(const Inflation& inflation) {
  const Bytes wire = inflation.wire;
  if (!at_hand(inflation) || wire.size() <= kZlibHeader) return std::nullopt;
  // RFC 1950 2.2: the method 8, and the two bytes as a number are a multiple of 31.
  if ((wire[0] & 0x0F) == 8 && (wire[0] * 256 + wire[1]) % 31 == 0) {
    if (const auto text = try_with(wire.subspan(kZlibHeader), {})) {
      return "the header of zlib (" + hex(wire.first(kZlibHeader), " ") +
             ") was sent, but permessage-deflate is raw DEFLATE: without it the message inflates" +
             reads_as(*text);
    }
  }
  // RFC 1952 2.3.1: two magic bytes, the method 8, and here no flags.
  if (wire.size() > kGzipHeader && wire[0] == 0x1F && wire[1] == 0x8B && wire[2] == 8 && wire[3] == 0) {
    if (const auto text = try_with(wire.subspan(kGzipHeader), {})) {
      return "gzip was sent (1f 8b), but permessage-deflate is raw DEFLATE: without the header of 10 bytes "
             "the "
             "message inflates" +
             reads_as(*text);
    }
  }
  return std::nullopt;
}

std::optional<std::string> hint_window_kept(const Inflation& inflation) {
  if (!at_hand(inflation) || inflation.window.takeover || inflation.said == nullptr) return std::nullopt;
  const auto text = try_with(inflation.wire, inflation.said->text());
  if (!text) return std::nullopt;
  return "the context was reset by one side only: no context takeover was agreed, but the sender kept its "
         "window; "
         "with its earlier messages this one inflates" +
         reads_as(*text);
}

std::optional<std::string> hint_window_polluted(const Inflation& inflation) {
  if (!at_hand(inflation) || inflation.said_in_all == nullptr) return std::nullopt;
  const auto text = try_with(inflation.wire, inflation.said_in_all->text());
  if (!text) return std::nullopt;
  return "the sender's window was polluted by a message that it sent uncompressed: with that in the window "
         "this one "
         "inflates" +
         reads_as(*text);
}

std::optional<std::string> hint_end_cut(const Inflation& inflation) {
  if (!at_hand(inflation) || inflation.error.fault != InflateFault::EndsInsideBlock) return std::nullopt;
  Inflater inflater = primed_inflater(inflation.said != nullptr ? inflation.said->text() : Bytes());
  LastBlock last;
  inflater.observe(&last);
  std::vector<std::uint8_t> output(kMostTried);
  inflater.inflate(inflation.wire, output);
  if (!last.final()) return std::nullopt;
  return "the block says that it is the last (BFINAL) and its end is missing: the sender finished the stream "
         "instead of flushing it (Z_SYNC_FLUSH), and cut off four bytes that were not the tail 00 00 ff ff";
}

std::optional<std::string> inflate_hint(const Inflation& inflation) {
  if (auto hint = hint_wrapped(inflation)) return hint;
  if (auto hint = hint_window_kept(inflation)) return hint;
  if (auto hint = hint_window_polluted(inflation)) return hint;
  return hint_end_cut(inflation);
}

}  // namespace ws101::wsdump
