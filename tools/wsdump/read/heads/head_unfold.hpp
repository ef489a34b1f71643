// Heads that a tool prints on one line, or with another sign than a colon, as lines of "Name: value".
#pragma once

#include <string>
#include <string_view>

namespace ws101::wsdump::input {

struct Unfolded {
  std::string lines;      // empty: nothing had to be unfolded
  std::string_view note;  // what was done, if that may be wrong; may be empty
};

// Unfolds a list of lines as Python and Java print it, a line with a dot for every CR and LF (ngrep), a line with its
// line ends spelled out ("\r\n"), and fields with a tab or " = " behind their names below a start line.
Unfolded unfold_heads(std::string_view body);

}  // namespace ws101::wsdump::input
