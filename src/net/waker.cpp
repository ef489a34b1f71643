#include "net/waker.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace ws101 {

Waker::Waker() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
  }
  read_ = FileDescriptor(ends[0]);
  write_ = FileDescriptor(ends[1]);
}

void Waker::wake() {
  if (awake_.exchange(true)) return;
  const int saved = errno;  // a signal handler must leave errno as it was
  const char byte = 0;
  // A full pipe wakes the thread, too; nothing can be done here about other errors.
  if (::write(write_.get(), &byte, 1) < 0) errno = saved;
  errno = saved;
}

void Waker::sleep_again() {
  // The pipe holds few bytes, usually one; a read that returns fewer than it could has emptied it.
  std::array<char, 16> bytes;
  while (::read(read_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) {
  }
  // Reset the flag last, with an exchange: a wake() before this point wrote no byte, but what that thread did before
  // is visible after this. If the flag were reset first, the byte of a later wake() could be read here while the flag
  // stays set, and no wake() would work again.
  awake_.exchange(false);
}

}  // namespace ws101
