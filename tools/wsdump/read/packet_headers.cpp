// Only as much of the headers as finding the payload needs; streams are put together elsewhere.
#include "wsdump/read/packet_headers.hpp"

#include <algorithm>

namespace ws101::wsdump::input {
namespace {

using Bytes = std::span<const std::uint8_t>;

std::size_t word(Bytes b, std::size_t at) {
  return static_cast<std::size_t>(b[at] << 8 | b[at + 1]);
}

bool checksum_is_right(Bytes header) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i + 1 < header.size(); i += 2) sum += static_cast<std::uint32_t>(word(header, i));
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return sum == 0xffff;
}

std::string text_of(Bytes b, std::size_t at, std::size_t count) {
  return {reinterpret_cast<const char*>(b.data()) + at, count};
}

std::optional<TcpPayload> parse_ip(Bytes packet, std::size_t at) {
  const Bytes ip = packet.subspan(at);
  TcpPayload out;
  out.link_length = at;
  if (ip.size() < 20) return std::nullopt;
  std::size_t total = 0;
  std::size_t addresses = 0;
  std::size_t address_size = 0;
  if (ip[0] >> 4 == 4) {
    out.ip_length = static_cast<std::size_t>(ip[0] & 15) * 4;
    total = word(ip, 2);
    if (out.ip_length < 20 || ip.size() < out.ip_length || ip[9] != 6) return std::nullopt;
    if ((word(ip, 6) & 0x1fff) != 0) return std::nullopt;  // a later IP fragment has no TCP header
    out.certain = checksum_is_right(ip.first(out.ip_length)) || total == ip.size();
    addresses = 12;
    address_size = 4;
  } else if (ip[0] >> 4 == 6 && ip.size() >= 40) {
    out.ip_version = 6;
    out.ip_length = 40;
    total = 40 + word(ip, 4);
    if (ip[6] != 6) return std::nullopt;
    out.certain = total == ip.size() && ip.size() >= 60;
    addresses = 8;
    address_size = 16;
  } else {
    return std::nullopt;
  }
  if (total == 0) total = ip.size();  // segmentation offload leaves it empty
  if (ip.size() < out.ip_length + 20 || total < out.ip_length + 20) return std::nullopt;
  const Bytes tcp = ip.subspan(out.ip_length);
  out.tcp_length = static_cast<std::size_t>(tcp[12] >> 4) * 4;
  const std::size_t headers = out.ip_length + out.tcp_length;
  if (out.tcp_length < 20 || total < headers || ip.size() < headers) return std::nullopt;
  const std::size_t captured = std::min(total, ip.size());
  out.begin = at + headers;
  out.size = captured - headers;
  out.cut = total - captured;
  out.sender = text_of(ip, addresses, address_size) + text_of(tcp, 0, 2);
  out.receiver = text_of(ip, addresses + address_size, address_size) + text_of(tcp, 2, 2);
  return out;
}

bool is_ip_type(std::size_t type) {
  return type == 0x0800 || type == 0x86dd;
}

}  // namespace

std::optional<TcpPayload> find_tcp_payload(Bytes packet) {
  const auto with = [&](Link link, std::size_t at) -> std::optional<TcpPayload> {
    if (packet.size() <= at) return std::nullopt;
    auto payload = parse_ip(packet, at);
    if (payload) payload->link = link;
    return payload;
  };
  if (auto payload = with(Link::RawIp, 0)) return payload;
  if (packet.size() < 24) return std::nullopt;
  std::size_t type_at = 12;
  while (type_at <= 20 && packet.size() > type_at + 6 &&
         (word(packet, type_at) == 0x8100 || word(packet, type_at) == 0x88a8)) {
    type_at += 4;  // VLAN tags
  }
  if (is_ip_type(word(packet, type_at))) {
    if (auto payload = with(Link::Ethernet, type_at + 2)) return payload;
  }
  if (is_ip_type(word(packet, 14))) {
    if (auto payload = with(Link::LinuxCooked, 16)) return payload;
  }
  if (is_ip_type(word(packet, 0))) {
    if (auto payload = with(Link::LinuxCooked2, 20)) return payload;
  }
  const bool null_family = (packet[0] != 0 && packet[1] == 0 && packet[2] == 0 && packet[3] == 0) ||
                           (packet[0] == 0 && packet[1] == 0 && packet[2] == 0 && packet[3] != 0);
  if (null_family) return with(Link::Loopback, 4);
  return std::nullopt;
}

std::string describe_headers(const TcpPayload& payload) {
  std::string parts;
  switch (payload.link) {
    case Link::Ethernet:
      parts = "Ethernet ";
      break;
    case Link::LinuxCooked:
    case Link::LinuxCooked2:
      parts = "Linux cooked ";
      break;
    case Link::Loopback:
      parts = "loopback ";
      break;
    case Link::RawIp:
    case Link::Unknown:
      break;
  }
  if (!parts.empty()) parts += std::to_string(payload.link_length) + ", ";
  return std::to_string(payload.begin) + " bytes of headers (" + parts + "IPv" +
         std::to_string(payload.ip_version) + " " + std::to_string(payload.ip_length) + ", TCP " +
         std::to_string(payload.tcp_length) + ")";
}

void split_packets(Reading& reading) {
  if (reading.packets.empty()) {
    if (reading.chunks.empty()) return;
    for (const Chunk& chunk : reading.chunks) {
      const auto payload = find_tcp_payload(chunk.bytes);
      if (!payload || !payload->certain) return;
    }
    for (Chunk& chunk : reading.chunks)
      reading.packets.push_back(PastedPacket{Link::Unknown, std::move(chunk.bytes), chunk.time});
  }
  reading.chunks.clear();
  std::size_t strangers = 0;
  std::size_t with_payload = 0;
  std::string first_sender;
  std::string first_receiver;
  std::string words;
  bool same_headers = true;
  for (PastedPacket& packet : reading.packets) {
    const auto payload = find_tcp_payload(packet.bytes);
    if (!payload) {
      ++strangers;
      continue;
    }
    packet.link = payload->link;
    if (payload->size == 0 && payload->cut == 0) continue;
    const std::string headers = describe_headers(*payload);
    same_headers &= words.empty() || words == headers;
    if (words.empty()) words = headers;
    if (first_sender.empty()) {
      first_sender = payload->sender;
      first_receiver = payload->receiver;
    }
    ++with_payload;
    Chunk chunk;
    chunk.side = payload->sender == first_sender ? 0 : 1;
    const auto begin = packet.bytes.begin() + static_cast<std::ptrdiff_t>(payload->begin);
    chunk.bytes.assign(begin, begin + static_cast<std::ptrdiff_t>(payload->size));
    chunk.time = packet.time;
    reading.chunks.push_back(std::move(chunk));
    if (payload->cut != 0) {
      reading.incomplete = true;
      reading.missing = std::to_string(payload->cut) + " bytes of a packet that was not captured whole";
    }
  }
  if (with_payload == 1) {
    reading.notes.push_back("skipped " + words);
  } else if (with_payload > 1) {
    reading.notes.push_back(
        std::to_string(with_payload) + " packets with payload: skipped " +
        (same_headers ? words + " of each" : std::string("their link, IP and TCP headers")));
  }
  if (strangers != 0) {
    reading.notes.push_back("left out " + std::to_string(strangers) +
                            (strangers == 1 ? " packet that is not TCP" : " packets that are not TCP"));
  }
}

}  // namespace ws101::wsdump::input
