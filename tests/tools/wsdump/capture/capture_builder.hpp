// Builds packets and capture files byte by byte, and records what a reassembler tells of them.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wsdump/capture/ip.hpp"
#include "wsdump/capture/pcap.hpp"
#include "wsdump/capture/reassembly.hpp"

namespace ws101::testing {

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

inline Bytes operator+(Bytes a, const Bytes& b) {
  a.reserve(a.size() + b.size());
  for (const std::uint8_t byte : b) a.push_back(byte);
  return a;
}

inline Bytes number(std::uint64_t value, int size, bool big = true) {
  Bytes out;
  for (int i = 0; i < size; ++i) {
    const int shift = 8 * (big ? size - 1 - i : i);
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  return out;
}

inline Bytes zeros(std::size_t count) {
  return Bytes(count, 0);
}

// A file of tests/, such as "captures/08-client.bin".
inline Bytes read_test_file(const std::string& name) {
  std::ifstream in(std::string(WS101_TEST_DATA) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A TCP segment between 10.0.0.1:50000 (the client) and 10.0.0.2:80, or the other way round.
struct SegmentSpec {
  bool from_client = true;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = wsdump::TcpFlags::kAck;
  std::string payload = {};
  std::uint16_t client_port = 50000;
};

inline Bytes tcp(const SegmentSpec& spec, std::size_t option_words = 0) {
  const std::uint16_t from = spec.from_client ? spec.client_port : 80;
  const std::uint16_t to = spec.from_client ? 80 : spec.client_port;
  return number(from, 2) + number(to, 2) + number(spec.sequence, 4) + number(spec.acknowledgement, 4) +
         number((5 + option_words) << 4, 1) + number(spec.flags, 1) + zeros(6) + Bytes(4 * option_words, 1) +
         bytes_of(spec.payload);
}

inline Bytes ipv4(const SegmentSpec& spec, std::size_t option_words = 0, std::uint16_t fragment = 0x4000,
                  std::uint8_t protocol = 6) {
  const Bytes inside = tcp(spec);
  const std::size_t header = 20 + 4 * option_words;
  const Bytes client = {10, 0, 0, 1};
  const Bytes server = {10, 0, 0, 2};
  return number(0x40 + 5 + option_words, 1) + zeros(1) + number(header + inside.size(), 2) + zeros(2) +
         number(fragment, 2) + Bytes{64, protocol} + zeros(2) +
         (spec.from_client ? client + server : server + client) + Bytes(4 * option_words, 1) + inside;
}

// `extensions` stand between the IPv6 header and TCP; `next` names the first of them.
inline Bytes ipv6(const SegmentSpec& spec, std::uint8_t next = 6, const Bytes& extensions = {}) {
  const Bytes inside = extensions + tcp(spec);
  const Bytes client = zeros(15) + Bytes{1};
  const Bytes server = zeros(15) + Bytes{2};
  return Bytes{0x60, 0, 0, 0} + number(inside.size(), 2) + Bytes{next, 64} +
         (spec.from_client ? client + server : server + client) + inside;
}

inline Bytes ethernet(const Bytes& ip, std::uint16_t ether_type = 0x0800) {
  return zeros(12) + number(ether_type, 2) + ip;
}

inline Bytes pcap_header(std::uint32_t magic = 0xa1b2c3d4, bool big = false, std::uint32_t link = 1) {
  return number(magic, 4, big) + number(2, 2, big) + number(4, 2, big) + zeros(8) + number(65535, 4, big) +
         number(link, 4, big);
}

inline Bytes pcap_record(const Bytes& packet, std::uint32_t seconds = 1, std::uint32_t fraction = 2,
                         bool big = false, std::uint32_t original = 0) {
  const std::size_t length = original == 0 ? packet.size() : original;
  return number(seconds, 4, big) + number(fraction, 4, big) + number(packet.size(), 4, big) +
         number(length, 4, big) + packet;
}

inline Bytes pcapng_block(std::uint32_t type, Bytes body, bool big = false) {
  while (body.size() % 4 != 0) body.push_back(0);
  const Bytes length = number(body.size() + 12, 4, big);
  return number(type, 4, big) + length + body + length;
}

inline Bytes section(bool big = false) {
  return pcapng_block(0x0a0d0d0a, number(0x1a2b3c4d, 4, big) + number(1, 2, big) + zeros(2) + Bytes(8, 0xff),
                      big);
}

inline Bytes interface_block(std::uint16_t link = 1, const Bytes& options = {}, bool big = false,
                             std::uint32_t snap = 0) {
  return pcapng_block(1, number(link, 2, big) + zeros(2) + number(snap, 4, big) + options, big);
}

inline Bytes option(std::uint16_t code, Bytes value, bool big = false) {
  const Bytes head = number(code, 2, big) + number(value.size(), 2, big);
  while (value.size() % 4 != 0) value.push_back(0);
  return head + value;
}

inline Bytes enhanced(const Bytes& packet, std::uint64_t time, std::uint32_t interface = 0, bool big = false,
                      std::uint32_t original = 0) {
  const std::size_t length = original == 0 ? packet.size() : original;
  return pcapng_block(6,
                      number(interface, 4, big) + number(time >> 32, 4, big) +
                          number(time & 0xffffffff, 4, big) + number(packet.size(), 4, big) +
                          number(length, 4, big) + packet,
                      big);
}

// Writes down every call, one line each, and keeps the bytes of each direction, with '?' for the bytes of
// gaps. Fails the test when a direction's offsets have a hole, or when something comes after its end.
class Recorder : public wsdump::StreamSink {
 public:
  std::map<std::pair<std::uint32_t, int>, std::string> streams;  // by connection and direction
  std::vector<std::string> log;                                  // everything but bytes()
  std::vector<wsdump::ConnectionStart> connections;
  std::vector<std::string> mistakes;
  std::uint64_t gaps = 0;
  std::uint64_t chunks = 0;

  std::string client(std::uint32_t id = 1) const { return stream(id, wsdump::Direction::Client); }
  std::string server(std::uint32_t id = 1) const { return stream(id, wsdump::Direction::Server); }
  std::string story() const {
    std::string out;
    for (const std::string& line : log) out += (out.empty() ? "" : "; ") + line;
    return out;
  }

  void connection(const wsdump::ConnectionStart& start) override {
    if (start.id == 0) mistakes.push_back("connection number 0");
    connections.push_back(start);
    std::ostringstream line;
    line << "open " << start.id << (start.syn_seen ? " syn" : "") << (start.role_known ? "" : " guessed");
    log.push_back(line.str());
  }
  void bytes(std::uint32_t id, wsdump::Direction from, std::span<const std::uint8_t> data,
             std::uint64_t offset, const wsdump::PacketInfo&) override {
    check(id, from, offset);
    if (data.empty()) mistakes.push_back("empty bytes()");
    lengths_[{id, static_cast<int>(from)}] += data.size();
    streams[{id, static_cast<int>(from)}].append(data.begin(), data.end());
    ++chunks;
  }
  void gap(std::uint32_t id, wsdump::Direction from, std::uint64_t offset, std::uint64_t length,
           const wsdump::PacketInfo&) override {
    check(id, from, offset);
    if (length == 0) mistakes.push_back("empty gap()");
    lengths_[{id, static_cast<int>(from)}] += length;
    streams[{id, static_cast<int>(from)}].append(length < 100000 ? length : 0, '?');
    ++gaps;
    say("gap", id, from) << ' ' << offset << '+' << length;
    finish_line();
  }
  void end(std::uint32_t id, wsdump::Direction from, wsdump::EndKind kind,
           const wsdump::PacketInfo&) override {
    check(id, from, lengths_[{id, static_cast<int>(from)}]);
    ended_[{id, static_cast<int>(from)}] = true;
    constexpr const char* kNames[] = {"fin", "rst", "replaced", "forgotten", "capture-end"};
    say("end", id, from) << ' ' << kNames[static_cast<int>(kind)];
    finish_line();
  }
  void note(std::uint32_t id, wsdump::Direction from, wsdump::StreamNote, std::uint64_t offset,
            const wsdump::PacketInfo&) override {
    say("differs", id, from) << ' ' << offset;
    finish_line();
  }

 private:
  using Key = std::pair<std::uint32_t, int>;
  std::string stream(std::uint32_t id, wsdump::Direction from) const {
    const auto found = streams.find({id, static_cast<int>(from)});
    return found == streams.end() ? std::string() : found->second;
  }
  void check(std::uint32_t id, wsdump::Direction from, std::uint64_t offset) {
    const Key key{id, static_cast<int>(from)};
    if (ended_[key]) mistakes.push_back("something after the end");
    if (lengths_[key] != offset) mistakes.push_back("a hole before offset " + std::to_string(offset));
  }
  std::ostringstream& say(const char* what, std::uint32_t id, wsdump::Direction from) {
    line_.str("");
    line_ << what << ' ' << id << (from == wsdump::Direction::Client ? " client" : " server");
    return line_;
  }
  void finish_line() { log.push_back(line_.str()); }

  std::map<Key, std::uint64_t> lengths_;
  std::map<Key, bool> ended_;
  std::ostringstream line_;
};

struct CaptureResult {
  wsdump::ReadStatus status = wsdump::ReadStatus::End;
  std::string problem;
  std::vector<wsdump::PacketInfo> packets;
  wsdump::ReassemblyCounts counts;
};

// Reads a capture file from memory, at most `piece` bytes at a time.
inline CaptureResult run_capture(std::span<const std::uint8_t> file, wsdump::StreamSink& sink,
                                 std::size_t piece = SIZE_MAX) {
  wsdump::MemorySource source(file, piece);
  wsdump::ByteWindow window(source);
  const auto reader = wsdump::open_capture(window);
  wsdump::Reassembler reassembler(sink);
  CaptureResult result;
  wsdump::Packet packet;
  while ((result.status = reader->next(packet)) == wsdump::ReadStatus::Packet) {
    result.packets.push_back(packet.info);
    reassembler.packet(packet);
  }
  reassembler.finish();
  result.problem = reader->problem();
  result.counts = reassembler.counts();
  return result;
}

}  // namespace ws101::testing
