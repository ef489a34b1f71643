#include "wsdump/watch/inflation.hpp"

#include "text/counted.hpp"
#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {

std::string why_not_whole(const Inflation& inflation) {
  switch (inflation.outcome) {
    case Inflation::Outcome::Whole:
      return {};
    case Inflation::Outcome::TooLong:
      return "cut at " + std::to_string(kMaxMessageKept) + " bytes, the most that is inflated";
    case Inflation::Outcome::NeedsEarlier: {
      const std::uint32_t bytes = inflation.error.distance - inflation.error.known;
      return "needs " + counted(bytes, "byte") + " from before " + inflation.earlier;
    }
    case Inflation::Outcome::Missing:
      return "bytes of it are missing, and what follows them cannot be inflated";
    case Inflation::Outcome::Failed:
      return "cannot be inflated from bit " + std::to_string(inflation.error.bit_position) +
             " on: " + std::string(info(inflation.error.fault).words);
  }
  return {};
}

}  // namespace ws101::wsdump
