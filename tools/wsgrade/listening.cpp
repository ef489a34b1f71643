// Looks for a port in the kernel's tables of sockets.
#include "listening.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <sstream>

#include "kit.hpp"

namespace ws101::labs {
namespace {

constexpr int kTries = 1000;
constexpr const char* kListen = "0A";  // the state, in hexadecimal digits

sockaddr_in on_loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

using SocketCall = int (*)(int, const sockaddr*, socklen_t);

bool succeeds(SocketCall call, std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = on_loopback(port);
  const bool good =
      socket >= 0 && call(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return good;
}

// Whether a line such as "   0: 0100007F:4E20 00000000:0000 0A ..." is about that address.
bool listens(const std::string& table, const std::string& address) {
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string number, local, remote, state;
    fields >> number >> local >> remote >> state;
    if (local == address && state == kListen) return true;
  }
  return false;
}

}  // namespace

std::optional<std::uint16_t> free_port(std::uint16_t first) {
  for (int i = 0; i < kTries; ++i) {
    const auto port = static_cast<std::uint16_t>(first + i);
    if (port >= first && succeeds(::bind, port) && host_listening(port).empty()) return port;
  }
  return std::nullopt;
}

std::string host_listening(std::uint16_t port) {
  const std::string tcp = read_file("/proc/net/tcp");
  if (!tcp.empty()) return host_listening(port, tcp, read_file("/proc/net/tcp6"));
  return succeeds(::connect, port) ? "127.0.0.1" : "";  // a system without such a table
}

std::string host_listening(std::uint16_t port, const std::string& tcp, const std::string& tcp6) {
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), ":%04X", port);
  const std::string end = digits.data();
  const std::string nowhere(32, '0');
  if (listens(tcp, "0100007F" + end) || listens(tcp, "00000000" + end)) return "127.0.0.1";
  if (listens(tcp6, nowhere + end) || listens(tcp6, "0000000000000000FFFF00000100007F" + end)) {
    return "127.0.0.1";
  }
  return listens(tcp6, "00000000000000000000000001000000" + end) ? "[::1]" : "";
}

}  // namespace ws101::labs
