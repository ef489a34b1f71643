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
  // A full pipe wakes as well; there is no other error that could be helped here.
  if (::write(write_.get(), &byte, 1) < 0) errno = saved;
  errno = saved;
}

void Waker::sleep_again() {
  // There are few bytes in it, most often one; a read that brings fewer than it could has emptied the pipe.
  std::array<char, 16> bytes;
  while (::read(read_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) {
  }
  // Last, and as an exchange: whoever called wake() before this moment wrote no byte, but what it did before is seen by
  // what follows here. The other way round its byte would be read away and the flag stay up: never awake again.
  awake_.exchange(false);
}

}  // namespace ws101
