// The messages to send: lines of standard input, or whole files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ws101::wscat {

inline constexpr std::size_t kMaxLine = std::size_t{16} << 20;   // bytes; use --file for more
inline constexpr std::size_t kMaxFile = std::size_t{256} << 20;  // bytes of one file, which is one message

// One thread.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd) {}

  // Takes a line that was already read, without its line break; the last one may lack it. Valid until the next
  // call.
  std::optional<std::string_view> next_line();
  // Reads once; call it when the descriptor is readable. False at the end of the input. Throws std::system_error, and
  // std::runtime_error for a line over kMaxLine.
  bool read_more();
  bool ended() const { return ended_; }

 private:
  int fd_;
  bool ended_ = false;
  std::string buffer_;
  std::size_t taken_ = 0;    // bytes of buffer_ that were returned
  std::size_t scanned_ = 0;  // there is no line break before this index
};

// Appends the result of one read of at most 64 KiB; false at the end. Waits if the descriptor is non-blocking and
// empty. Throws std::system_error.
bool append_some(int fd, std::string& to);

// The whole file; "-" is standard input. Throws std::runtime_error with a message that names the file.
std::string read_file(const std::string& path);

}  // namespace ws101::wscat
