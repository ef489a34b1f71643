// TCP streams put back in order: every disorder that captures show, and the limits.
#include "wsdump/capture/reassembly.hpp"

#include <algorithm>
#include <random>

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using Flags = wsdump::TcpFlags;

namespace {

// Plays segments of one conversation into a reassembler, with sequence numbers relative to its start.
struct Play {
  Recorder out;
  wsdump::Reassembler reassembler;
  std::uint32_t client_start = 1000;  // sequence number of the client's first byte
  std::uint32_t server_start = 5000;
  std::uint64_t packets = 0;

  explicit Play(const wsdump::ReassemblyLimits& limits = {}) : reassembler(out, limits) {}
  ~Play() { CHECK(out.mistakes.empty()); }

  void send(const SegmentSpec& spec, std::size_t snap = SIZE_MAX) {
    Bytes packet = ipv4(spec);
    const std::size_t original = packet.size();
    packet.resize(std::min(packet.size(), snap));
    ++packets;
    reassembler.packet(101, packet, original, packets, static_cast<std::int64_t>(packets));
  }
  void handshake() {
    send({true, client_start - 1, 0, Flags::kSyn, ""});
    send({false, server_start - 1, client_start, Flags::kSyn | Flags::kAck, ""});
    send({true, client_start, server_start, Flags::kAck, ""});
  }
  void client(std::uint32_t offset, std::string text, std::uint8_t flags = Flags::kAck) {
    send({true, client_start + offset, server_start, flags, std::move(text)});
  }
  void server(std::uint32_t offset, std::string text, std::uint32_t acked = 0,
              std::uint8_t flags = Flags::kAck) {
    send({false, server_start + offset, client_start + acked, flags, std::move(text)});
  }
  std::string story() {
    reassembler.finish();
    return out.story();
  }
};

const std::string kEnds = "; end 1 client capture-end; end 1 server capture-end";

}  // namespace

TEST_CASE("Segments in order are passed on, and FIN ends each direction") {
  Play play;
  play.handshake();
  play.client(0, "GET ");
  play.server(0, "HTTP", 4);
  play.client(4, "/", Flags::kAck | Flags::kFin);
  play.server(4, "!", 6, Flags::kAck | Flags::kFin);
  play.client(6, "");
  CHECK(play.story() == "open 1 syn; end 1 client fin; end 1 server fin");
  CHECK(play.out.client() == "GET /");
  CHECK(play.out.server() == "HTTP!");
  CHECK(play.out.connections[0].client.text() == "10.0.0.1:50000");
}

TEST_CASE("Sequence numbers wrap at 2^32 while the stream goes on") {
  Play play;
  play.client_start = 0xfffffffa;
  play.handshake();
  for (std::uint32_t i = 0; i < 20; i += 2) {
    const std::uint32_t at = i % 4 == 0 ? i + 2 : i - 2;  // and every two segments are swapped
    play.client(at, std::string(2, static_cast<char>('a' + at / 2)));
  }
  CHECK(play.story() == "open 1 syn" + kEnds);
  CHECK(play.out.client() == "aabbccddeeffgghhiijj");
}

TEST_CASE("A stream longer than 2^32 keeps its offsets in 64 bits") {
  Play play;
  play.handshake();
  std::uint32_t offset = 0;
  const std::uint32_t step = 1 << 29;  // acknowledged but not captured, nine times half a GiB
  for (int i = 0; i < 9; ++i) {
    offset += step;
    for (int k = 0; k < 40; ++k) play.server(0, "", offset);
  }
  play.client(offset, "end");
  play.reassembler.finish();
  CHECK(play.out.gaps == 9);
  CHECK(play.out.log[9] == "gap 1 client 4294967296+536870912");
  CHECK(play.out.client() == "end");
}

TEST_CASE("Retransmissions, overlaps and keep-alive probes add nothing") {
  Play play;
  play.handshake();
  play.client(0, "abcd");
  play.client(0, "abcd");
  play.client(2, "cdef");                // half of it is new
  play.client(5, std::string(1, '\0'));  // a keep-alive probe: the byte before the next
  play.client(5, "");                    // and one without a byte
  play.client(0, "abcdefgh");
  play.client(8, "i");
  CHECK(play.story() == "open 1 syn" + kEnds);
  CHECK(play.out.client() == "abcdefghi");
  CHECK(play.reassembler.counts().retransmitted == 2);
}

