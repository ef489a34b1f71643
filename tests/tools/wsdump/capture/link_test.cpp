// Link layers, VLAN tags, IPv4 and IPv6, down to the TCP segment.
#include "wsdump/capture/link.hpp"

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using wsdump::PacketContent;

namespace {

struct Parsed {
  PacketContent content;
  wsdump::TcpSegment segment;
  std::string payload() const { return {segment.payload.begin(), segment.payload.end()}; }
};

Parsed parse(std::uint32_t link, const Bytes& bytes, std::uint64_t original = 0) {
  Parsed parsed{};
  parsed.content =
      wsdump::parse_packet({{}, link, bytes, original == 0 ? bytes.size() : original}, parsed.segment);
  return parsed;
}

const SegmentSpec kHello = {true, 1000, 2000, 0x18, "Hello"};
const Bytes kIp = ipv4(kHello);

}  // namespace

TEST_CASE("A TCP segment is found under every link layer") {
  const Bytes v6 = ipv6(kHello);
  const Bytes tag = number(5, 2) + number(0x0800, 2);
  struct Case {
    const char* name;
    std::uint32_t link;
    Bytes bytes;
    bool is_v6;
  };
  const std::vector<Case> cases = {
      {"Ethernet", 1, ethernet(kIp), false},
      {"Ethernet, IPv6", 1, ethernet(v6, 0x86dd), true},
      {"802.1Q", 1, ethernet(tag + kIp, 0x8100), false},
      {"QinQ", 1, ethernet(number(7, 2) + number(0x8100, 2) + tag + kIp, 0x88a8), false},
      {"PPPoE", 1, ethernet(zeros(6) + number(0x21, 2) + kIp, 0x8864), false},
      {"cooked", 113, zeros(14) + number(0x0800, 2) + kIp, false},
      {"cooked, VLAN", 113, zeros(14) + number(0x8100, 2) + tag + kIp, false},
      {"cooked v2", 276, number(0x86dd, 2) + zeros(18) + v6, true},
      {"raw", 101, kIp, false},
      {"raw, IPv6", 101, v6, true},
      {"raw BSD", 12, kIp, false},
      {"raw OpenBSD", 14, kIp, false},
      {"IPv4", 228, kIp, false},
      {"IPv6", 229, v6, true},
      {"null", 0, number(2, 4, false) + kIp, false},
      {"null of macOS, IPv6", 0, number(30, 4, false) + v6, true},
      {"loop", 108, number(24, 4) + v6, true},
      {"PPP", 9, Bytes{0xff, 0x03, 0x00, 0x21} + kIp, false},
      {"PPP, compressed", 9, Bytes{0x57} + v6, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Parsed parsed = parse(c.link, c.bytes);
    REQUIRE(parsed.content == PacketContent::Tcp);
    CHECK(wsdump::link_type_known(c.link));
    CHECK(parsed.segment.source.text() == (c.is_v6 ? "[::1]:50000" : "10.0.0.1:50000"));
    CHECK(parsed.segment.destination.text() == (c.is_v6 ? "[::2]:80" : "10.0.0.2:80"));
    CHECK(parsed.segment.sequence == 1000);
    CHECK(parsed.segment.acknowledgement == 2000);
    CHECK(parsed.segment.flags == 0x18);
    CHECK(parsed.payload() == "Hello");
    CHECK(parsed.segment.payload_length == 5);
    // Every shorter capture of it is either a cut header or a cut payload whose true length is known.
    for (std::size_t length = 0; length < c.bytes.size(); ++length) {
      CAPTURE(length);
      const Bytes cut(c.bytes.begin(), c.bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const Parsed less = parse(c.link, cut, c.bytes.size());
      if (length + 5 >= c.bytes.size()) {
        REQUIRE(less.content == PacketContent::Tcp);
        CHECK(less.segment.payload_length == 5);
        CHECK(less.payload() == std::string("Hello").substr(0, length + 5 - c.bytes.size()));
      } else {
        CHECK(less.content == PacketContent::CutHeader);
      }
    }
  }
}

TEST_CASE("The padding of short Ethernet frames is no payload") {
  const Parsed parsed = parse(1, ethernet(ipv4({true, 1, 1, 0x10, ""})) + zeros(6));
  REQUIRE(parsed.content == PacketContent::Tcp);
  CHECK(parsed.segment.payload_length == 0);
}

TEST_CASE("A total length of 0, left by segmentation offload, means all that was captured") {
  Bytes v4 = kIp;
  v4[2] = v4[3] = 0;
  CHECK(parse(101, v4).payload() == "Hello");
  CHECK(parse(101, v4, 70000).segment.payload_length == 70000 - 40);
  Bytes v6 = ipv6(kHello);
  v6[4] = v6[5] = 0;
  CHECK(parse(101, v6).payload() == "Hello");
}

TEST_CASE("Options of IPv4 and TCP are stepped over") {
  CHECK(parse(101, ipv4(kHello, 10)).payload() == "Hello");
  Bytes ip = ipv4(kHello);
  ip.resize(20);
  ip = ip + tcp(kHello, 10);
  ip[3] = static_cast<std::uint8_t>(ip.size());
  CHECK(parse(101, ip).payload() == "Hello");
}

TEST_CASE("IPv6 extension headers are stepped over") {
  const Bytes hop = Bytes{60, 0} + zeros(6);           // hop-by-hop, then destination options
  const Bytes destination = Bytes{51, 1} + zeros(14);  // 16 bytes, then an authentication header
  const Bytes authentication = Bytes{44, 1} + zeros(10);
  const Bytes atomic = Bytes{6, 0, 0, 0, 1, 2, 3, 4};  // a fragment header with nothing before or after
  CHECK(parse(101, ipv6(kHello, 0, hop + destination + authentication + atomic)).payload() == "Hello");
  const Bytes fragment = Bytes{6, 0, 0, 1, 1, 2, 3, 4};
  CHECK(parse(101, ipv6(kHello, 44, fragment)).content == PacketContent::Fragment);
  Bytes endless;
  for (int i = 0; i < 17; ++i) endless = endless + Bytes{0, 0} + zeros(6);
  CHECK(parse(101, ipv6(kHello, 0, endless)).content == PacketContent::BadHeader);
}

TEST_CASE("What carries no TCP segment says why") {
  CHECK(parse(105, kIp).content == PacketContent::UnknownLink);
  CHECK_FALSE(wsdump::link_type_known(105));
  CHECK(parse(1, ethernet(kIp, 0x0806)).content == PacketContent::NotIp);
  CHECK(parse(101, ipv4(kHello, 0, 0, 17)).content == PacketContent::NotTcp);
  CHECK(parse(101, ipv4(kHello, 0, 0x2000)).content == PacketContent::Fragment);
  CHECK(parse(101, ipv4(kHello, 0, 0x0001)).content == PacketContent::Fragment);
  Bytes short_header = kIp;
  short_header[0] = 0x44;
  CHECK(parse(101, short_header).content == PacketContent::BadHeader);
  Bytes long_offset = kIp;
  long_offset[32] = 0xf0;
  CHECK(parse(101, long_offset).content == PacketContent::BadHeader);
}
