#include "wscat/input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "net/file_descriptor.hpp"
#include "net/poller.hpp"

namespace ws101::wscat {
namespace {

constexpr std::size_t kReadSize = std::size_t{64} << 10;

}  // namespace

bool append_some(int fd, std::string& to) {
  const std::size_t size = to.size();
  to.resize(size + kReadSize);
  for (;;) {
    const ssize_t count = ::read(fd, to.data() + size, kReadSize);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {  // another program has made the descriptor non-blocking
      Poller poller;
      poller.add_readable(fd);
      poller.wait(std::nullopt);
      continue;
    }
    to.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count < 0) {
      throw std::system_error(errno, std::generic_category(), "cannot read the input");
    }
    return count != 0;
  }
}

std::optional<std::string_view> LineReader::next_line() {
  std::size_t end = buffer_.find('\n', scanned_);
  std::size_t after = end + 1;
  if (end == std::string::npos) {
    scanned_ = buffer_.size();
    if (!ended_ || taken_ == buffer_.size()) return std::nullopt;
    end = after = buffer_.size();
  }
  const std::string_view line = std::string_view(buffer_).substr(taken_, end - taken_);
  taken_ = scanned_ = after;
  return line;
}

bool LineReader::read_more() {
  buffer_.erase(0, taken_);
  scanned_ -= taken_;
  taken_ = 0;
  if (buffer_.size() > kMaxLine) {
    throw std::runtime_error("expected lines of at most " + std::to_string(kMaxLine) +
                             " bytes; --file - sends all of the input as one message");
  }
  if (!append_some(fd_, buffer_)) ended_ = true;
  return !ended_;
}

std::string read_file(const std::string& path) {
  FileDescriptor file;
  if (path != "-") {
    file = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) {
      throw std::runtime_error("cannot read '" + path + "': " + std::generic_category().message(errno));
    }
  }
  std::string content;
  while (append_some(path == "-" ? STDIN_FILENO : file.get(), content)) {
    if (content.size() > kMaxFile) {
      throw std::runtime_error("expected a file of at most " + std::to_string(kMaxFile) + " bytes: '" + path +
                               "'");
    }
  }
  return content;
}

}  // namespace ws101::wscat
