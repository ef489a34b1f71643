// Request and response heads in the lines of a paste, whatever prefix a tool wrote on every line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

// One head, as its sender probably sent it.
struct PastedHead {
  bool response = false;
  std::string bytes;               // start line, fields and the empty line, each with its line end
  std::vector<std::string> notes;  // what was done to get it, one sentence each
  bool partial = false;            // fields that were sent may not be in the paste
  std::size_t begin_line = 0;      // of the paste, from 0
  std::size_t end_line = 0;        // after its last line
};

// A text cut into its lines. `line` is without its end.
struct TextLine {
  std::string_view line;
  bool cr = false;  // CR stood before the LF
  bool lf = false;  // false: the last line, if it has no line end
};
std::vector<TextLine> lines_of(std::string_view body);

// Where a line holds a request line or a status line. It extends to the end of the line, except for a mark of the
// line end that a tool printed ("\r\n" spelled out, ngrep's dot). Length 0: there is none.
struct StartLine {
  std::size_t column = 0;
  std::size_t length = 0;
  bool response = false;
};
StartLine find_start_line(std::string_view line);

// "Name: value" with a name that HTTP allows and that has a letter.
bool is_field_line(std::string_view line);
// A name that occurs in the heads of handshakes: Host, Upgrade, Sec-WebSocket-..., Date and so on, in any case.
bool is_known_field(std::string_view name);

// The heads of the paste in order. A head is a start line and the field lines after it with the same prefix; other
// lines in between are skipped. It ends at an empty line, at another start line, or at a line that is not a field.
// If all lines end in LF, they count as CR LF, because pasting changes CR LF to LF; if a head has both, they are
// kept.
std::vector<PastedHead> find_heads(const std::vector<TextLine>& lines);

}  // namespace ws101::wsdump::input
