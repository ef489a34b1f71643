// Tells text from raw bytes, and repairs what copying and pasting does to text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

struct CleanText {
  bool is_text = false;   // false: the input is raw bytes
  std::string_view body;  // the input itself where nothing had to be repaired, else `owned`
  std::string owned;
  std::vector<std::string> notes;
};

// Text is UTF-8 (or UTF-16 with its mark) without control characters. Repairs: byte order marks, UTF-16, blanks
// that are not spaces, curly quotes, box-drawing lines, colour escapes, line ends of CR alone.
void clean_text(std::string_view input, CleanText& out);

// Decodes one UTF-8 character at the start of `s`; the length is 0 if it is malformed.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
CodePoint decode_utf8(std::string_view s);
void append_utf8(std::string& out, char32_t value);

}  // namespace ws101::wsdump::input
