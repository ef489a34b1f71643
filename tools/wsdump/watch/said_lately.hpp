// The last bytes that one side has sent, to which a copy in its next message may refer, and the messages that
// they belong to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "deflate/format.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kLargestWindow = std::size_t{1} << kMaxWindowBits;

// The end of a text that comes in pieces: its last kLargestWindow bytes.
class LastBytes {
 public:
  void add(Bytes piece);
  void clear() { kept_.clear(); }
  Bytes bytes() const {
    return Bytes(kept_).last(kept_.size() < kLargestWindow ? kept_.size() : kLargestWindow);
  }

 private:
  std::vector<std::uint8_t> kept_;  // up to twice as much, so that it is not moved for each piece
};

class SaidLately {
 public:
  // `text`: of message `number`, or its end.
  void add(std::uint64_t number, Bytes text);
  void forget();
  Bytes text() const { return text_.bytes(); }
  // The message that the byte `back` bytes from the end is part of (1: the last byte); 0 if it is not known.
  std::uint64_t message_at(std::size_t back) const;

 private:
  struct Part {
    std::uint64_t message = 0;
    std::size_t size = 0;
  };
  LastBytes text_;
  std::vector<Part> parts_;   // the oldest first; none is empty
  std::size_t in_parts_ = 0;  // the sum of their sizes
};

}  // namespace ws101::wsdump
