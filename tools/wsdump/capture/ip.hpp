// Parses an IPv4 or IPv6 packet and the TCP segment in it.
#pragma once

#include <cstdint>
#include <span>

#include "wsdump/capture/endpoint.hpp"

namespace ws101::wsdump {

enum class PacketContent : std::uint8_t {
  Tcp,
  UnknownLink,  // an unknown link type, such as IEEE 802.11
  NotIp,        // ARP and the like
  NotTcp,       // UDP, ICMP, ...
  Fragment,     // a fragment of an IP packet: fragments are not reassembled
  CutHeader,    // the capture's snap length ends inside the headers
  BadHeader,    // a header contradicts itself
};
inline constexpr std::size_t kPacketContents = 7;

struct TcpFlags {
  static constexpr std::uint8_t kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16;
};

struct TcpSegment {
  Endpoint source;
  Endpoint destination;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;                 // TcpFlags
  std::span<const std::uint8_t> payload;  // the part that was captured
  std::uint32_t payload_length = 0;  // the part that was sent; more than payload.size() if the capture cut it

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

// How many IPv6 extension headers are followed before the packet is called bad.
inline constexpr int kMaxExtensionHeaders = 16;

// `bytes` starts with the IP header; `original_length` is what was on the wire from there, padding included.
// Fills `segment` only when the result is Tcp. Checksums are not verified: offloading makes them wrong in
// captures.
PacketContent parse_ip(std::span<const std::uint8_t> bytes, std::uint64_t original_length,
                       TcpSegment& segment);

}  // namespace ws101::wsdump
