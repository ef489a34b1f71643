// Descriptors 0, 1 and 2 of a program that was started without them (`wscat URL >&-`, some service managers).
#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace ws101 {

// To be called before anything is opened: the system gives the lowest free number, so a socket would become standard
// output, and what is printed would go to the peer. A missing stream becomes one that fails: nothing can be read from
// standard input, nor written to the others.
inline void reserve_standard_descriptors() {
  for (;;) {
    int fd = ::open("/dev/null", O_WRONLY);
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) {
      ::close(fd);
      fd = ::open("/dev/null", O_RDONLY);
    }
    if (fd < 0) return;
    if (fd > STDERR_FILENO) {
      ::close(fd);
      return;
    }
  }
}

}  // namespace ws101
