// Which link a pasted packet has is not said, so each is tried: the headers behind the right one agree.
#include "wsdump/read/dumps/packets.hpp"

#include <algorithm>

#include "text/bytes.hpp"
#include "text/counted.hpp"
#include "wsdump/capture/link.hpp"
#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {
namespace {

struct TcpPacket {
  Link link = Link::Unknown;
  TcpSegment segment;
  std::size_t headers = 0;  // bytes in front of the payload
  bool certain = false;     // the lengths in the headers are those of the bytes
  bool cut = false;         // they say that bytes are missing at the end
};

struct KnownLink {
  Link link;
  std::uint32_t type;
};
constexpr KnownLink kLinks[] = {{Link::RawIp, kLinkRaw},
                                {Link::Ethernet, kLinkEthernet},
                                {Link::LinuxCooked, kLinkCooked},
                                {Link::LinuxCooked2, kLinkCooked2},
                                {Link::Loopback, kLinkNull}};

std::optional<TcpPacket> parse_as(const KnownLink& known, Bytes bytes) {
  constexpr std::size_t kShortestEthernet = 60;  // shorter frames are padded with zeros
  Packet packet;
  packet.bytes = bytes;
  packet.original_length = static_cast<std::uint32_t>(bytes.size());
  packet.link_type = known.type;
  TcpPacket found;
  found.link = known.link;
  if (parse_packet(packet, found.segment) != PacketContent::Tcp) return std::nullopt;
  const Bytes payload = found.segment.payload;
  found.headers = static_cast<std::size_t>(payload.data() - bytes.data());
  const Bytes behind = bytes.subspan(found.headers + payload.size());
  const bool padded = bytes.size() <= kShortestEthernet &&
                      std::all_of(behind.begin(), behind.end(), [](std::uint8_t b) { return b == 0; });
  found.certain = found.segment.payload_length == payload.size() && (behind.empty() || padded);
  found.cut = found.segment.payload_length > payload.size();
  return found;
}

std::optional<TcpPacket> find_tcp(Bytes bytes) {
  for (const KnownLink& known : kLinks) {
    if (const auto found = parse_as(known, bytes)) return found;
  }
  // Any other link, if the IP packet behind it ends where the bytes do.
  constexpr std::size_t kLongestLink = 32;
  for (std::size_t link = 1; link <= std::min(kLongestLink, bytes.size()); ++link) {
    auto found = parse_as(kLinks[0], bytes.subspan(link));
    if (!found || !found->certain) continue;
    found->link = Link::Unknown;
    found->headers += link;
    return found;
  }
  return std::nullopt;
}

std::string headers_in_words(const TcpPacket& packet) {
  const std::string_view link = packet.link == Link::Ethernet   ? "Ethernet, "
                                : packet.link == Link::Loopback ? "loopback, "
                                : packet.link == Link::RawIp    ? ""
                                : packet.link == Link::Unknown  ? "an unknown link, "
                                                                : "Linux cooked, ";
  return std::to_string(packet.headers) + " bytes of headers (" + std::string(link) +
         (packet.segment.source.ipv6 ? "IPv6" : "IPv4") + ", TCP)";
}

// Chunks that are all packets: no frame looks like the headers of a known link, IP and TCP, even if the snap length or
// whoever copied them has cut off the end.
void take_chunks_for_packets(Reading& reading) {
  for (const Chunk& chunk : reading.chunks) {
    const auto packet = find_tcp(chunk.bytes);
    if (!packet || !(packet->certain || packet->cut)) return;
  }
  for (Chunk& chunk : reading.chunks) {
    reading.packets.push_back(PastedPacket{Link::Unknown, std::move(chunk.bytes), chunk.time});
  }
}

// An IPv4 packet behind an Ethernet header, of which there is no more than a part of its headers.
bool ends_in_headers(Bytes bytes) {
  TcpSegment segment;
  Packet packet;
  packet.link_type = kLinkEthernet;
  packet.bytes = bytes;
  return bytes.size() > 14 && bytes[14] == 0x45 && parse_packet(packet, segment) == PacketContent::CutHeader;
}

}  // namespace

std::optional<ReadError> split_packets(Reading& reading) {
  if (reading.packets.empty() && reading.chunks.size() == 1 && ends_in_headers(reading.chunks[0].bytes)) {
    return ReadError{"expected a whole packet, got its first " +
                         counted(reading.chunks[0].bytes.size(), "byte") +
                         ": these end inside its Ethernet, IP and TCP headers",
                     "give all lines of the dump", 0, 0};
  }
  if (reading.packets.empty()) take_chunks_for_packets(reading);
  if (reading.packets.empty()) return std::nullopt;
  reading.chunks.clear();
  std::size_t strangers = 0;
  std::optional<Endpoint> first_sender;
  std::string words;
  bool same_headers = true;
  for (PastedPacket& packet : reading.packets) {
    const auto found = find_tcp(packet.bytes);
    if (!found) {
      ++strangers;
      continue;
    }
    packet.link = found->link;
    const TcpSegment& segment = found->segment;
    if (segment.payload_length == 0) continue;
    const std::string headers = headers_in_words(*found);
    same_headers &= words.empty() || words == headers;
    if (words.empty()) words = headers;
    if (!first_sender) first_sender = segment.source;
    const std::uint8_t side = segment.source == *first_sender ? 0 : 1;
    reading.chunks.push_back(
        Chunk{Direction::Unknown, side, {segment.payload.begin(), segment.payload.end()}, packet.time, 0});
    if (const std::size_t cut = segment.payload_length - segment.payload.size(); cut != 0) {
      reading.incomplete = true;
      reading.missing = std::to_string(cut) + " bytes of a packet that was not captured whole";
      if (reading.packets.size() == 1)
        add_note(reading, "the packet is cut: its last " + counted(cut, "byte") + " are missing");
    }
  }
  if (strangers == reading.packets.size()) {
    return ReadError{"expected TCP packets in " + reading.words + ", got " + std::to_string(strangers) +
                         (strangers == 1 ? " that is none" : " of which none is TCP"),
                     "give the whole packets (tshark -x, tcpdump -XX) or the capture file itself", 0, 0};
  }
  const std::string each = same_headers ? words + " of each" : std::string("their link, IP and TCP headers");
  if (reading.chunks.size() == 1) {
    reading.notes.push_back("skipped " + words);
  } else if (!reading.chunks.empty()) {
    reading.notes.push_back(std::to_string(reading.chunks.size()) + " packets with payload: skipped " + each);
  }
  if (strangers != 0)
    reading.notes.push_back("left out packets that are not TCP: " + std::to_string(strangers));
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
