#include "wsdump/capture/link.hpp"

#include "wsdump/capture/byte_order.hpp"

namespace ws101::wsdump {
namespace {

// A packet from whose front layers are removed.
struct Layers {
  std::span<const std::uint8_t> bytes;
  std::uint64_t original;

  bool has(std::size_t count) const { return bytes.size() >= count; }
  void drop(std::size_t count) {
    bytes = bytes.subspan(count);
    original -= count;
  }
};

bool is_vlan_tag(unsigned ether_type) {
  return ether_type == 0x8100 || ether_type == 0x88a8 || ether_type == 0x9100 || ether_type == 0x9200;
}

PacketContent parse_ppp(Layers layers, TcpSegment& segment) {
  if (layers.has(2) && layers.bytes[0] == 0xff && layers.bytes[1] == 0x03)
    layers.drop(2);  // HDLC address, control
  if (!layers.has(2)) return PacketContent::CutHeader;
  // An odd first byte is a protocol number compressed to one byte.
  const bool compressed = (layers.bytes[0] & 1) != 0;
  const unsigned protocol = compressed ? layers.bytes[0] : big16(layers.bytes.data());
  layers.drop(compressed ? 1 : 2);
  if (protocol != 0x21 && protocol != 0x57) return PacketContent::NotIp;
  return parse_ip(layers.bytes, layers.original, segment);
}

// `layers` starts after the two bytes of `ether_type`.
PacketContent parse_ether_type(unsigned ether_type, Layers layers, TcpSegment& segment) {
  while (is_vlan_tag(ether_type)) {
    if (!layers.has(4)) return PacketContent::CutHeader;
    ether_type = big16(&layers.bytes[2]);
    layers.drop(4);
  }
  if (ether_type == 0x8864) {  // PPPoE session: 6 bytes, then PPP
    if (!layers.has(6)) return PacketContent::CutHeader;
    layers.drop(6);
    return parse_ppp(layers, segment);
  }
  if (ether_type != 0x0800 && ether_type != 0x86dd) return PacketContent::NotIp;
  return parse_ip(layers.bytes, layers.original, segment);
}

// The header is `header` bytes and holds an EtherType at `type_at`.
PacketContent parse_fixed(Layers layers, std::size_t header, std::size_t type_at, TcpSegment& segment) {
  if (!layers.has(header)) return PacketContent::CutHeader;
  const unsigned ether_type = big16(&layers.bytes[type_at]);
  layers.drop(header);
  return parse_ether_type(ether_type, layers, segment);
}

PacketContent parse_loopback(Layers layers, TcpSegment& segment) {
  if (!layers.has(4)) return PacketContent::CutHeader;
  // Four bytes of address family, in the byte order of the capturing machine, with system-specific numbers
  // for IPv6: the version in the IP header is more reliable.
  layers.drop(4);
  return parse_ip(layers.bytes, layers.original, segment);
}

}  // namespace

bool link_type_known(std::uint32_t link_type) {
  switch (link_type) {
    case kLinkNull:
    case kLinkEthernet:
    case kLinkPpp:
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkRaw:
    case kLinkLoop:
    case kLinkCooked:
    case kLinkIpv4:
    case kLinkIpv6:
    case kLinkCooked2:
      return true;
    default:
      return false;
  }
}

PacketContent parse_packet(const Packet& packet, TcpSegment& segment) {
  const Layers layers{packet.bytes, packet.original_length};
  switch (packet.link_type) {
    case kLinkEthernet:
      return parse_fixed(layers, 14, 12, segment);
    case kLinkCooked:
      return parse_fixed(layers, 16, 14, segment);
    case kLinkCooked2:
      return parse_fixed(layers, 20, 0, segment);
    case kLinkNull:
    case kLinkLoop:
      return parse_loopback(layers, segment);
    case kLinkPpp:
      return parse_ppp(layers, segment);
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkRaw:
    case kLinkIpv4:
    case kLinkIpv6:
      return parse_ip(layers.bytes, layers.original, segment);
    default:
      return PacketContent::UnknownLink;
  }
}

}  // namespace ws101::wsdump
