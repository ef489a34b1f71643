// Bytes in wsdump's own words: the microscope shows what `wsdump explain` would print.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace ws101::demos {

inline constexpr std::size_t kMaxPasted = std::size_t{64} << 10;  // bytes of pasted text

struct ExplainError {
  std::string words;  // what was expected and what came
};

// Frames as people paste them: hex, a C array, a dump, base64, and whatever else wsdump reads.
std::variant<std::string, ExplainError> explain_pasted(std::string_view text);

}  // namespace ws101::demos
