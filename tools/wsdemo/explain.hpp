// Bytes explained by wsdump: the microscope shows what `wsdump explain` would print.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ws101::demos {

inline constexpr std::size_t kMaxPasted = std::size_t{64} << 10;  // bytes of pasted text
inline constexpr std::size_t kMostDrawn = 8;                      // frames that are also given as JSON

struct Explained {
  std::string text;                 // what wsdump prints
  std::vector<std::string> frames;  // the first ones, as frame_json.hpp has it
};

struct ExplainError {
  std::string words;  // what was expected and what came
};

// Frames as people paste them: hex, a C array, a dump, base64, and whatever else wsdump reads.
std::variant<Explained, ExplainError> explain_pasted(std::string_view text);

}  // namespace ws101::demos
