// Request and response heads in the lines of a paste, whatever prefix a tool wrote on every line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/read/heads/head_start.hpp"

namespace ws101::wsdump::input {

// One head, as its sender probably sent it.
struct PastedHead {
  bool response = false;
  std::string bytes;               // start line, fields and the empty line, each with its line end
  std::vector<std::string> notes;  // what was done to get it, one sentence each
  bool ended = false;              // its empty line is in the paste
  bool partial = false;            // fields that were sent may not be in the paste
  bool dressed = false;            // a tool wrote something around its lines
  std::size_t begin_line = 0;      // of the paste, from 0
  std::size_t end_line = 0;        // after its last line
};

// A line below which another part of a trace begins: "-----", "--- response header ---", "=====".
bool is_ruled(std::string_view line);

// What is said of a head of HTTP/2 or 3.
inline constexpr std::string_view kNoUpgrade =
    "this went over HTTP/2 or 3, where Upgrade does not exist: use HTTP/1.1 (curl --http1.1), or the "
    "extended CONNECT of RFC 8441";

// The heads of the paste in order. A head is a start line and the field lines after it with the same prefix; other
// lines in between are skipped, and a line that the paste has wrapped is joined again. A head ends at an empty line, at
// another start line, or at a line that is not a field. If all lines end in LF, they count as CR LF, because pasting
// changes CR LF to LF; if a head has both, they are kept.
std::vector<PastedHead> find_heads(const std::vector<TextLine>& lines);

}  // namespace ws101::wsdump::input
