// From a captured packet to the TCP segment in it: parses the link layer; IP and TCP are in ip.hpp.
#pragma once

#include "wsdump/capture/ip.hpp"
#include "wsdump/capture/packet.hpp"

namespace ws101::wsdump {

// True if this link type is supported.
bool link_type_known(std::uint32_t link_type);

// The content of a packet: fills `segment` and returns Tcp, or says why there is no TCP segment. Supports
// Ethernet with any stack of VLAN tags (and PPPoE), Linux cooked v1 and v2, raw IP, BSD loopback, PPP.
PacketContent parse_packet(const Packet& packet, TcpSegment& segment);

}  // namespace ws101::wsdump
