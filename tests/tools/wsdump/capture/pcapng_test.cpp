// pcapng files: sections, interfaces and their clocks, all packet blocks, damage.
#include "wsdump/capture/pcapng.hpp"

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using wsdump::ReadStatus;
using wsdump::timestamp_ns;

namespace {

const Bytes kPacket = ethernet(ipv4({}));

struct Read {
  std::vector<wsdump::Packet> packets;  // without their bytes
  std::vector<std::size_t> sizes;
  ReadStatus status = ReadStatus::End;
  std::string problem;
  std::uint64_t secrets = 0;
};

Read read_all(const Bytes& file, std::size_t piece = SIZE_MAX) {
  wsdump::MemorySource source(file, piece);
  wsdump::ByteWindow window(source);
  const auto reader = wsdump::open_capture(window);
  Read read;
  wsdump::Packet packet;
  while ((read.status = reader->next(packet)) == ReadStatus::Packet) {
    read.sizes.push_back(packet.bytes.size());
    read.packets.push_back(packet);
    read.packets.back().bytes = {};
  }
  read.problem = reader->problem();
  read.secrets = reader->secrets_blocks();
  return read;
}

}  // namespace

TEST_CASE("Time stamps of every resolution become nanoseconds") {
  CHECK(timestamp_ns(1'500'000, 6, 0) == 1'500'000'000);
  CHECK(timestamp_ns(1'500'000'000, 9, 0) == 1'500'000'000);
  CHECK(timestamp_ns(15, 1, 0) == 1'500'000'000);
  CHECK(timestamp_ns(7, 0, 0) == 7'000'000'000);
  CHECK(timestamp_ns(1'500'000'000'000, 12, 0) == 1'500'000'000);
  CHECK(timestamp_ns(15'000'000'000'000'000'000U, 19, 0) == 1'500'000'000);
  CHECK(timestamp_ns(15'000'000'000'000'000'000U, 20, 0) == 150'000'000);
  CHECK(timestamp_ns(15'000'000'000'000'000'000U, 127, 0) == 0);
  CHECK(timestamp_ns(3, 0x80 | 1, 0) == 1'500'000'000);
  CHECK(timestamp_ns((std::uint64_t{1} << 40) + (std::uint64_t{1} << 39), 0x80 | 40, 0) == 1'500'000'000);
  CHECK(timestamp_ns(std::uint64_t{1} << 63, 0x80 | 64, 0) == 500'000'000);
  CHECK(timestamp_ns(~std::uint64_t{0}, 0x80 | 127, 0) == 0);
  CHECK(timestamp_ns(1'000'000, 6, 1000) == 1'001'000'000'000);
  CHECK(timestamp_ns(1'000'000, 6, -1000) == 0);
  CHECK(timestamp_ns(~std::uint64_t{0}, 0, INT64_MAX) <= wsdump::kMaxTime);
  CHECK(timestamp_ns(~std::uint64_t{0}, 0, INT64_MIN) >= 0);
}

TEST_CASE("Every packet block is read, in either byte order, in pieces of any size") {
  const bool big = GENERATE(false, true);
  const std::size_t piece = GENERATE(std::size_t{1}, std::size_t{13}, SIZE_MAX);
  const Bytes obsolete = pcapng_block(2,
                                      number(1, 2, big) + zeros(2) + number(0, 4, big) + number(5, 4, big) +
                                          number(kPacket.size(), 4, big) + number(1500, 4, big) + kPacket,
                                      big);
  const Bytes simple =
      pcapng_block(3, number(1500, 4, big) + Bytes(kPacket.begin(), kPacket.begin() + 20), big);
  const Bytes file =
      section(big) + interface_block(1, {}, big, 20) +
      interface_block(113, option(9, {9}, big) + option(14, number(100, 8, big), big) + zeros(4), big) +
      pcapng_block(5, zeros(12), big) + pcapng_block(10, bytes_of("secret keys"), big) +
      enhanced(kPacket, 1'000'000, 0, big, 99) + enhanced(kPacket, 7, 1, big) + obsolete + simple +
      section(!big) + interface_block(101, {}, !big) + enhanced(kPacket, 2'000'000, 0, !big);
  const Read read = read_all(file, piece);
  REQUIRE(read.status == ReadStatus::End);
  REQUIRE(read.packets.size() == 5);
  CHECK(read.packets[0].info.time_ns == 1'000'000'000);
  CHECK(read.packets[0].original_length == 99);
  CHECK(read.packets[0].link_type == 1);
  CHECK(read.packets[1].info.time_ns == 100'000'000'007);
  CHECK(read.packets[1].link_type == 113);
  CHECK(read.packets[2].info.time_ns == 100'000'000'005);
  CHECK(read.packets[2].original_length == 1500);
  CHECK(read.packets[3].info.time_ns == wsdump::kNoTime);
  CHECK(read.packets[3].original_length == 1500);
  CHECK(read.sizes ==
        std::vector<std::size_t>{kPacket.size(), kPacket.size(), kPacket.size(), 20, kPacket.size()});
  CHECK(read.packets[4].info.number == 5);
  CHECK(read.packets[4].link_type == 101);
  CHECK(read.packets[4].info.time_ns == 2'000'000'000);
  CHECK(read.secrets == 1);
}

TEST_CASE("A pcapng file cut anywhere gives every whole packet, then says that it is incomplete") {
  const std::vector<Bytes> blocks = {section(), interface_block(), enhanced(kPacket, 1),
                                     pcapng_block(4711, zeros(40)), enhanced(kPacket, 2)};
  Bytes file;
  std::vector<std::size_t> ends = {0};
  for (const Bytes& block : blocks) {
    file = file + block;
    ends.push_back(file.size());
  }
  for (std::size_t length = 4; length < file.size(); ++length) {
    CAPTURE(length);
    const Read read = read_all(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));
    const bool between = std::count(ends.begin(), ends.end(), length) > 0;
    CHECK(read.status == (between ? ReadStatus::End : ReadStatus::Incomplete));
    CHECK(read.packets.size() == (length >= ends[3] ? 1 : 0));
  }
}

TEST_CASE("Damage in a pcapng file is told with its place") {
  const Bytes head = section() + interface_block();
  SECTION("the length behind a block is another than before it") {
    Bytes file = head + enhanced(kPacket, 1);
    file[file.size() - 4] ^= 4;
    const Read read = read_all(file);
    CHECK(read.status == ReadStatus::Damaged);
    CHECK(read.problem == "expected the block length 88 again at byte 132, got 92");
  }
  SECTION("an interface that was never described") {
    const Read read = read_all(head + enhanced(kPacket, 1) + enhanced(kPacket, 1, 3));
    CHECK(read.status == ReadStatus::Damaged);
    CHECK(read.packets.size() == 1);
    CHECK(read.problem == "expected an interface number below 1 at byte 144, got 3");
  }
  SECTION("a length that is no multiple of four") {
    Bytes file = head + enhanced(kPacket, 1);
    file[52] = 87;
    CHECK(read_all(file).status == ReadStatus::Damaged);
  }
  SECTION("a captured length beyond its block") {
    Bytes file = head + enhanced(kPacket, 1);
    file[head.size() + 20] = 200;
    CHECK(read_all(file).problem == "expected a captured length of at most 56 at byte 68, got 200");
  }
  SECTION("a block of gigabytes") {
    Bytes file = head + enhanced(kPacket, 1);
    file[head.size() + 7] = 0x7f;
    CHECK(read_all(file).status == ReadStatus::Damaged);
  }
  SECTION("a byte-order magic that is none") {
    Bytes file = head;
    file[8] = 0;
    CHECK(read_all(file).problem == "expected the byte-order magic 1a2b3c4d or 4d3c2b1a at byte 8");
  }
}
