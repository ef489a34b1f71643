#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

Totals& Totals::operator+=(const Totals& more) {
  for (const auto count :
       {&Totals::connections, &Totals::frames, &Totals::messages, &Totals::compressed_messages,
        &Totals::wire_bytes, &Totals::inflated_bytes, &Totals::errors, &Totals::senders, &Totals::warnings,
        &Totals::notes, &Totals::gaps, &Totals::incomplete})
    this->*count += more.*count;
  return *this;
}

int exit_status(const Totals& totals, bool strict) {
  if (totals.errors > 0 || (strict && totals.warnings > 0)) return 1;
  return totals.incomplete > 0 ? 3 : 0;
}

}  // namespace ws101::wsdump
