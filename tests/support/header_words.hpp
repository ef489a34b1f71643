// A frame's header in words, for the message of an assertion that fails.
#pragma once

#include <iomanip>
#include <sstream>
#include <string>

#include "frame/header.hpp"
#include "support/catch.hpp"

namespace ws101::testing {

inline std::string in_words(const FrameHeader& header) {
  std::ostringstream out;
  out << "FIN " << header.fin << " RSV " << int{header.rsv} << " opcode " << static_cast<int>(header.opcode)
      << " MASK " << header.masked << " length " << header.length << " in "
      << static_cast<int>(header.length_form) << " bits, key";
  out << std::hex << std::setfill('0');
  for (const std::uint8_t byte : header.key) out << ' ' << std::setw(2) << int{byte};
  return out.str();
}

}  // namespace ws101::testing

template <>
struct Catch::StringMaker<ws101::FrameHeader> {
  static std::string convert(const ws101::FrameHeader& header) { return ws101::testing::in_words(header); }
};
