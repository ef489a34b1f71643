// What a server prints: its beginning in a file, its end for a message, the rest read and forgotten.
#pragma once

#include <array>
#include <cstddef>
#include <fstream>
#include <string>

namespace ws101::labs {

inline constexpr std::size_t kMostLog = std::size_t{1} << 20;  // bytes in the file
inline constexpr std::size_t kMostEnd = 4096;                  // bytes that last_line() looks at

class OutputLog {
 public:
  // Throws std::system_error if the system has no pipe left.
  explicit OutputLog(const std::string& path);
  ~OutputLog();
  OutputLog(const OutputLog&) = delete;
  OutputLog& operator=(const OutputLog&) = delete;

  // The end that a child writes to; close_writer() once it has been started.
  int writer() const { return ends_[1]; }
  void close_writer();
  // Takes what has come, and waits up to so many milliseconds if nothing has.
  void take(int milliseconds);
  // The last line that is not empty, without control characters; empty if there is none.
  std::string last_line() const;

 private:
  std::array<int, 2> ends_{-1, -1};
  std::ofstream file_;
  std::size_t kept_ = 0;
  std::string end_;
};

}  // namespace ws101::labs
