// Raw byte streams and pasted bytes on their way into the analyser.
#include <algorithm>
#include <array>
#include <cmath>

#include "wsdump/capture/reassembly.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;  // bytes that the analyser gets at a time
constexpr std::uint32_t kOnly = 1;  // the number of the one connection that a raw stream has

std::uint32_t link_type_of(Link link) {
  switch (link) {
    case Link::Ethernet:
      return kLinkEthernet;
    case Link::LinuxCooked:
      return kLinkCooked;
    case Link::LinuxCooked2:
      return kLinkCooked2;
    case Link::Loopback:
      return kLinkNull;
    default:
      return kLinkRaw;
  }
}

std::int64_t nanoseconds(double seconds) {
  return std::llround(seconds * 1e9);
}

}  // namespace

FeedResult feed_raw(Analyser& analyser, ByteSource& source, const Options& options,
                    const std::function<bool()>& enough) {
  FeedResult result;
  WatchFacts facts;
  facts.lone = facts.asked_about = true;
  facts.start_seen = true;
  facts.roles_known = options.from != Direction::Unknown;
  const Direction from = facts.roles_known ? options.from : Direction::Client;
  analyser.begin(facts);
  std::vector<std::uint8_t> block(std::size_t{256} << 10);
  while (const std::size_t count = source.read(block)) {
    result.bytes += count;
    analyser.feed(kOnly, from, Bytes(block).first(count), {});
    if (enough && enough()) break;
  }
  result.problem = source.error();
  analyser.finish(kOnly, from, StreamEnd::Unknown, {});
  return result;
}

namespace {

// The chunks of one connection; `only`: the input has no other.
void feed_chunks(Analyser& analyser, std::span<const Chunk> chunks, bool only, const Options& options) {
  std::array<bool, 2> sides{};
  WatchFacts facts;
  std::array<Direction, 2> from{Direction::Unknown, Direction::Unknown};
  for (const Chunk& chunk : chunks) {
    const std::size_t side = chunk.side & 1;
    sides[side] = true;
    facts.partial_heads[side] |= chunk.partial_head;
    if (chunk.from != Direction::Unknown) from[side] = chunk.from;
  }
  const std::uint32_t number = chunks.front().connection;
  facts.event.conn = number;
  facts.asked_about = only;
  facts.start_seen = true;
  facts.lone = !(sides[0] && sides[1]);
  facts.one_piece = facts.lone && chunks.size() == 1 && chunks[0].bytes.size() <= kPieceBytes;
  if (facts.lone && options.from != Direction::Unknown) from[sides[1] ? 1 : 0] = options.from;
  // If one side is known, the other is, too.
  for (std::size_t i = 0; i < 2; ++i) {
    if (from[i] == Direction::Unknown) continue;
    facts.roles_known = true;
    if (from[1 - i] == Direction::Unknown)
      from[1 - i] = from[i] == Direction::Client ? Direction::Server : Direction::Client;
  }
  // The watch finds out which side is the client.
  if (!facts.roles_known) from = {Direction::Client, Direction::Server};
  analyser.begin(facts);
  std::optional<double> first;
  for (const Chunk& chunk : chunks) {
    const std::size_t side = chunk.side & 1;
    Moment at;
    if (chunk.time) {
      if (!first) first = *chunk.time;
      at.ns = nanoseconds(*chunk.time - *first);
    }
    if (chunk.gap_before > 0) analyser.feed_gap(number, from[side], chunk.gap_before, at);
    analyser.feed(number, from[side], chunk.bytes, at);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    if (sides[side] || !facts.lone) analyser.finish(number, from[side], StreamEnd::Unknown, {});
  }
}

}  // namespace

FeedResult feed_reading(Analyser& analyser, const Reading& reading, const Options& options) {
  FeedResult result;
  for (const Chunk& chunk : reading.chunks) result.bytes += chunk.bytes.size();
  if (reading.incomplete) analyser.input_incomplete();
  const bool links_known = std::all_of(reading.packets.begin(), reading.packets.end(),
                                       [](const auto& packet) { return packet.link != Link::Unknown; });
  if (reading.packets.size() > 1 && links_known) {
    // Several whole packets: ordered by their TCP sequence numbers, like a capture.
    Reassembler reassembler(analyser);
    if (options.port) reassembler.select_port(*options.port);
    std::uint64_t number = 0;
    for (const auto& packet : reading.packets) {
      const std::int64_t ns = packet.time ? nanoseconds(*packet.time) : kNoTime;
      reassembler.packet(link_type_of(packet.link), packet.bytes, 0, ++number, ns);
    }
    reassembler.finish();
    result.packets = number;
    if (analyser.totals().connections > 0) return result;
  }
  for (auto begin = reading.chunks.begin(); begin != reading.chunks.end();) {
    const auto end = std::find_if(begin, reading.chunks.end(),
                                  [&](const Chunk& c) { return c.connection != begin->connection; });
    feed_chunks(analyser, {begin, end}, end - begin == std::ssize(reading.chunks), options);
    begin = end;
  }
  return result;
}

}  // namespace ws101::wsdump