TEST_CASE("Where held segments overlap, the first copy wins and a difference is noted") {
  Play play;
  play.handshake();
  play.client(2, "cd");
  play.client(6, "gh");
  play.client(1, "bcdEfghi");  // fills holes between what is held; agrees with it
  play.client(3, "XX");        // differs from it
  play.client(0, "a");
  CHECK(play.story() == "open 1 syn; differs 1 client 3" + kEnds);
  CHECK(play.out.client() == "abcdEfghi");
}

TEST_CASE("Bytes that come late are waited for, also when their acknowledgement came first") {
  Play play;
  play.handshake();
  play.server(0, "", 9);  // acknowledged before it is seen
  play.client(6, "ghi");
  play.client(3, "def");
  for (int i = 0; i < 20; ++i) play.server(0, "", 9);
  play.client(0, "abc");
  CHECK(play.story() == "open 1 syn" + kEnds);
  CHECK(play.out.client() == "abcdefghi");
}

TEST_CASE("Acknowledged bytes that do not come are a gap, and what follows goes on at its offset") {
  Play play;
  play.handshake();
  play.client(0, "abc");
  play.client(10, "klm");
  play.server(0, "", 13);
  CHECK(play.out.client() == "abc");
  for (int i = 0; i < 40; ++i) play.server(0, "", 13);
  CHECK(play.out.client() == "abc???????klm");
  CHECK(play.story() == "open 1 syn; gap 1 client 3+7" + kEnds);
}

TEST_CASE("Without an acknowledgement the missing bytes are waited for until the end") {
  Play play;
  play.handshake();
  play.client(10, "klm");
  for (int i = 0; i < 100; ++i) play.server(0, "", 0);
  CHECK(play.out.log.empty());
  CHECK(play.story() == "open 1 syn; gap 1 client 0+10" + kEnds);
}

TEST_CASE("Acknowledgements that always come first make no gaps in a flowing stream") {
  Play play;
  play.handshake();
  for (std::uint32_t i = 0; i < 300; ++i) {
    play.server(0, "", std::min(i + 3, 300U));
    play.client(i, "x");
  }
  CHECK(play.story() == "open 1 syn" + kEnds);
}

TEST_CASE("Missing bytes before a FIN are a gap, and a FIN that was only acknowledged is none") {
  SECTION("the FIN was captured") {
    Play play;
    play.handshake();
    play.client(0, "abc");
    play.client(8, "", Flags::kAck | Flags::kFin);
    CHECK(play.story() == "open 1 syn; gap 1 client 3+5; end 1 client fin; end 1 server capture-end");
  }
  SECTION("the FIN was not") {
    Play play;
    play.handshake();
    play.client(0, "abc");
    play.server(0, "", 4);
    CHECK(play.story() == "open 1 syn" + kEnds);
  }
}

TEST_CASE("Limits on what is held turn into gaps") {
  SECTION("the number of segments") {
    Play play;
    play.handshake();
    for (std::uint32_t i = 0; i < 256; ++i) play.client(1 + 2 * i, "x");
    CHECK(play.out.log.empty());
    play.client(1 + 2 * 256, "x");
    CHECK(play.out.log.at(1) == "gap 1 client 0+1");
    CHECK(play.out.client() == "?x");
  }
  SECTION("the number of bytes") {
    wsdump::ReassemblyLimits limits;
    limits.held_bytes = 10;
    Play play(limits);
    play.handshake();
    play.client(3, "defghi");
    play.client(20, "uvwxyz");
    CHECK(play.out.client() == "???defghi");
    play.client(40, std::string(100, 'A'));
    CHECK(play.out.client() == "???defghi???????????uvwxyz??????????????" + std::string(100, 'A'));
  }
}

