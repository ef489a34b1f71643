// The summary in words: summary.hpp says what it promises.
#include "wsdump/render/summary.hpp"

#include "wsdump/render/words.hpp"

namespace ws101::wsdump {

void put_summary(Output& out, const Totals& totals) {
  out << '\n';
  if (totals.connections > 1) out << counted(totals.connections, "connection") << ", ";
  out << counted(totals.frames, "frame") << ", " << counted(totals.messages, "message") << ". ";
  if (totals.errors == 0 && totals.warnings == 0) {
    out << "No violations.";
  } else {
    std::string words;
    const auto add = [&](std::uint64_t count, std::string_view one, std::string_view many) {
      if (count == 0) return;
      if (!words.empty()) words += ", ";
      words += counted(count, one, many);
    };
    add(totals.errors - totals.senders, "error", "errors");
    add(totals.senders, "sender error", "sender errors");
    add(totals.warnings, "warning", "warnings");
    out << words << '.';
  }
  if (totals.incomplete > 0) out << " The input is incomplete (" << counted(totals.incomplete, "place") << ").";
  out << '\n';
}

}  // namespace ws101::wsdump
