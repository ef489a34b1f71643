// The summary as text; summary.hpp is the specification.
#include "wsdump/show/summary.hpp"

#include "text/counted.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

std::string verdict(const Totals& totals) {
  std::string words;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) words += (words.empty() ? "" : ", ") + counted(count, what);
  };
  add(totals.errors - totals.senders, "error");
  add(totals.senders, "sender error");
  add(totals.warnings, "warning");
  return words.empty() ? "No violations." : words + '.';
}

void put_summary(Output& out, const Totals& totals) {
  std::string words;
  if (totals.connections > 1) words = counted(totals.connections, "connection") + ", ";
  words +=
      counted(totals.frames, "frame") + ", " + counted(totals.messages, "message") + ". " + verdict(totals);
  if (totals.compressed_messages > 0) {
    words += " " + counted(totals.compressed_messages, "compressed message") + ": " +
             counted(totals.wire_bytes, "byte") + " for " + std::to_string(totals.inflated_bytes);
    if (totals.inflated_bytes > 0) append_ratio(words += ", ", totals.wire_bytes, totals.inflated_bytes);
    words += '.';
  }
  if (totals.incomplete > 0)
    words += " The input is incomplete (" + counted(totals.incomplete, "place") + ").";
  out << '\n';
  put_wrapped(out, "", words, 0);
}

}  // namespace ws101::wsdump
