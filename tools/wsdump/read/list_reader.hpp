// The numbers of an array or list as a program's source or output writes them, not yet turned into bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

// A number as written. The base of bare digits is decided when all are known.
struct Element {
  std::string_view digits;
  std::uint8_t base = 0;  // 0: bare, else 2, 8, 10, 16 by a prefix; 1: `value` is final
  bool negative = false;
  std::uint8_t value = 0;
  std::uint8_t bits = 0;  // Erlang's 16#8185:16
  std::size_t at = 0;
};

struct List {
  std::vector<Element> elements;
  std::vector<std::uint64_t> lengths;  // stated beside the list: x_len = 11, Uint8Array(11)
  bool truncated = false;
  std::string more;
  bool braces = false;
  bool erlang = false;
  bool node = false;
  bool json_buffer = false;
  bool keyed = false;
  bool brackets = false;
  bool directive = false;  // an assembler's db, dc.b, .byte
};

// Nothing at the first thing that does not belong into a declaration, a call or a list.
std::optional<List> read_list(std::string_view body);

}  // namespace ws101::wsdump::input
