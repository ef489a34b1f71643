// How much of a frame a picture or table shows.
#pragma once

#include <cstddef>

#include "text/escape.hpp"

namespace ws101 {

struct DiagramStyle {
  std::size_t payload_rows = 4;    // rows of four bytes of payload in the figure
  std::size_t unmasking_rows = 8;  // bytes in the table of unmasking
  EscapeStyle escape = EscapeStyle::Ascii;
};

}  // namespace ws101