TEST_CASE("A segment cut by the snap length gives its front and a gap of the rest") {
  Play play;
  play.handshake();
  play.send({true, 1000, 5000, Flags::kAck, "abcdefgh"}, 43);
  play.send({true, 1010, 5000, Flags::kAck, "klmnop"}, 42);  // out of order
  play.client(8, "ij");
  play.client(16, "q");
  CHECK(play.story() == "open 1 syn; gap 1 client 3+5; gap 1 client 12+4" + kEnds);
  CHECK(play.out.client() == "abc?????ijkl????q");
}

TEST_CASE("A capture that begins in the middle starts its streams where it begins") {
  Play play;
  play.client(100, "cd");
  play.client(98, "ab");  // lies before the start
  play.server(50, "xy", 102);
  play.client(102, "ef");
  CHECK(play.story() == "open 1 guessed" + kEnds);
  CHECK(play.out.client() == "cdef");
  CHECK(play.out.server() == "xy");
}

TEST_CASE("Without a SYN the client is who asks, else the higher port") {
  const std::uint16_t low = 20;
  SECTION("a request from the lower port") {
    Play play;
    play.send({true, 1, 1, Flags::kAck, "GET / HTTP/1.1", low});
    CHECK(play.story() == "open 1" + kEnds);
    CHECK(play.out.connections[0].client.port == low);
  }
  SECTION("a response to the lower port") {
    Play play;
    play.send({false, 1, 1, Flags::kAck, "HTTP/1.1 101", low});
    CHECK(play.story() == "open 1" + kEnds);
    CHECK(play.out.connections[0].client.port == low);
  }
  SECTION("nothing to tell") {
    Play play;
    play.send({true, 1, 1, Flags::kAck, "\x81\x01x", low});
    play.reassembler.finish();
    CHECK_FALSE(play.out.connections[0].role_known);
    CHECK(play.out.connections[0].client.port == 80);
  }
  SECTION("a SYN with an answer from the lower port") {
    Play play;
    play.send({false, 1, 1, Flags::kSyn | Flags::kAck, ""});
    play.send({true, 1, 2, Flags::kAck, "a"});
    CHECK(play.story() == "open 1 syn" + kEnds);
    CHECK(play.out.client() == "a");
  }
}

TEST_CASE("Where only one SYN was captured, the acknowledgement tells where the other stream begins") {
  Play play;
  play.send({true, 999, 0, Flags::kSyn, ""});
  play.send({true, 1000, 5000, Flags::kAck, ""});  // the answer to the SYN was lost
  play.server(4, "ef");
  play.server(0, "abcd");
  play.reassembler.finish();
  CHECK(play.out.server() == "abcdef");
}

TEST_CASE("A SYN between the same ports begins a new connection, unless it is the same SYN again") {
  Play play;
  play.handshake();
  play.client(0, "one");
  play.send({true, 999, 0, Flags::kSyn, ""});
  play.client(3, "!");
  play.client_start = 77000;
  play.server_start = 88000;
  play.handshake();
  play.client(0, "two");
  CHECK(play.story() ==
        "open 1 syn; end 1 client replaced; end 1 server replaced; open 2 syn; "
        "end 2 client capture-end; end 2 server capture-end");
  CHECK(play.out.client(1) == "one!");
  CHECK(play.out.client(2) == "two");
}

TEST_CASE("Late packets of a closed connection begin no new one") {
  Play play;
  play.handshake();
  play.client(0, "bye", Flags::kAck | Flags::kFin);
  play.server(0, "bye", 4, Flags::kAck | Flags::kFin);
  play.client(0, "bye", Flags::kAck | Flags::kFin);
  play.client(4, "");
  play.server(0, "bye", 4);
  CHECK(play.story() == "open 1 syn; end 1 client fin; end 1 server fin");
  CHECK(play.reassembler.counts().connections == 1);
  CHECK(play.reassembler.counts().after_end == 2);
}

TEST_CASE("A reset ends both directions, at once when nothing is missing, else after some packets") {
  SECTION("at once") {
    Play play;
    play.handshake();
    play.client(0, "abc");
    play.send({false, 5000, 0, Flags::kRst, ""});
    CHECK(play.out.story() == "open 1 syn; end 1 client rst; end 1 server rst");
  }
  SECTION("bytes sent before it are captured after it") {
    Play play;
    play.handshake();
    play.client(0, "abc");
    play.client(6, "", Flags::kRst);
    play.client(3, "def");
    for (int i = 0; i < 40; ++i) play.send({true, 1, 1, Flags::kAck, "", 40000});
    CHECK(play.out.client() == "abcdef");
    CHECK(play.out.story() == "open 1 syn; end 1 client rst; end 1 server rst");
  }
}

