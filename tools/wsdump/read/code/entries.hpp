// The inner half of the third grammar: the entries of a list, as a program's source or output writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/read/cells/cells.hpp"

namespace ws101::wsdump::input {

// One byte of a list: a number whose base may be unknown, or a byte that is known ('h', "\x81").
struct Element {
  Number number;
  std::optional<std::uint8_t> byte;
  std::string_view written;
};

struct List {
  std::vector<Element> elements;
  std::optional<std::uint64_t> stated;  // the length written beside it: x[11], Uint8Array(11), len: 11
  bool truncated = false;
  std::string more;     // "28 more bytes", where the list says it
  bool binary = false;  // Erlang's <<>>, which may hold text alone
  bool marked = false;  // has casts or signs, which plain digits do not have
};

// Appends the entries of `inside` to `list`: numbers after any cast or type, characters, escapes, dots for what was
// left out; properties (a console's byteLength: 11) are skipped. They are separated by commas, else semicolons, else
// blanks. False at the first thing that is none of these; `list` is then undefined.
bool read_entries(std::string_view inside, List& list);

// The number at the start of "28 more items".
std::optional<std::size_t> count_in(std::string_view s);

// The byte of a single character: 'h', b'\0', \x88.
std::optional<std::uint8_t> character(std::string_view s);

// Where the bracket at s[0] closes, npos if it does not. Brackets inside quotes do not count.
std::size_t closing_bracket(std::string_view s);

}  // namespace ws101::wsdump::input
