#include "net/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace ws101 {

std::uint16_t Address::port() const {
  return ntohs(any.sa_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

std::string Address::host() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (any.sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  } else {
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  }
  return text.data();
}

std::string Address::host_bytes() const {
  const auto bytes = [](const auto& address) {
    return std::string(reinterpret_cast<const char*>(&address), sizeof address);
  };
  return any.sa_family == AF_INET6 ? bytes(v6.sin6_addr) : bytes(v4.sin_addr);
}

std::string Address::text() const {
  const std::string name = host();
  return (any.sa_family == AF_INET6 ? "[" + name + "]" : name) + ":" + std::to_string(port());
}

std::vector<Address> resolve(const std::string& host, std::uint16_t port, bool to_listen) {
  std::string name = host;
  if (name.size() > 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | (to_listen ? AI_PASSIVE : 0);
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &list);
  const int system_error = errno;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  if (error == EAI_SYSTEM) {
    throw std::system_error(system_error, std::generic_category(), "cannot resolve host '" + host + "'");
  }
  if (error != 0) throw std::runtime_error("cannot resolve host '" + host + "': " + ::gai_strerror(error));

  std::vector<Address> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    Address address;
    std::memcpy(&address.v6, entry->ai_addr, entry->ai_addrlen);
    address.size = entry->ai_addrlen;
    addresses.push_back(address);
  }
  if (addresses.empty()) throw std::runtime_error("host '" + host + "' has no IPv4 or IPv6 address");
  return addresses;
}

}  // namespace ws101
