// Non-blocking sockets, the failure that ends a measurement, and Ctrl-C.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "net/address.hpp"
#include "net/file_descriptor.hpp"

namespace ws101::wsbench {

using Clock = std::chrono::steady_clock;

inline std::uint64_t nanoseconds(Clock::duration span) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(span).count());
}
inline double seconds(Clock::duration span) {
  return std::chrono::duration<double>(span).count();
}

// The measurement cannot go on: what was expected, what came. Ends the program with status 1.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// "WHAT: the system's words for errno"
[[noreturn]] void throw_errno(const std::string& what);

struct Dialled {
  FileDescriptor socket;   // non-blocking, without Nagle's algorithm
  bool connected = false;  // else it becomes writable when the connection is open or has failed
};
// Throws Failure if it fails immediately.
Dialled dial(const Address& address);

// Throws Failure if the connection attempt has failed.
void finish_dial(int socket, const Address& address);

// An epoll. Throws Failure.
FileDescriptor make_epoll();

// Watches all events of a socket, edge-triggered: one registration is enough for "connected", "writable"
// and "readable". `tag` comes back with the event. Throws Failure.
void watch(int epoll, int socket, std::uint64_t tag);

// Raises the limit of open descriptors to this number. Throws Failure if the system does not allow it.
void allow_descriptors(std::size_t wanted);

// From now on Ctrl-C or SIGTERM makes interrupted() true; a second one ends the program immediately.
void watch_interrupt();
bool interrupted();

}  // namespace ws101::wsbench
