// Request and response heads in the lines of a paste, whatever a tool wrote in front of every line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

// One head as its sender is taken to have sent it.
struct PastedHead {
  bool response = false;
  std::string bytes;               // start line, fields and the empty line, each with its line end
  std::vector<std::string> notes;  // what was done to get it, one sentence each
  bool partial = false;            // fields that were sent may not be in the paste
  std::size_t begin_line = 0;      // of the paste, from 0
  std::size_t end_line = 0;        // behind its last line
};

// A text cut into its lines. `line` is without its end.
struct TextLine {
  std::string_view line;
  bool cr = false;  // CR stood before the LF
  bool lf = false;  // false: the last line, which the text ends in
};
std::vector<TextLine> lines_of(std::string_view body);

// Where a line holds a request line or a status line that reaches to the end of the line, but for a mark of the line
// end that a tool printed ("\r\n" spelled out, ngrep's dot). Length 0: it holds none.
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

// The heads of the paste in order. A head is a start line and the field lines behind it that bear the same dress;
// lines of others in between are stepped over. It ends at an empty line, at another start line, or at a line that is
// no field. Lines that all end in LF count as CR LF, because pasting makes them so; CR LF and LF in one head stay as
// they are.
std::vector<PastedHead> find_heads(const std::vector<TextLine>& lines);

}  // namespace ws101::wsdump::input
