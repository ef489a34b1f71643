// The lines of a paste, and which of them are the start line or a field of a head.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

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
  bool http2 = false;  // of HTTP/2 or 3, whose start lines exist only in what tools print: "HTTP/2 404"
};
StartLine find_start_line(std::string_view line);
bool is_http2(std::string_view version);    // "HTTP/2", "HTTP/2.0", "HTTP/3"
bool lacks_version(std::string_view line);  // "GET /chat"

// "Name: value" with a name that HTTP allows and that has a letter.
bool is_field_line(std::string_view line);
// A name that occurs in the heads of handshakes: Host, Upgrade, Sec-WebSocket-..., Date and so on, in any case.
bool is_known_field(std::string_view name);
// "Name: value" with such a name.
bool is_known_field_line(std::string_view line);

}  // namespace ws101::wsdump::input
