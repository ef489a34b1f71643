#include "wscheck/verdict.hpp"

#include <array>

namespace ws101::wscheck {

std::string_view name(Verdict verdict) {
  static constexpr std::array<std::string_view, kVerdicts> kNames = {"pass", "fail", "lenient", "unsupported",
                                                                     "not judged"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace ws101::wscheck
