// What wsdump makes of text: the files of tests/formats, the formats one by one, the traps, and random bytes printed.
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "pasted.hpp"

#ifndef WS101_TEST_DATA
#define WS101_TEST_DATA "tests"
#endif

namespace {

using namespace ws101::wsdump;
using pasted::all;
using pasted::kHello;
using pasted::kReply;
using pasted::refused;

std::string hex(const std::vector<std::uint8_t>& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string file(const std::string& name) {
  std::ifstream in(std::string(WS101_TEST_DATA) + "/formats/" + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

Reading read(std::string_view text, std::string_view format = {}) {
  ReadOptions options;
  options.format = format;
  auto result = read_text(text, options);
  if (const auto* error = std::get_if<ReadError>(&result)) {
    FAIL("not read: " << text.substr(0, 200) << "\n" << error->message << " (" << error->hint << ")");
  }
  return std::get<Reading>(std::move(result));
}

bool noted(const Reading& reading, std::string_view words) {
  for (const std::string& note : reading.notes) {
    if (note.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("formats: every file that holds the masked Hello gives its bytes") {
  const std::string name = GENERATE(
      as<std::string>{}, "01-plain.hex", "02-spaced-upper.txt", "03-colons.txt", "05-xxd-i-c-array.c",
      "06-0x-commas.txt", "08-backslash-x.txt", "09-python-repr.txt", "12-node-buffer.txt",
      "14-node-uint8array.txt", "16-xxd.txt", "17-xxd-bits.txt", "18-hexdump-C.txt",
      "19-hexdump-default-words-TRAP.txt", "20-od-tx1.txt", "23-tcpdump-X.txt", "24-tcpdump-XX.txt",
      "25-tcpdump-x.txt", "26-tshark-x.txt", "31-wireshark-copy-hex-ascii-dump-frame.txt",
      "34-wireshark-copy-hex-stream-tcp-payload.txt", "37-base64.txt", "39-go-percent-v.txt", "44-bits.txt",
      "48-strace.txt", "51-comments-and-labels.txt", "hello.bin");
  INFO(name);
  const Reading reading = read(file(name));
  REQUIRE(reading.chunks.size() == 1);
  CHECK(hex(reading.chunks[0].bytes) == kHello);
  CHECK_FALSE(reading.incomplete);
}

TEST_CASE("formats: the other files") {
  CHECK(all(read(file("16b-xxd-two.txt"))) == kHello + kReply);
  CHECK(all(read(file("two.bin"))) == kHello + kReply);
  CHECK(all(read(file("50-two-directions-arrows.txt"))) == ">" + kHello + "<" + kReply);

  const Reading cut = read(file("15-node-buffer-truncated.txt"));
  std::string letters;
  for (int i = 0; i < 32; ++i) letters += "41";
  CHECK(all(cut) == kHello + kReply + letters);
  CHECK(cut.incomplete);
  CHECK(cut.missing == "28 more bytes");

  const Reading star = read(file("18b-hexdump-C-star-TRAP.txt"));
  CHECK(star.chunks.at(0).bytes.size() == 100);
  CHECK(noted(star, "32 bytes"));

  CHECK(noted(read(file("19-hexdump-default-words-TRAP.txt")), "swapped"));
  CHECK(noted(read(file("23-tcpdump-X.txt")), "skipped 52 bytes"));
  CHECK(noted(read(file("24-tcpdump-XX.txt")), "skipped 66 bytes"));
  CHECK(refused(file("22-od-default-octal-words-TRAP.txt")).hint.find("od -An -tx1") != std::string::npos);
  CHECK(refused(file("22c-od-c.txt")).hint.find("od -An -tx1") != std::string::npos);

  const Reading follow = read(file("28-tshark-follow-hex.txt"));
  REQUIRE(follow.chunks.size() == 6);
  CHECK(follow.chunks[0].from == Direction::Client);
  CHECK(follow.chunks[1].from == Direction::Server);
  CHECK(follow.chunks[0].bytes.size() == 0x99);
  CHECK(hex(follow.chunks[2].bytes) == kHello);
  CHECK(hex(follow.chunks[5].bytes) == "880503e8627965");

  for (const char* name : {"stream-client.bin", "stream-server.bin"}) {
    const Reading stream = read(file(name));
    CHECK(stream.format == "raw");
    CHECK(stream.chunks.at(0).bytes.size() == file(name).size());
  }
  const Reading netlog = read(file("62-chromium-netlog-off.json"));
  CHECK(netlog.is_capture);
  CHECK(netlog.format == "netlog");
}

TEST_CASE("tcpdump: packets keep their headers and times for reassembly") {
  const Reading reading = read(file("24-tcpdump-XX.txt"));
  REQUIRE(reading.packets.size() == 1);
  CHECK(reading.packets[0].link == Link::Ethernet);
  CHECK(reading.packets[0].bytes.size() == 77);
  REQUIRE(reading.packets[0].time.has_value());
  CHECK(*reading.packets[0].time == Approx(1 * 3600 + 46 * 60 + 23.930830));
  CHECK(read(file("25-tcpdump-x.txt")).packets.at(0).link == Link::RawIp);
}

TEST_CASE("strace: vectors, resumed calls, cut strings") {
  CHECK(
      all(read("writev(3, [{iov_base=\"\\201\\5\", iov_len=2}, {iov_base=\"Hello\", iov_len=5}], 2) = 7")) ==
      kReply);
  CHECK(all(read("1234  read(4, <unfinished ...>\n1234  <... read resumed>\"\\201\\5Hello\", 4096) = 7\n")) ==
        kReply);
  const Reading cut = read(
      "write(3<socket:[1]>, \"\\x81\\x05\\x48\\x65\\x6c\"..., 7) = 7\nwrite(3, \"\\x89\\x00\", 2) = 2\n");
  CHECK(cut.incomplete);
  REQUIRE(cut.chunks.size() == 2);
  CHECK(cut.chunks[1].gap_before == 2);
}

TEST_CASE("strace: a descriptor that is connected again is another stream") {
  const Reading reading = read(
      "read(3, \"\\177ELF\", 832) = 4\nclose(3) = 0\nconnect(3, {sa_family=AF_INET}, 16) = 0\n"
      "write(3, \"\\201\\5Hello\", 7) = 7\n");
  CHECK(all(reading) == kReply);
  CHECK(reading.chunks.size() == 1);
}

TEST_CASE("dumps: a step of the offsets is a gap, an earlier offset another dump") {
  const Reading gap = read("00000000: 8105 4865 6c6c 6f  ..Hello\n00000020: 8105 4865 6c6c 6f  ..Hello");
  REQUIRE(gap.chunks.size() == 2);
  CHECK(gap.chunks[1].gap_before == 0x20 - 7);
  CHECK(gap.incomplete);
  const Reading two = read(
      "00000000  81 05 48 65 6c 6c 6f                              |..Hello|\n00000007\n"
      "00000000  81 00                                             |..|\n00000002\n");
  CHECK(all(two) == kReply + "8100");
}

TEST_CASE("traps: refused with the reason") {
  CHECK(refused("").message.find("empty") != std::string::npos);
  CHECK(refused(" \n").message.find("blanks") != std::string::npos);
  CHECK(refused("8105486").message.find("odd number") != std::string::npos);
  CHECK(refused("8105486").column == 7);
  const ReadError odd = refused("81 05\n48 6\n65");
  CHECK(odd.line == 2);
  CHECK(odd.column == 4);
  CHECK(refused("16030100050102030405").message.find("TLS") != std::string::npos);
  CHECK(refused("17 03 03 00 13").message.find("TLS") != std::string::npos);
  CHECK(refused("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a").message.find("HTTP/2") !=
        std::string::npos);
  CHECK(refused("000012040000000000000300000064000400100000000600004000").message.find("HTTP/2") !=
        std::string::npos);
  const ReadError stranger = refused("81 05 48 65\n6c 6c zz");
  CHECK(stranger.line == 2);
  CHECK(stranger.column == 7);
  CHECK(refused("[0x81, 0x05, 300]").column == 14);
  CHECK(refused("hello").message.find("\"hello\"") != std::string::npos);
  CHECK(refused("01:46:23.930830 IP 127.0.0.1.38298 > 127.0.0.1.9401: Flags [P.], length "
                "11\nE..?.V@.@.c`....7.!=..MQX\n")
            .hint.find("-XX") != std::string::npos);
  CHECK(refused("Follow: tcp,ascii\nFilter: tcp.stream eq 0\n").hint.find("follow,tcp,raw") !=
        std::string::npos);
}

TEST_CASE("ambiguity: the frames decide, or it is a question") {
  const ReadError question = refused("10 20 30");
  CHECK(question.message.find("decimal") != std::string::npos);
  CHECK(question.hint.find("--format hex") != std::string::npos);
  CHECK(all(read("10 20 30", "hex")) == "102030");
  CHECK(all(read("10 20 30", "decimal")) == "0a141e");
  CHECK(all(read("81 01 41")) == "810141");
}

TEST_CASE("hex of hex is decoded twice and said to be") {
  const Reading reading = read("3831303534383635366336633666");
  CHECK(all(reading) == kReply);
  CHECK(noted(reading, "decoded twice"));
}

TEST_CASE("read_text: random texts neither crash nor hang") {
  std::mt19937 random(7);
  const std::string alphabet = "0123456789abcdefx:;,.-+*#/\\\"'<>[](){}|=%$& \t\n\rQHello";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t size = random() % 120;
    for (std::size_t i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
    const auto result = read_text(text);
    CHECK(result.index() < 2);
  }
}

TEST_CASE("read_text: damaged copies of real inputs neither crash nor hang") {
  std::mt19937 random(11);
  for (const char* name : {"05-xxd-i-c-array.c", "18b-hexdump-C-star-TRAP.txt", "23-tcpdump-X.txt",
                           "26-tshark-x.txt", "28-tshark-follow-hex.txt", "48-strace.txt",
                           "51-comments-and-labels.txt", "15-node-buffer-truncated.txt"}) {
    const std::string whole = file(name);
    for (int round = 0; round < 200; ++round) {
      std::string text = whole;
      for (unsigned i = random() % 4 + 1; i > 0; --i) {
        const std::size_t at = random() % text.size();
        switch (random() % 3) {
          case 0:
            text.erase(at, random() % 9);
            break;
          case 1:
            text.insert(at, text.substr(random() % text.size(), random() % 30));
            break;
          default:
            text[at] = static_cast<char>(random() % 256);
            break;
        }
        if (text.empty()) text = "8";
      }
      const auto result = read_text(text);
      CHECK(result.index() < 2);
    }
  }
}

TEST_CASE("dots cut a paste, and what follows does not continue it") {
  const Reading cut = read("81 85 37 fa 21 3d ... 51 58");
  CHECK(all(cut) == kHello.substr(0, 12));
  CHECK(cut.incomplete);
  CHECK(read("818537fa213d7f9f4d5158... (truncated)").incomplete);

  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "81 05 48 65 6c 6c 6f ... ";
  const Reading first = read(many);
  CHECK(all(first) == kReply);
  CHECK(first.incomplete);
}

TEST_CASE("UTF-16 with the high byte first and without a mark") {
  std::string wide;
  for (const char c : kHello) wide += {'\0', c};
  CHECK(all(read(wide)) == kHello);
}

TEST_CASE("gdb's <repeats N times> stands for bytes, but not for gigabytes") {
  const std::string begun = "$1 = {0x81, 0x7e, 0x0, 0xc8, ";
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "41";
  CHECK(all(read(begun + "0x41 <repeats 200 times>}")) == "817e00c8" + letters);
  const auto error = refused(begun + "0x41 <repeats 1000000 times>, 0x42 <repeats 1000000 times>}");
  CHECK(error.message.find("expected") != std::string::npos);
}
