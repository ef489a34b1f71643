#include "wsdemo/operator_lines.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace ws101::demos {

OperatorLines::OperatorLines(int descriptor, std::function<void(const std::string&)> take)
    : descriptor_(descriptor), take_(std::move(take)), thread_([this] { run(); }) {}

OperatorLines::~OperatorLines() {
  waker_.wake();
  thread_.join();
}

void OperatorLines::run() {
  std::string pending;
  for (;;) {
    std::array<pollfd, 2> wait{{{descriptor_, POLLIN, 0}, {waker_.fd(), POLLIN, 0}}};
    if (::poll(wait.data(), wait.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (wait[1].revents != 0) return;
    std::array<char, 4096> buffer;
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) break;  // the end, or a terminal that is not ours (EIO)
    for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(count))) {
      // A long line is cut between two characters of UTF-8: the current one has at most 3 more bytes.
      const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
      if (c == '\n' || pending.size() >= kMaxOperatorLine + (continues ? 3 : 0)) {
        if (pending.ends_with('\r')) pending.pop_back();
        take_(pending);
        pending.clear();
      }
      if (c != '\n') pending += c;
    }
  }
  if (!pending.empty()) take_(pending);
}

}  // namespace ws101::demos
