// What the code that is linked makes of an input, in words. The program that writes a student's values and the tests that
// compare with them share these functions: the one is linked with the reference, the other with the student's files.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/bytes.hpp"

namespace ws101::labs {

using ByteString = std::vector<std::uint8_t>;
using Pieces = std::vector<std::span<const std::uint8_t>>;

inline std::string to_hex(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

inline ByteString from_hex(std::string_view text) {
  ByteString bytes;
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
  }
  return bytes;
}

// One value: what kind of question, the bytes it is asked about, and the reference's answer.
struct Value {
  std::string kind;
  ByteString input;
  std::string expected;
};

// Each takes the input in pieces; for some kinds there is but one.
std::string observe_lab1(std::string_view kind, const Pieces& pieces);
std::string observe_lab2(std::string_view kind, const Pieces& pieces);
std::string observe_lab3(std::string_view kind, const Pieces& pieces);
std::string observe_lab4(std::string_view kind, const Pieces& pieces);
std::string observe_lab5(std::string_view kind, const Pieces& pieces);
std::string observe_lab8(std::string_view kind, const Pieces& pieces);

inline ByteString joined(const Pieces& pieces) {
  ByteString all;
  for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

}  // namespace ws101::labs
