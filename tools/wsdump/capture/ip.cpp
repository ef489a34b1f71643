#include "wsdump/capture/ip.hpp"

#include <algorithm>
#include <cstring>

#include "wsdump/capture/byte_order.hpp"

namespace ws101::wsdump {
namespace {

constexpr unsigned kProtocolTcp = 6;
constexpr std::size_t kTcpHeader = 20;
constexpr std::uint64_t kMaxSegment = 0x1fffffff;  // offloaded "jumbo" segments of a capture stay far below

// `bytes` and `length` are the IP payload as captured and as sent, padding cut off.
PacketContent parse_tcp(std::span<const std::uint8_t> bytes, std::uint64_t length, TcpSegment& segment) {
  if (length < kTcpHeader) return PacketContent::BadHeader;
  if (bytes.size() < kTcpHeader) return PacketContent::CutHeader;
  const std::uint8_t* p = bytes.data();
  const std::size_t header = std::size_t{p[12]} >> 4 << 2;
  if (header < kTcpHeader || header > length) return PacketContent::BadHeader;
  segment.source.port = big16(p);
  segment.destination.port = big16(p + 2);
  segment.sequence = big32(p + 4);
  segment.acknowledgement = big32(p + 8);
  segment.flags = p[13];
  // Even if the snap length ends inside the options, the payload's length is known.
  segment.payload = bytes.subspan(std::min(header, bytes.size()));
  segment.payload_length = static_cast<std::uint32_t>(std::min(length - header, kMaxSegment));
  if (segment.payload.size() > segment.payload_length) {
    segment.payload = segment.payload.first(segment.payload_length);
  }
  return PacketContent::Tcp;
}

PacketContent parse_ipv4(std::span<const std::uint8_t> bytes, std::uint64_t original, TcpSegment& segment) {
  if (bytes.size() < 20) return PacketContent::CutHeader;
  const std::uint8_t* p = bytes.data();
  const std::size_t header = std::size_t{p[0]} % 16 * 4;
  std::uint64_t total = big16(p + 2);
  if (total == 0) total = original;  // segmentation offload: the length did not fit or was not filled in yet
  if (header < 20 || total < header) return PacketContent::BadHeader;
  if ((big16(p + 6) & 0x3fff) != 0) return PacketContent::Fragment;
  if (p[9] != kProtocolTcp) return PacketContent::NotTcp;
  if (bytes.size() < header) return PacketContent::CutHeader;
  segment.source.ipv6 = segment.destination.ipv6 = false;
  segment.source.address.fill(0);
  segment.destination.address.fill(0);
  std::memcpy(segment.source.address.data(), p + 12, 4);
  std::memcpy(segment.destination.address.data(), p + 16, 4);
  // The total length excludes the padding of short Ethernet frames, and shows how much the snap length cut.
  if (bytes.size() > total) bytes = bytes.first(static_cast<std::size_t>(total));
  return parse_tcp(bytes.subspan(header), total - header, segment);
}

bool is_extension(unsigned next) {
  return next == 0 || next == 43 || next == 44 || next == 51 || next == 60 || next == 135 || next == 139 ||
         next == 140;
}

PacketContent parse_ipv6(std::span<const std::uint8_t> bytes, std::uint64_t original, TcpSegment& segment) {
  constexpr std::size_t kHeader = 40;
  if (bytes.size() < kHeader) return PacketContent::CutHeader;
  const std::uint8_t* p = bytes.data();
  std::uint64_t length = big16(p + 4);
  if (length == 0) length = original > kHeader ? original - kHeader : 0;  // jumbogram, or offload as above
  std::memcpy(segment.source.address.data(), p + 8, 16);
  std::memcpy(segment.destination.address.data(), p + 24, 16);
  segment.source.ipv6 = segment.destination.ipv6 = true;
  unsigned next = p[6];
  bytes = bytes.subspan(kHeader);
  if (bytes.size() > length) bytes = bytes.first(static_cast<std::size_t>(length));
  for (int i = 0; is_extension(next); ++i) {
    if (i == kMaxExtensionHeaders) return PacketContent::BadHeader;
    if (length < 8) return PacketContent::BadHeader;
    if (bytes.size() < 8) return PacketContent::CutHeader;
    std::size_t size = (std::size_t{bytes[1]} + 1) * 8;
    if (next == 51) size = (std::size_t{bytes[1]} + 2) * 4;  // the authentication header counts differently
    if (next == 44) {
      size = 8;
      // An "atomic" fragment (offset 0, no more to come) is a whole packet.
      if ((big16(&bytes[2]) & 0xfff9) != 0) return PacketContent::Fragment;
    }
    if (size > length) return PacketContent::BadHeader;
    next = bytes[0];
    if (bytes.size() < size) return PacketContent::CutHeader;
    bytes = bytes.subspan(size);
    length -= size;
  }
  return next == kProtocolTcp ? parse_tcp(bytes, length, segment) : PacketContent::NotTcp;
}

}  // namespace

PacketContent parse_ip(std::span<const std::uint8_t> bytes, std::uint64_t original_length,
                       TcpSegment& segment) {
  if (bytes.empty()) return PacketContent::CutHeader;
  switch (bytes[0] >> 4) {
    case 4:
      return parse_ipv4(bytes, original_length, segment);
    case 6:
      return parse_ipv6(bytes, original_length, segment);
    default:
      return PacketContent::NotIp;
  }
}

}  // namespace ws101::wsdump
