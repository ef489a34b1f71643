// A frame in one line, for a log or a trace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "text/bytes.hpp"
#include "text/escape.hpp"

namespace ws101 {

// The reason of a Close is important: its line may exceed the width by the longest mark that would otherwise replace
// the rest of the reason, " ... (123 more bytes)".
inline constexpr std::size_t kCloseLeave = 21;

struct LineStyle {
  std::size_t width = 80;  // columns of the whole line, at least 72; kCloseLeave more for a Close
  EscapeStyle escape = EscapeStyle::Ascii;
  Opcode content = Opcode::Continuation;  // kind of a continuation's message: Text, Binary, or unknown
  bool compressed = false;                // the payload is compressed: shown in hex
  CutMark mark = CutMark::Count;          // of a payload that does not fit
};

// Appends the content of a payload, in at most max_columns columns: text in quotes, a Close as `1000 Normal
// Closure "bye"`, other bytes in hex, nothing for an empty payload. `payload` is unmasked and may be only the
// beginning of header.length bytes. Returns the columns used.
std::size_t append_payload(std::string& out, const FrameHeader& header, Bytes payload,
                           std::size_t max_columns, const LineStyle& style = {});

// `text FIN=1 masked 37fa213d 5 bytes "Hello"`, without a line break. RSV is shown only if a bit is set, the
// form of the length only if it is not the shortest.
std::string describe_line(const FrameHeader& header, Bytes payload, const LineStyle& style = {});

}  // namespace ws101
