// Passes the bytes of each connection to its watch; analyser.hpp is the specification.
#include "wsdump/watch/analyser.hpp"

#include <algorithm>

namespace ws101::wsdump {
namespace {

// Frames are unmasked in place, but the bytes of a capture must not be changed: they are copied in slices of this
// size.
constexpr std::size_t kSlice = std::size_t{64} << 10;

StreamEnd end_of(EndKind kind) {
  if (kind == EndKind::Fin) return StreamEnd::Fin;
  if (kind == EndKind::Rst) return StreamEnd::Rst;
  return StreamEnd::Unknown;
}

}  // namespace

ConnectionWatch* Analyser::find(std::uint32_t connection) {
  if (connection == recent_id_ && recent_ != nullptr) return recent_;
  const auto found = watches_.find(connection);
  if (found == watches_.end()) return nullptr;
  recent_id_ = connection;
  recent_ = found->second.get();
  return recent_;
}

Moment Analyser::moment(const PacketInfo& packet) {
  Moment at{packet.number, kNoMoment};
  if (packet.time_ns == kNoTime) return at;
  if (base_ns_ == kNoTime) base_ns_ = packet.time_ns;
  at.ns = packet.time_ns - base_ns_;
  return at;
}

void Analyser::connection(const ConnectionStart& start) {
  WatchFacts facts;
  facts.event.conn = start.id;
  if (start.name.empty()) {
    facts.event.client = start.client.text();
    facts.event.server = start.server.text();
  } else {
    facts.event.name = start.name;
  }
  facts.from_capture = true;
  facts.start_seen = start.syn_seen;
  facts.roles_known = start.role_known;
  begin(facts);
}

void Analyser::begin(const WatchFacts& facts) {
  if (!selected(facts.event.conn)) return;
  recent_ = nullptr;
  watches_[facts.event.conn] = std::make_unique<ConnectionWatch>(analysis_, facts);
}

void Analyser::bytes(std::uint32_t connection, Direction from, std::span<const std::uint8_t> data,
                     std::uint64_t, const PacketInfo& packet) {
  feed(connection, from, data, moment(packet));
}

void Analyser::feed(std::uint32_t connection, Direction from, Bytes data, Moment at) {
  ConnectionWatch* const watch = find(connection);
  if (watch == nullptr) return;
  while (!data.empty()) {
    const std::size_t count = std::min(data.size(), kSlice);
    if (scratch_.size() < count) scratch_.resize(count);
    std::copy_n(data.begin(), count, scratch_.begin());
    data = data.subspan(count);
    watch->bytes(from, MutableBytes(scratch_).first(count), at);
  }
}

void Analyser::gap(std::uint32_t connection, Direction from, std::uint64_t, std::uint64_t length,
                   const PacketInfo& packet) {
  feed_gap(connection, from, length, moment(packet));
}

void Analyser::feed_gap(std::uint32_t connection, Direction from, std::uint64_t length, Moment at) {
  if (ConnectionWatch* const watch = find(connection)) watch->gap(from, length, at);
}

void Analyser::end(std::uint32_t connection, Direction from, EndKind kind, const PacketInfo& packet) {
  finish(connection, from, end_of(kind), moment(packet));
}

void Analyser::finish(std::uint32_t connection, Direction from, StreamEnd end, Moment at) {
  ConnectionWatch* const watch = find(connection);
  if (watch == nullptr) return;
  watch->end(from, end, at);
  if (!watch->ended()) return;
  recent_ = nullptr;
  watches_.erase(connection);
}

void Analyser::note(std::uint32_t connection, Direction from, StreamNote, std::uint64_t stream_offset,
                    const PacketInfo& packet) {
  const ConnectionWatch* const watch = find(connection);
  if (watch == nullptr || !watch->is_websocket()) return;
  analysis_.sink.note({connection, from,
                       "packet " + std::to_string(packet.number) +
                           " sends bytes again that differ from the first time (offset " +
                           std::to_string(stream_offset) + "): the first copy was kept"});
}

void Analyser::tell_message(const MessageEvent& event) {
  ++analysis_.totals.messages;
  analysis_.sink.message(event);
}

void Analyser::tell_connection(const ConnectionEvent& event) {
  ++analysis_.totals.connections;
  analysis_.sink.connection(event);
}

}  // namespace ws101::wsdump