TEST_CASE("Too many open connections: the one silent longest is forgotten") {
  wsdump::ReassemblyLimits limits;
  limits.open_connections = 2;
  limits.closed_connections = 1;
  Play play(limits);
  play.send({true, 1, 1, Flags::kAck, "a", 40001});
  play.send({true, 1, 1, Flags::kAck, "b", 40002});
  play.send({true, 2, 1, Flags::kAck, "a", 40001});
  play.send({true, 1, 1, Flags::kAck, "c", 40003});
  CHECK(play.out.story() ==
        "open 1 guessed; open 2 guessed; end 2 client forgotten; end 2 server forgotten; open 3 guessed");
  for (std::uint16_t port = 1; port < 2000; ++port) {  // short connections, all closed, stay out of the way
    play.send({true, 1, 0, Flags::kSyn, "", port});
    play.send({false, 1, 2, Flags::kRst | Flags::kAck, "", port});
  }
  CHECK(play.out.connections.size() == 3);
}

TEST_CASE("A million connections take no more memory than a few thousand") {
  wsdump::ReassemblyLimits limits;
  limits.open_connections = 100;
  limits.closed_connections = 100;
  Play play(limits);
  for (std::uint32_t i = 0; i < 100000; ++i) {
    const std::uint16_t port = static_cast<std::uint16_t>(i % 60000 + 1000);
    play.send({true, i, 0, Flags::kSyn, "", port});
    play.send(
        {true, i + 1, 1, i % 2 != 0 ? std::uint8_t{Flags::kAck | Flags::kFin} : Flags::kAck, "x", port});
  }
  play.reassembler.finish();
  CHECK(play.out.connections.size() == 100000);
  CHECK(play.reassembler.counts().connections == 100000);
}

TEST_CASE("Only connections of the selected port are followed") {
  Play play;
  play.reassembler.select_port(40002);
  play.send({true, 1, 1, Flags::kAck, "a", 40001});
  play.send({true, 1, 1, Flags::kAck, "b", 40002});
  CHECK(play.story() == "open 1 guessed" + kEnds);
  CHECK(play.out.client() == "b");
}

TEST_CASE("Data on a SYN and data after a FIN") {
  Play play;
  play.send({true, 999, 0, Flags::kSyn, "fast"});
  play.client(4, "end", Flags::kAck | Flags::kFin);
  play.client(7, "more");
  CHECK(play.story() == "open 1 syn; end 1 client fin; end 1 server capture-end");
  CHECK(play.out.client() == "fastend");
}

TEST_CASE("Random disorder: what was captured comes out in order, and only what was lost is missing") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string text(3000, ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    std::string expected = text;
    Play play;
    play.client_start = static_cast<std::uint32_t>(0 - random() % 4000);
    play.handshake();
    struct Piece {
      std::size_t begin, length, place;
    };
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = std::min<std::size_t>(1 + random() % 60, text.size() - at);
      const std::size_t place = pieces.size() + random() % 8;  // displaced by a few packets
      if (random() % 20 == 0) {
        std::fill_n(expected.begin() + static_cast<std::ptrdiff_t>(at), length, '?');
      } else {
        pieces.push_back({at, length, place});
        if (random() % 4 == 0) pieces.push_back({at, length, place + random() % 20});
      }
      at += length;
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.place < b.place; });
    std::size_t sent = 0;
    for (const Piece& piece : pieces) {
      play.client(static_cast<std::uint32_t>(piece.begin), text.substr(piece.begin, piece.length));
      sent = std::max(sent, piece.begin + piece.length);
      if (random() % 3 == 0) play.server(0, "", static_cast<std::uint32_t>(sent));
    }
    play.client(3000, "", Flags::kAck | Flags::kFin);
    play.reassembler.finish();
    CHECK(play.out.client() == expected);
  }
}
