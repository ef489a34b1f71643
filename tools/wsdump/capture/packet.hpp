// One captured packet: its number in the file, its time, its bytes.
#pragma once

#include <cstdint>
#include <span>

namespace ws101::wsdump {

// The file gives no time for this packet (a pcapng Simple Packet Block).
inline constexpr std::int64_t kNoTime = -1;
// Times are kept within 0..kMaxTime, so that the difference of any two of them fits an int64.
inline constexpr std::int64_t kMaxTime = std::int64_t{1} << 62;

struct PacketInfo {
  std::uint64_t number = 0;        // from 1, counting every packet of the file, as in Wireshark
  std::int64_t time_ns = kNoTime;  // nanoseconds since 1970, or kNoTime
};

// Link-layer numbers in pcap files (LINKTYPE_ values); a file may have other numbers, too.
enum LinkType : std::uint32_t {
  kLinkNull = 0,
  kLinkEthernet = 1,
  kLinkPpp = 9,
  kLinkRawBsd = 12,      // DLT_RAW of most systems
  kLinkRawOpenBsd = 14,  // DLT_RAW of OpenBSD
  kLinkRaw = 101,
  kLinkIeee80211 = 105,
  kLinkLoop = 108,
  kLinkCooked = 113,
  kLinkIpv4 = 228,
  kLinkIpv6 = 229,
  kLinkCooked2 = 276,
};

struct Packet {
  PacketInfo info;
  std::uint32_t link_type = 0;
  std::span<const std::uint8_t> bytes;  // the captured bytes; valid until the next packet is read
  std::uint64_t original_length = 0;    // bytes on the wire; never less than bytes.size()
};

}  // namespace ws101::wsdump
