#include "wsdump/payload.hpp"

#include <vector>

#include "deflate/deflate.hpp"
#include "frame/header.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"
#include "text/wrap.hpp"
#include "wsdump/show/explain.hpp"
#include "wsdump/show/token_trace.hpp"
#include "wsdump/show/words.hpp"
#include "wsdump/watch/inflate_hints.hpp"
#include "wsdump/watch/inflate_stage.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostKept = std::size_t{1} << 20;  // bytes of a payload and of what it says
constexpr std::size_t kMostShown = 200;                  // columns of the message, above the trace

std::string shown(Bytes output, std::uint64_t length, std::size_t columns) {
  return is_utf8(output) ? quote_text(output, length, columns) : hex_text(output, length, columns);
}

}  // namespace

Inflated inflate_payload(Bytes payload, bool quiet) {
  InflateStage stage(kMostKept);
  stage.use({}, "these bytes");
  stage.begin(1, false);
  stage.add(payload);
  stage.finish();
  const Inflation& inflation = stage.result();
  Inflated told;
  told.right = inflation.whole();
  const std::string why = why_not_whole(inflation);
  if (quiet) {
    told.text =
        (is_utf8(inflation.output) ? escape_text(inflation.output) : hex(inflation.output, " ")) + '\n';
    if (!why.empty()) told.text += why + '\n';
    return told;
  }
  std::string words;
  append_inflated(words, inflation);
  told.text = wrap(words + ": ", shown(inflation.output, inflation.length, kMostShown), 4);
  if (!why.empty()) told.text += wrap("", why, 2);
  if (inflation.outcome == Inflation::Outcome::Failed) {
    if (const auto hint = inflate_hint(inflation)) told.text += wrap("Likely cause: ", *hint, 2);
  }
  TracedMessage traced;
  traced.payload = inflation.wire;
  traced.cut = inflation.wire.size() < inflation.wire_length;
  told.text += '\n' + token_trace(traced, kUnlimited);
  return told;
}

std::string deflate_text(Bytes text, bool quiet) {
  Deflater deflater;
  std::vector<std::uint8_t> payload(deflater.bound(text.size()));
  payload.resize(deflater.deflate_message(text, payload));
  if (quiet) return hex(payload, " ") + '\n';
  std::string ratio;
  append_ratio(ratio, payload.size(), text.size());
  std::string told = counted(text.size(), "byte") + " deflated to " + std::to_string(payload.size());
  if (!ratio.empty()) told += " (" + ratio + ")";
  TracedMessage traced;
  traced.payload = payload;
  return wrap(told + ": ", hex(payload, " "), 4) + '\n' + token_trace(traced, kUnlimited);
}

}  // namespace ws101::wsdump
