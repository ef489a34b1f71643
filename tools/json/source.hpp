// Where a JSON text comes from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ws101 {

class JsonSource {
 public:
  virtual ~JsonSource() = default;
  // The next piece of the text, valid until the next call; empty at the end of the input or after an error.
  virtual std::string_view next() = 0;
  // Why next() returned nothing, as a message; empty at the normal end.
  virtual std::string error() const { return {}; }
};

// A text in the caller's memory, in pieces of at most `piece` bytes.
class JsonText : public JsonSource {
 public:
  explicit JsonText(std::string_view text, std::size_t piece = std::string_view::npos)
      : rest_(text), piece_(piece) {}
  std::string_view next() override {
    const std::string_view now = rest_.substr(0, piece_);
    rest_.remove_prefix(now.size());
    return now;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

}  // namespace ws101
