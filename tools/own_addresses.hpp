// The addresses by which other machines can reach this one.
#pragma once

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "net/address.hpp"

namespace ws101 {

// True for 0.0.0.0 and ::, which mean every address of this machine; nobody can connect to them.
inline bool is_every_address(const std::string& host) {
  return host == "0.0.0.0" || host == "::";
}

// IPv4 addresses of the interfaces that are up, without loopback: the addresses to give to others. Empty if there
// are none or the system does not report them.
inline std::vector<std::string> own_addresses() {
  std::vector<std::string> addresses;
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return addresses;
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> list(first, &::freeifaddrs);
  for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
    const bool usable = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0;
    if (!usable || one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
    std::array<char, INET_ADDRSTRLEN> text{};
    const auto* const address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
    if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) {
      addresses.emplace_back(text.data());
    }
  }
  return addresses;
}

// The URLs of a page of a server that listens at this address: one for this machine, and more for others if it
// listens on every address. Never empty.
inline std::vector<std::string> page_urls(const Address& listening) {
  if (!is_every_address(listening.host())) return {"http://" + listening.text() + "/"};
  const std::string end = ":" + std::to_string(listening.port()) + "/";
  std::vector<std::string> urls{"http://127.0.0.1" + end};
  for (const std::string& address : own_addresses()) urls.push_back("http://" + address + end);
  return urls;
}

}  // namespace ws101
