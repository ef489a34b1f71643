// Takes a server's output from a pipe, however much it is.
#include "output_log.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>
#include <thread>

namespace ws101::labs {
namespace {

constexpr std::size_t kOneRead = std::size_t{64} << 10;
constexpr int kReads = 64;              // of one call: whoever prints forever must not keep us here
constexpr std::size_t kMostLine = 200;  // bytes of last_line()

}  // namespace

OutputLog::OutputLog(const std::string& path) : file_(path, std::ios::binary) {
  if (::pipe(ends_.data()) != 0) throw std::system_error(errno, std::generic_category(), "no pipe");
  for (const int end : ends_) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
}

OutputLog::~OutputLog() {
  close_writer();
  ::close(ends_[0]);
}

void OutputLog::close_writer() {
  if (ends_[1] >= 0) ::close(ends_[1]);
  ends_[1] = -1;
}

void OutputLog::take(int milliseconds) {
  pollfd waiting{ends_[0], POLLIN, 0};
  if (::poll(&waiting, 1, milliseconds) <= 0) return;
  if ((waiting.revents & POLLIN) == 0) {  // nobody can write any more
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return;
  }
  std::array<char, kOneRead> bytes;
  for (int i = 0; i < kReads; ++i) {
    const ssize_t count = ::read(ends_[0], bytes.data(), bytes.size());
    if (count <= 0) break;
    const auto size = static_cast<std::size_t>(count);
    const std::size_t fits = std::min(size, kMostLog - kept_);
    if (fits > 0) file_.write(bytes.data(), static_cast<std::streamsize>(fits));
    kept_ += fits;
    if (fits > 0 && kept_ == kMostLog) file_ << "\n... wsgrade: the rest of the output was left out\n";
    end_.append(bytes.data(), size);
    if (end_.size() > kMostEnd) end_.erase(0, end_.size() - kMostEnd);
  }
  file_.flush();
}

std::string OutputLog::last_line() const {
  std::string_view rest = end_;
  while (!rest.empty()) {
    const std::size_t newline = rest.rfind('\n');
    const std::string_view line = newline == std::string_view::npos ? rest : rest.substr(newline + 1);
    std::string clean;
    for (const char byte : line.substr(0, kMostLine)) {
      if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F) clean += byte;
    }
    if (clean.find_first_not_of(' ') != std::string::npos) return clean;
    rest = newline == std::string_view::npos ? std::string_view() : rest.substr(0, newline);
  }
  return {};
}

}  // namespace ws101::labs
