// How the echoes of the benchmark begin: a listener on 127.0.0.1, and the line that run_bench.sh waits for.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace ws101::bench {

inline constexpr int kBacklog = 511;

// The listener, on the port of the command line; `flags` are for socket(). When that fails, says so and ends the program
// with status 1, or 2 for a command line with anything more.
inline int listen_on_loopback(const char* name, int argc, char** argv, int flags) {
  if (argc > 2) {
    std::fprintf(stderr, "usage: %s [PORT]   (default 0: the system chooses; it is printed)\n", name);
    std::exit(2);
  }
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(argc == 2 ? std::atoi(argv[1]) : 0));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (listener < 0 || ::bind(listener, any, size) != 0 || ::listen(listener, kBacklog) != 0 ||
      ::getsockname(listener, any, &size) != 0) {
    std::fprintf(stderr, "%s: cannot listen: %s\n", name, std::strerror(errno));
    std::exit(1);
  }
  std::printf("%s: listening on tcp://127.0.0.1:%u/\n", name, static_cast<unsigned>(ntohs(address.sin_port)));
  std::fflush(stdout);
  return listener;
}

}  // namespace ws101::bench
