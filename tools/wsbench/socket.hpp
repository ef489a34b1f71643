// A TCP socket that closes itself, and the ways to open one without waiting.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "wsbench/options.hpp"

struct sockaddr;

namespace ws101::wsbench {

// The measurement cannot go on: what was expected, what came. Ends the program with status 1.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Socket();
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

// A resolved address.
struct Address {
  int family = 0;
  std::vector<unsigned char> bytes;  // a sockaddr of that family
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(bytes.data()); }
};

// Throws Failure when the host cannot be found.
Address resolve(const Target& target);

struct Connecting {
  Socket socket;           // non-blocking, without Nagle's algorithm
  bool connected = false;  // else it becomes writable when the connection stands or has failed
};
// Throws Failure when it fails at once.
Connecting begin_connect(const Address& address);

// Throws Failure when the connection that had begun did not come about.
void finish_connect(const Socket& socket);

// "WHAT: the system's words for errno"
[[noreturn]] void throw_errno(const std::string& what);

// Makes room for that many descriptors, as far as the system allows. Throws Failure when it does not.
void allow_descriptors(std::size_t wanted);

// True after Ctrl-C; watch_interrupt() begins the watch.
void watch_interrupt();
bool interrupted();

}  // namespace ws101::wsbench
