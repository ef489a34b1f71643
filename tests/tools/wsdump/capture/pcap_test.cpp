// Classic pcap files: byte orders, resolutions, damage, and every way of cutting the input.
#include "wsdump/capture/pcap.hpp"

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using wsdump::ReadStatus;

namespace {

const Bytes kPacket = ethernet(ipv4({}));

struct Opened {
  explicit Opened(Bytes file, std::size_t piece = SIZE_MAX)
      : bytes(std::move(file)), source(bytes, piece), window(source), reader(wsdump::open_capture(window)) {}
  Bytes bytes;
  wsdump::MemorySource source;
  wsdump::ByteWindow window;
  std::unique_ptr<wsdump::CaptureReader> reader;
};

}  // namespace

TEST_CASE("A pcap file is read in either byte order and resolution") {
  const bool big = GENERATE(false, true);
  const bool nano = GENERATE(false, true);
  const Bytes file = pcap_header(nano ? 0xa1b23c4d : 0xa1b2c3d4, big, 113) +
                     pcap_record(kPacket, 1700000000, 123456, big, 2000) + pcap_record({}, 1, 0, big);
  Opened capture(file, GENERATE(std::size_t{1}, SIZE_MAX));
  wsdump::Packet packet;
  REQUIRE(capture.reader->format() == "pcap");
  REQUIRE(capture.reader->next(packet) == ReadStatus::Packet);
  CHECK(packet.info.number == 1);
  CHECK(packet.info.time_ns == 1700000000'000000000 + (nano ? 123456 : 123456000));
  CHECK(packet.link_type == 113);
  CHECK(Bytes(packet.bytes.begin(), packet.bytes.end()) == kPacket);
  CHECK(packet.original_length == 2000);
  REQUIRE(capture.reader->next(packet) == ReadStatus::Packet);
  CHECK(packet.info.number == 2);
  CHECK(packet.bytes.empty());
  CHECK(capture.reader->next(packet) == ReadStatus::End);
  CHECK(capture.reader->next(packet) == ReadStatus::End);
}

TEST_CASE("The modified pcap format has eight more bytes before each packet") {
  Bytes record = pcap_record(kPacket);
  record.insert(record.begin() + 16, 8, 0xee);
  Opened capture(pcap_header(0xa1b2cd34) + record + record);
  wsdump::Packet packet;
  REQUIRE(capture.reader->next(packet) == ReadStatus::Packet);
  REQUIRE(capture.reader->next(packet) == ReadStatus::Packet);
  CHECK(Bytes(packet.bytes.begin(), packet.bytes.end()) == kPacket);
}

TEST_CASE("A pcap file cut anywhere gives every whole packet, then says that it is incomplete") {
  const Bytes whole = pcap_header() + pcap_record(kPacket) + pcap_record(kPacket);
  const std::size_t one = pcap_record(kPacket).size();
  for (std::size_t length = 4; length < whole.size(); ++length) {
    CAPTURE(length);
    Opened capture(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    wsdump::Packet packet;
    std::size_t packets = 0;
    ReadStatus status = ReadStatus::Packet;
    while ((status = capture.reader->next(packet)) == ReadStatus::Packet) ++packets;
    CHECK(packets == (length < 24 + one ? 0 : 1));
    const bool between = length == 24 || length == 24 + one;
    CHECK(status == (between ? ReadStatus::End : ReadStatus::Incomplete));
    CHECK(capture.reader->problem().empty() == between);
  }
}

TEST_CASE("A cut packet is named with its place and how much of it there is") {
  const Bytes whole = pcap_header() + pcap_record(kPacket);
  Opened capture(Bytes(whole.begin(), whole.end() - 10));
  wsdump::Packet packet;
  REQUIRE(capture.reader->next(packet) == ReadStatus::Incomplete);
  CHECK(capture.reader->problem() == "the file ends inside packet 1 at byte 24: expected 70 bytes, got 60");
}

TEST_CASE("A captured length beyond belief is refused before anything is allocated") {
  Bytes file = pcap_header() + pcap_record(kPacket);
  file[24 + 11] = 0xff;
  Opened capture(file);
  wsdump::Packet packet;
  REQUIRE(capture.reader->next(packet) == ReadStatus::Damaged);
  CHECK(capture.reader->problem() ==
        "expected a captured length of at most 16777216 for packet 1 at byte 32, got 4278190134");
}

TEST_CASE("Something that is no capture is refused with what came") {
  Opened capture(bytes_of("hello"));
  wsdump::Packet packet;
  REQUIRE(capture.reader->next(packet) == ReadStatus::Damaged);
  CHECK(capture.reader->problem() ==
        "expected the magic number of a pcap or pcapng file at byte 0, got 0x68656c6c");
  Opened gzip({0x1f, 0x8b, 8, 0});
  REQUIRE(gzip.reader->next(packet) == ReadStatus::Damaged);
  CHECK(gzip.reader->problem().find("gunzip") != std::string::npos);
  Opened empty({});
  CHECK(empty.reader->next(packet) == ReadStatus::Incomplete);
}

TEST_CASE("A packet is delivered as soon as its last byte has come") {
  // A source that fails the test when it is asked for more than what the first packet needs.
  struct Live : wsdump::ByteSource {
    Bytes bytes = pcap_header() + pcap_record(kPacket);
    std::size_t at = 0;
    std::size_t read(std::span<std::uint8_t> into) override {
      REQUIRE(at < bytes.size());
      const std::size_t count = std::min<std::size_t>({into.size(), 7, bytes.size() - at});
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
      at += count;
      return count;
    }
  } live;
  wsdump::ByteWindow window(live);
  const auto reader = wsdump::open_capture(window);
  wsdump::Packet packet;
  CHECK(reader->next(packet) == ReadStatus::Packet);
}
