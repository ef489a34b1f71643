// Reads the operator's lines from a descriptor, in a thread that can be stopped while it waits.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "net/waker.hpp"

namespace ws101::demos {

// Bytes; a longer line is sent in pieces of this size, or a little more so that no character of UTF-8 is cut.
inline constexpr std::size_t kMaxOperatorLine = std::size_t{64} << 10;

class OperatorLines {
 public:
  // Calls `take` with each line, without its line break, until the input ends or this object is destroyed.
  OperatorLines(int descriptor, std::function<void(const std::string&)> take);
  ~OperatorLines();
  OperatorLines(const OperatorLines&) = delete;
  OperatorLines& operator=(const OperatorLines&) = delete;

 private:
  void run();

  const int descriptor_;
  const std::function<void(const std::string&)> take_;
  Waker waker_;
  std::thread thread_;
};

}  // namespace ws101::demos
