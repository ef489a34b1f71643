// The summary in words: summary.hpp says what it promises.
#include "wsdump/show/summary.hpp"

#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void put_summary(Output& out, const Totals& totals) {
  std::string words;
  if (totals.connections > 1) words = counted(totals.connections, "connection") + ", ";
  words += counted(totals.frames, "frame") + ", " + counted(totals.messages, "message") + ". ";
  if (totals.errors == 0 && totals.warnings == 0) {
    words += "No violations.";
  } else {
    std::string separator;
    const auto add = [&](std::uint64_t count, std::string_view one, std::string_view many) {
      if (count == 0) return;
      words += separator + counted(count, one, many);
      separator = ", ";
    };
    add(totals.errors - totals.senders, "error", "errors");
    add(totals.senders, "sender error", "sender errors");
    add(totals.warnings, "warning", "warnings");
    words += '.';
  }
  if (totals.incomplete > 0)
    words += " The input is incomplete (" + counted(totals.incomplete, "place") + ").";
  out << '\n' << wrapped(words, 0, 0) << '\n';
}

}  // namespace ws101::wsdump
