// Escapes one cell.
#include "csv.hpp"

namespace ws101::labs {

std::string csv_cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) continue;
    out += c;
    if (c == '"') out += c;
  }
  if (!out.empty() && std::string("=+-@").find(out[0]) != std::string::npos) out = "'" + out;
  return out.find_first_of(",\"") == std::string::npos ? out : '"' + out + '"';
}

}  // namespace ws101::labs
