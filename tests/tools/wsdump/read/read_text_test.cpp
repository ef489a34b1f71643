// What wsdump makes of text: the files of tests/formats, the formats one by one, the traps, and random bytes printed.
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "support/catch.hpp"
#include "wsdump/read/reading.hpp"

#ifndef WS101_TEST_DATA
#define WS101_TEST_DATA "tests"
#endif

namespace {

using namespace ws101::wsdump;

const std::string kHello = "818537fa213d7f9f4d5158";
const std::string kReply = "810548656c6c6f";

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

ReadError refused(std::string_view text) {
  auto result = read_text(text);
  if (const auto* reading = std::get_if<Reading>(&result)) {
    FAIL("read as " << reading->words << " instead of being refused: " << text.substr(0, 200));
  }
  return std::get<ReadError>(std::move(result));
}

std::string all(const Reading& reading) {
  std::string out;
  for (const Chunk& chunk : reading.chunks) {
    out += chunk.from == Direction::Client ? ">" : chunk.from == Direction::Server ? "<" : "";
    out += hex(chunk.bytes);
  }
  return out;
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

TEST_CASE("read_text: one stream in many notations") {
  struct Case {
    const char* text;
    std::string want;
  };
  const Case cases[] = {
      {"$1 = \"\\201\\2057\\372!=\\177\\237MQX\"\n", kHello},
      {"$2 = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58}\n", kHello},
      {"$3 = {-127, -123, 55, -6, 33, 61, 127, -97, 77, 81, 88}", kHello},
      {"$4 = {129 '\\201', 5 '\\005', 72 'H', 101 'e', 108 'l', 108 'l', 111 'o'}", kReply},
      {"0x4010 <d>:\t-127 '\\201'\t-123 '\\205'\t55 '7'\t-6 '\\372'\t33 '!'\t61 '='\t127 '\\177'\t-97 "
       "'\\237'\n"
       "0x4018 <d+8>:\t77 'M'\t81 'Q'\t88 'X'\n",
       kHello},
      {"0x4010 <data>:\t0xfa378581\t0x9f7f3d21", "818537fa213d7f9f"},
      {"0x4010 <data>:\t0201\t0205\t067\t0372\t041\t075\t0177\t0237\n0x4018 <data+8>:\t0115\t0121\t0130\n",
       kHello},
      {"0x4010 <data>:\t129\t133\t55\t250\t33\t61\t127\t159\n0x4018 <data+8>:\t77\t81\t88\n", kHello},
      {"./g:     file format elf64-x86-64\n\nContents of section .data:\n 4010 818537fa 213d7f9f 4d5158      "
       "       "
       "..7.!=..MQX     \n",
       kHello},
      {"header: 81 85\nmask: 37 fa 21 3d\npayload: 7f 9f 4d 51 58", kHello},
      {"81 85 (FIN, text; MASK, 5)\n37 fa 21 3d (key)\n7f 9f 4d 51 58", kHello},
      {"   *  A single-frame unmasked text message\n      *  0x81 0x05 0x48 0x65 0x6c 0x6c 0x6f (contains "
       "\"Hello\")",
       kReply},
      {"0x8185 37fa 213d 7f9f 4d51 58", kHello},
      {"0x818537fa213d7f9f4d5158", kHello},
      {"81h, 05h, 48h, 65h, 6ch, 6ch, 6fh", kReply},
      {"$81,$05,$48,$65,$6c,$6c,$6f", kReply},
      {"{&H81, &H05, &H48, &H65, &H6c, &H6c, &H6f}", kReply},
      {"8105.4865.6c6c.6f", kReply},
      {"81 2 48 a", "8102480a"},
      {"129 5 72 101 108 108 111", kReply},
      {"<<129,5,\"Hello\">>", kReply},
      {"\"\\129\\005Hello\"", kReply},
      {"let a: &[u8] = b\"\\x81\\x05Hello\";", kReply},
      {"std::array<std::uint8_t, 7> frame{0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};", kReply},
      {"constexpr std::array<uint8_t, 7> kFrame = {{0x81, 5, 0x48, 0x65, 0x6c, 0x6c, 0x6f}};", kReply},
      {"std::vector<std::byte> v{std::byte{0x81}, std::byte{0x02}, std::byte{0x68}, std::byte{0x69}};",
       "81026869"},
      {"std::map<int, std::vector<uint8_t>>{{0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f}}", kReply},
      {"'\\x810548656c6c6f'::bytea", kReply},
      {"\\\\x81\\\\x05Hello", kReply},
      {"as.raw(c(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f))", kReply},
      {"[1] 81 05 48 65 6c 6c 6f", kReply},
      {"[129, 5, 72, 101, 108, 108, 111].pack('C*')", kReply},
      {"gQVIZWxsbw", kReply},
      {"\\u0081\\u0005Hello", kReply},
      {"[  12.345678] ws: 00000000: 81 05 48 65 6c 6c 6f                             ..Hello", kReply},
      {"0x16fdff3a8: 81 05 48 65 6c 6c 6f  ..Hello", kReply},
      {"echo -ne '\\x81\\x05Hello' | nc localhost 80", kReply},
      {"\xc2\x81\x05Hello", kReply},
      {"\xef\xbb\xbf"
       "81 05\xc2\xa0"
       "48 65 6c 6c 6f\r\n",
       kReply},
      {"8581 fa37 3d21 9f7f 514d 0058", kHello},
      {"\"tcp.payload\": \"81:05:48:65:6c:6c:6f\",", kReply},
      {"tcp.payload == 81:05:48:65:6c:6c:6f", kReply},
      {"1000000100000101", "8105"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(all(read(c.text)) == c.want);
  }
}

TEST_CASE("read_text: two directions") {
  const std::string both = ">" + kHello + "<" + kReply;
  for (const char* text : {
           "C: 81 85 37 fa 21 3d 7f 9f 4d 51 58\nS: 81 05 48 65 6c 6c 6f\n",
           "client: 818537fa213d7f9f4d5158\nserver: 810548656c6c6f\n",
           "[12:00:01.123] -> 81 85 37 fa 21 3d 7f 9f 4d 51 58\n[12:00:01.130] <- 81 05 48 65 6c 6c 6f\n",
           ">> 818537fa213d7f9f4d5158\n<< 810548656c6c6f\n",
           "C->S 81 85 37 fa 21 3d 7f 9f 4d 51 58\nS->C 81 05 48 65 6c 6c 6f",
           "TX: [129, 133, 55, 250, 33, 61, 127, 159, 77, 81, 88]\nRX: [129, 5, 72, 101, 108, 108, 111]\n",
           "sent: b'\\x81\\x857\\xfa!=\\x7f\\x9fMQX'\nreceived: b'\\x81\\x05Hello'\n",
           "2026-11-21T01:46:23.930Z send 81 85 37 fa 21 3d 7f 9f 4d 51 58\n2026-11-21T01:46:23.940Z recv 81 "
           "05 48 65 6c 6c 6f\n",
           "Client -> Server:\n00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\nServer -> "
           "Client:\n"
           "00000000: 8105 4865 6c6c 6f                        ..Hello\n",
           "> 2026/11/21 03:46:23.930830  length=11 from=0 to=10\n 81 85 37 fa 21 3d 7f 9f 4d 51 58\n--\n"
           "< 2026/11/21 03:46:23.940830  length=7 from=0 to=6\n 81 05 48 65 6c 6c 6f\n--\n",
           "=> Send data, 11 bytes (0xb)\n0000: 81 85 37 fa 21 3d 7f 9f 4d 51 58                ..7.!=..MQX\n"
           "<= Recv data, 7 bytes (0x7)\n0000: 81 05 48 65 6c 6c 6f                            ..Hello\n",
           "char peer0_0[] = { /* Packet 4 */\n0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, \n0x7f, 0x9f, 0x4d, 0x51, "
           "0x58 };\n"
           "char peer1_0[] = { /* Packet 6 */\n0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f };\n",
           "packets:\n  - packet: 4\n    peer: 0\n    data: !!binary |\n      gYU3+iE9f59NUVg=\n  - packet: "
           "5\n    peer: 1\n"
           "    data: !!binary |\n      gQVIZWxsbw==\n",
           "Follow: tcp,raw\nFilter: tcp.stream eq 0\nNode 0: a:1\nNode 1: "
           "b:2\n818537fa213d7f9f4d5158\n\t810548656c6c6f\n====\n",
           "write(3, \"\\201\\2057\\372!=\\177\\237MQX\", 11) = 11\nread(3, \"\\201\\5Hello\", 4096) = 7\n",
       }) {
    INFO(text);
    CHECK(all(read(text)) == both);
  }
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

TEST_CASE("dumps: a text column that looks like hex is not bytes") {
  CHECK(all(read("00000000: 8104 6162 6364                           ..abcd\n")) == "810461626364");
  CHECK(all(read("0000   81 06 61 62 63 64 65 66   ..abcdef\n")) == "8106616263646566");
  CHECK(all(read("00000000  82 08 61 62 20 63 64 20  65 66                    |..ab cd ef|\n0000000a\n")) ==
        "820861622063642065"
        "66");
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
  CHECK(refused("hello").message.find("'hello'") != std::string::npos);
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

TEST_CASE("hex of hex with its spaces is not taken for decimal bytes") {
  CHECK(all(read("38 31 20 30 35 20 34 38 20 36 35 20 36 63 20 36 63 20 36 66")) == kReply);
}

TEST_CASE("a string that lost its closing quote is refused, not read with the quote") {
  for (const char* text : {"b\"\\x81\\x857\\xfa!=\\x7f\\x9fMQX", "'\\x81\\x05Hello", "\"\\x81\\x05Hello\n"}) {
    CHECK(refused(text).message.find("no closing quote") != std::string::npos);
  }
  CHECK(all(read("b\"\\x81\\x05Hello\"")) == kReply);
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

TEST_CASE("read_text: assemblers, debuggers, keys that count") {
  for (const char* text :
       {"db 081h, 005h, 048h, 065h, 06Ch, 06Ch, 06Fh",
        "frame: DB 81h, 05h, 'Hello'",
        "frame:\n\t.byte\t0x81, 0x05, 0x48, 0x65\n\t.byte\t0x6c, 0x6c, 0x6f\n",
        "dc.b $81,$05,$48,$65,$6c,$6c,$6f",
        "(uint8_t [7]) $0 = ([0] = 0x81, [1] = 0x05, [2] = 0x48, [3] = 0x65, [4] = 0x6c, [5] = 0x6c, [6] = "
        "0x6f)",
        "std::vector of length 7, capacity 8 = {0x81, 0x5, 0x48, 0x65, 0x6c, 0x6c, 0x6f}",
        "[]uint8 len: 7, cap: 8, [129,5,72,101,108,108,111]",
        "array (\n  0 => 129,\n  1 => 5,\n  2 => 72,\n  3 => 101,\n  4 => 108,\n  5 => 108,\n  6 => 111,\n)",
        "array(7) {\n  [0]=>\n  int(129)\n  [1]=>\n  int(5)\n  [2]=>\n  int(72)\n  [3]=>\n  int(101)\n  "
        "[4]=>\n  "
        "int(108)\n  [5]=>\n  int(108)\n  [6]=>\n  int(111)\n}\n",
        "['0x81', '0x5', '0x48', '0x65', '0x6c', '0x6c', '0x6f']",
        "['0b10000001', '0b101', '0b1001000', '0b1100101', '0b1101100', '0b1101100', '0b1101111']",
        "const f: array[0..6] of Byte = ($81, $05, $48, $65, $6C, $6C, $6F);",
        "{81 05 48 65 6c 6c 6f}",
        "[\"810548656c6c6f\"].pack(\"H*\")",
        "string(14) \"810548656c6c6f\"",
        "56'h810548656c6c6f",
        "0x810548656c6c6fn",
        "\"\\129\\ENQHello\"",
        "#\"\\201\\5Hello\"",
        "[hex=810548656c6c6f]",
        "\\81\\05\\48\\65\\6c\\6c\\6f",
        "81 05 48 65 6c 6c 6f | ..Hello"}) {
    INFO(text);
    CHECK(all(read(text)) == kReply);
  }
  CHECK(all(read("81h 85h 37h 0FAh 21h 3Dh 7Fh 9Fh 4Dh 51h 58h")) == kHello);
}

TEST_CASE("tcpflow -D names the sender above each dump") {
  CHECK(all(read("127.000.000.001.40000-127.000.000.001.08000: \n"
                 "0000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\n\n"
                 "127.000.000.001.08000-127.000.000.001.40000: \n"
                 "0000: 8105 4865 6c6c 6f                        ..Hello\n")) == ">" + kHello + "<" + kReply);
}

TEST_CASE("words beside a string are not its bytes") {
  refused("java.nio.HeapByteBuffer[pos=0 lim=11 cap=11]");
  refused("level=debug msg=\"frame\"");
  refused("(1 row)");
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

TEST_CASE("a text column of typographic characters keeps its places") {
  CHECK(all(read(
            "Offset(h) 00 01 02 03 04 05 06 07\n\n00000000  81 85 37 FA 21 3D 7F 9F 4D 51 58                 "
            ".\xe2\x80\xa6"
            "7\xc3\xba!=.\xc5\xb8MQX\n")) == kHello);
}

TEST_CASE("UTF-16 with the high byte first and without a mark") {
  std::string wide;
  for (const char c : kHello) wide += {'\0', c};
  CHECK(all(read(wide)) == kHello);
}

TEST_CASE("od -t x1c and x1a: the row of characters below the bytes is no row of its own") {
  for (const char* row : {"        201 005   H   e   l   l   o\n", "        soh enq   H   e   l   l   o\n"}) {
    CHECK(all(read("0000000  81  05  48  65  6c  6c  6f\n" + std::string(row) + "0000007\n")) == kReply);
  }
}

TEST_CASE("mail: a quoted text is read whole, a dump with its last offset") {
  CHECK(all(read("> 00000000  81 05 48 65 6c 6c 6f                              |..Hello|\n> 00000007\n")) ==
        ">" + kReply);
  CHECK(all(read("On Monday Bob wrote:\n> 81 85 37 fa 21 3d 7f 9f\n> 4d 51 58\n")) ==
        ">" + kHello.substr(0, 16) + ">" + kHello.substr(16));
}

TEST_CASE("two slashes inside base64 are no comment") {
  CHECK(all(read("-----BEGIN DATA-----\nggP///8=\n-----END DATA-----\n")) == "8203ffffff");
}

TEST_CASE("strings and lines that end in an escape of their own") {
  CHECK(all(read("\"gYU3+iE9f59NUVg=\\n\"")) == kHello);
  CHECK(all(read("\\201\\2057\\372!=\\177\\237MQX$\n")) == kHello);
}

TEST_CASE("what cannot be read says what it looks like") {
  CHECK(refused("M-^AM-^E7M-z!=^?M-^_MQX").hint.find("cat -v") != std::string::npos);
  CHECK(refused("81&nbsp;05&nbsp;48").hint.find("HTML") != std::string::npos);
  CHECK(refused(R"([{"type":"send","opcode":1,"data":"Hello"}])").hint.find("net-log") != std::string::npos);
  CHECK(refused("QGCTP6RBHV7Z6TKRLA======").hint.find("base32") != std::string::npos);
}

TEST_CASE("shells, macros and headings around bytes") {
  CHECK(all(read("user@host:~$ xxd -p f\n810548656c6c6f\nuser@host:~$ ")) == kReply);
  CHECK(all(read("[src/main.rs:4:5] &frame = [\n    129,\n    5,\n    72,\n    101,\n    108,\n    108,\n    "
                 "111,\n]\n")) == kReply);
  CHECK(all(read("7-element Vector{UInt8}:\n 0x81\n 0x05\n 0x48\n 0x65\n 0x6c\n 0x6c\n 0x6f\n")) == kReply);
}

TEST_CASE("a stated length is no byte, and marked words may be swapped") {
  CHECK(all(read("Data: 810548656c6c6f\n[Length: 7]\n")) == kReply);
  CHECK(all(read("data: 81 05 48 65 6c 6c 6f\nlen: 7\n")) == kReply);
  CHECK(all(read("0x0681 0x6548 0x6c6c 0x216f")) == "810648656c6c6f21");
}

TEST_CASE("gdb's <repeats N times> stands for bytes, but not for gigabytes") {
  const std::string begun = "$1 = {0x81, 0x7e, 0x0, 0xc8, ";
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "41";
  CHECK(all(read(begun + "0x41 <repeats 200 times>}")) == "817e00c8" + letters);
  const auto error = refused(begun + "0x41 <repeats 1000000 times>, 0x42 <repeats 1000000 times>}");
  CHECK(error.message.find("expected") != std::string::npos);
}
