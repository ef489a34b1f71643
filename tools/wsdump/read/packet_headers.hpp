// Recognises the link, IP and TCP headers in front of a payload, for packets that were pasted as text.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

struct TcpPayload {
  Link link = Link::Unknown;
  std::size_t link_length = 0;
  int ip_version = 4;
  std::size_t ip_length = 0;
  std::size_t tcp_length = 0;
  std::size_t begin = 0;  // of the payload
  std::size_t size = 0;   // as far as captured, padding left out
  std::size_t cut = 0;    // payload bytes that the capture left out
  bool certain = false;   // the IP checksum or the total length agrees
  std::string sender;     // address and port as raw bytes: equal senders compare equal
  std::string receiver;
};

// Nothing if the bytes are not TCP over IPv4 or IPv6 over one of the links.
std::optional<TcpPayload> find_tcp_payload(std::span<const std::uint8_t> packet);

// "66 bytes of headers (Ethernet 14, IPv4 20, TCP 32)"
std::string describe_headers(const TcpPayload& payload);

// Moves the TCP payloads of `reading.packets` into chunks. Chunks that are certainly packets become packets first.
void split_packets(Reading& reading);

}  // namespace ws101::wsdump::input
