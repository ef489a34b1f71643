// Text in a heap block of exactly its size, without a NUL behind it: AddressSanitizer sees a read behind the end, which
// the terminator of a std::string, or what follows in a longer text, would hide.
#pragma once

#include <string_view>
#include <vector>

namespace ws101::testing {

class Alone {
 public:
  explicit Alone(std::string_view text) : block_(text.begin(), text.end()) {}
  std::string_view text() const { return {block_.data(), block_.size()}; }

 private:
  std::vector<char> block_;
};

}  // namespace ws101::testing
