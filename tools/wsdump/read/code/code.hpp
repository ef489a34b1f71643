// A piece of source code or of a program's output, taken apart: brackets, strings, and the words around them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/read/code/entries.hpp"

namespace ws101::wsdump::input {

struct Code {
  std::vector<List> lists;  // every bracket that holds entries
  List pieces;              // the elements of all lists and the bytes of all strings, in their order
  std::string
      brackets;  // the opening bracket of each; 'B' for <Buffer 81 85>, '<' for <81 85>, 'E' for << >>
  std::vector<std::string_view> hex;  // the inside of each <Buffer ...> and <...>
  std::string strings;                // the contents of all string literals, joined
  std::string spaced;                 // the same with blanks between them
  std::size_t literals = 0;
  std::size_t shortest = SIZE_MAX;  // of the literals
  bool listed = false;              // there are commas or numbers between them
  bool python = false;              // b'...'
  bool truncated = false;           // dots after a string
  std::string_view encoding;        // "hex", "base64": an argument that names what a string holds
  std::optional<std::uint64_t> stated;
  std::size_t words = 0;
  std::size_t top_numbers = 0;  // numbers outside brackets that are not lengths
  bool javascript = false;      // Buffer, Uint8Array
  bool joined = false;          // a + between values, or chr(129)
  bool fields = false;          // of a frame: one list is a masking key
  bool json_buffer = false;     // {"type":"Buffer","data":[...]}
};

// Nothing if the text holds something that no declaration, call or list has.
// Whether the list of so many bytes behind this text is a masking key: "mask: Some([1, 2, 3, 4])".
bool is_key(std::string_view before, std::size_t bytes);

std::optional<Code> read_code(std::string_view text);

}  // namespace ws101::wsdump::input
