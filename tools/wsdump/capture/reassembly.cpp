#include "wsdump/capture/reassembly.hpp"

#include <algorithm>

#include "wsdump/capture/link.hpp"

namespace ws101::wsdump {
namespace {

// RFC 7323 2.3 limits a window to 1 GiB: a segment further away belongs to another connection.
constexpr std::int32_t kMaxWindow = 1 << 30;
// The largest distance from the end of a closed connection at which a segment counts as a late one of it.
constexpr std::int64_t kLatePacketRange = 16 << 20;

}  // namespace

void Reassembler::packet(std::uint32_t link_type, std::span<const std::uint8_t> bytes,
                         std::uint64_t original_length, std::uint64_t number, std::int64_t time_ns) {
  packet(Packet{{number, time_ns}, link_type, bytes, std::max<std::uint64_t>(bytes.size(), original_length)});
}

void Reassembler::packet(const Packet& packet) {
  TcpSegment parsed;
  const PacketContent content = parse_packet(packet, parsed);
  ++counts_.packets;
  ++counts_.contents[static_cast<std::size_t>(content)];
  if (!closing_.empty()) end_resets_due();
  if (content == PacketContent::Tcp) segment(parsed, packet.info);
}

void Reassembler::segment(const TcpSegment& segment, const PacketInfo& packet) {
  if (port_ && segment.source.port != *port_ && segment.destination.port != *port_) return;
  now_ = packet;
  auto [slot, side] = table_.find(segment.source, segment.destination);
  if (slot != ConnectionTable::kNone && is_new_connection(table_[slot], side, segment)) {
    if (!table_[slot].closed) end_connection(slot, EndKind::Replaced);
    table_.remove(slot);
    slot = ConnectionTable::kNone;
  }
  if (slot == ConnectionTable::kNone) {
    slot = begin_connection(segment);
    side = 0;
  }
  Connection& connection = table_[slot];
  if (connection.closed) {
    if (segment.payload_length > 0) ++counts_.after_end;
    return;
  }
  note_synchronisation(connection, side, segment);
  if (segment.has(TcpFlags::kRst)) return take_reset(slot, side, segment);
  if (segment.has(TcpFlags::kAck)) note_acknowledgement(connection, side, segment);
  if (segment.payload_length > 0 || segment.has(TcpFlags::kFin)) take_data(connection, side, segment);
  look_for_loss(connection, side);
  look_for_loss(connection, 1 - side);
  if (connection.flows[0].ended && connection.flows[1].ended) end_connection(slot, EndKind::Fin);
}

std::uint32_t Reassembler::begin_connection(const TcpSegment& segment) {
  if (table_.open_count() >= limits_.open_connections) {
    const std::uint32_t oldest = table_.oldest_open();
    end_connection(oldest, EndKind::Forgotten);
    table_.remove(oldest);
  }
  while (table_.closed_count() > limits_.closed_connections) table_.remove(table_.oldest_closed());
  const std::uint32_t slot = table_.add(segment.source, segment.destination);
  Connection& connection = table_[slot];
  connection.id = ++counts_.connections;
  // Servers listen on low, registered ports; clients get high, ephemeral ones.
  connection.client = segment.source.port >= segment.destination.port ? 0 : 1;
  return slot;
}

// The same endpoints again: is it the known connection, or a new one between the same ports?
bool Reassembler::is_new_connection(const Connection& connection, unsigned side, const TcpSegment& segment) {
  const Flow& flow = connection.flows[side];
  if (segment.has(TcpFlags::kSyn)) {
    // The same number again is a retransmission. But if the connection has ended, the file contains it
    // twice.
    if (flow.started && segment.sequence + 1 != flow.first_sequence) return true;
    return connection.closed && connection.announced && !segment.has(TcpFlags::kAck);
  }
  // Late packets of a closed connection are near its end; others belong to a connection whose SYN was not
  // captured.
  if (!connection.closed || segment.payload_length == 0 || !flow.started) return false;
  const std::int64_t distance = flow.distance(segment.sequence);
  return distance > kLatePacketRange || distance < -kLatePacketRange;
}

void Reassembler::note_synchronisation(Connection& connection, unsigned side, const TcpSegment& segment) {
  Flow& flow = connection.flows[side];
  if (segment.has(TcpFlags::kSyn)) {
    connection.syn_seen = true;
    if (!connection.announced) {
      connection.client = static_cast<std::uint8_t>(segment.has(TcpFlags::kAck) ? 1 - side : side);
    }
  }
  if (flow.started || segment.has(TcpFlags::kRst)) return;
  flow.started = true;
  flow.first_sequence = segment.sequence + (segment.has(TcpFlags::kSyn) ? 1 : 0);
}

void Reassembler::note_acknowledgement(Connection& connection, unsigned side, const TcpSegment& segment) {
  Flow& other = connection.flows[1 - side];
  if (!other.started) {
    // The other side's SYN was not captured, but this side's was: its first acknowledgement says where the
    // other stream begins. Without any SYN, bytes acknowledged now may have been sent before the capture
    // began.
    if (!connection.syn_seen) return;
    other.started = true;
    other.first_sequence = segment.acknowledgement;
  }
  const std::int32_t ahead = other.distance(segment.acknowledgement);
  if (ahead <= 0 || ahead > kMaxWindow) return;
  other.acknowledged = std::max(other.acknowledged, other.next + static_cast<std::uint64_t>(ahead));
}

void Reassembler::take_data(Connection& connection, unsigned side, const TcpSegment& segment) {
  Flow& flow = connection.flows[side];
  const std::int64_t distance = flow.distance(segment.sequence + (segment.has(TcpFlags::kSyn) ? 1U : 0U));
  if (distance > kMaxWindow || distance < -std::int64_t{kMaxWindow}) {
    ++counts_.outside_window;
    return;
  }
  std::span<const std::uint8_t> data = segment.payload;
  std::uint64_t length = segment.payload_length;
  if (flow.ended) {
    if (distance + static_cast<std::int64_t>(length) > 0) ++counts_.after_end;
    return;
  }
  if (segment.has(TcpFlags::kFin) && !flow.fin_seen && distance + static_cast<std::int64_t>(length) >= 0) {
    flow.fin_seen = true;
    flow.fin_at = flow.next + static_cast<std::uint64_t>(distance + static_cast<std::int64_t>(length));
  }
  std::uint64_t offset = flow.next;
  if (distance < 0) {  // a retransmission, or a keep-alive probe: only bytes from `next` on are new
    const std::uint64_t old = std::min(static_cast<std::uint64_t>(-distance), length);
    data = data.subspan(static_cast<std::size_t>(std::min<std::uint64_t>(old, data.size())));
    length -= old;
    if (length == 0 && old > 0) ++counts_.retransmitted;
  } else {
    offset += static_cast<std::uint64_t>(distance);
  }
  if (flow.fin_seen) {  // nothing follows a FIN
    length = offset < flow.fin_at ? std::min(length, flow.fin_at - offset) : 0;
    data = data.first(static_cast<std::size_t>(std::min<std::uint64_t>(length, data.size())));
  }
  if (length > 0) place(connection, side, offset, data, length);
  end_if_finished(connection, side);
}

// Delivers or holds `length` bytes at `offset` (not before flow.next), of which `data` was captured.
void Reassembler::place(Connection& connection, unsigned side, std::uint64_t offset,
                        std::span<const std::uint8_t> data, std::uint64_t length) {
  Flow& flow = connection.flows[side];
  HeldSegments& held = flow.held;
  if (offset == flow.next && (held.empty() || offset + length <= held.first_offset())) {
    deliver(connection, side, data, length, now_);
    if (!held.empty()) deliver_held(connection, side);
    return;
  }
  // Makes room by giving up missing bytes. At the latest when nothing is held any more, `offset` is next.
  while (offset > flow.next &&
         (held.count() >= limits_.held_segments || held.bytes() + data.size() > limits_.held_bytes ||
          held_total_ + data.size() > limits_.held_bytes_total)) {
    const std::uint64_t until = held.empty() ? offset : std::min(offset, held.first_offset());
    if (until > flow.next) declare_gap(connection, side, until - flow.next, now_);
    if (!held.empty()) deliver_held(connection, side);
  }
  if (offset < flow.next) {  // held bytes covered the front of it
    const std::uint64_t old = std::min(flow.next - offset, length);
    data = data.subspan(static_cast<std::size_t>(std::min<std::uint64_t>(old, data.size())));
    length -= old;
    offset += old;
    if (length == 0) return;
  }
  if (held.empty() && offset == flow.next) return deliver(connection, side, data, length, now_);
  const std::size_t before = held.bytes();
  if (!held.insert(offset, data, length, now_)) {
    announce(connection, side, {}, now_);
    sink_.note(connection.id, direction(connection, side), StreamNote::OverlapDiffers, offset, now_);
  }
  held_total_ += held.bytes() - before;
  deliver_held(connection, side);
}

void Reassembler::end_if_finished(Connection& connection, unsigned side) {
  Flow& flow = connection.flows[side];
  if (flow.ended || !flow.fin_seen || flow.next < flow.fin_at) return;
  flow.ended = true;
  held_total_ -= flow.held.bytes();
  flow.held.clear();
  if (connection.announced) sink_.end(connection.id, direction(connection, side), EndKind::Fin, now_);
}

void Reassembler::take_reset(std::uint32_t slot, unsigned side, const TcpSegment& segment) {
  Connection& connection = table_[slot];
  const Flow& flow = connection.flows[side];
  const std::int64_t distance = flow.started ? flow.distance(segment.sequence) : 0;
  if (distance > kMaxWindow || distance < -std::int64_t{kMaxWindow}) {
    ++counts_.outside_window;
    return;
  }
  if (connection.reset) return;
  connection.reset = true;
  const bool all_there = distance <= 0 && flow.held.empty() && connection.flows[1 - side].held.empty();
  if (all_there) return end_connection(slot, EndKind::Rst);
  // Bytes sent before the reset may have been captured after it.
  closing_.push_back({slot, connection.id, counts_.packets + limits_.patience});
}

void Reassembler::end_resets_due() {
  while (!closing_.empty() && closing_.front().due <= counts_.packets) {
    const Closing closing = closing_.front();
    closing_.pop_front();
    const Connection& connection = table_[closing.slot];
    if (connection.id == closing.id && !connection.closed) end_connection(closing.slot, EndKind::Rst);
  }
}

void Reassembler::end_connection(std::uint32_t slot, EndKind kind) {
  Connection& connection = table_[slot];
  if (connection.reset) kind = EndKind::Rst;
  for (const unsigned side : {unsigned{connection.client}, 1U - connection.client}) {
    Flow& flow = connection.flows[side];
    if (flow.ended) continue;
    flush(connection, side);
  }
  for (const unsigned side : {unsigned{connection.client}, 1U - connection.client}) {
    Flow& flow = connection.flows[side];
    if (!flow.ended && connection.announced)
      sink_.end(connection.id, direction(connection, side), kind, now_);
    flow.ended = true;
  }
  table_.close(slot);
}

void Reassembler::finish() {
  for (const std::uint32_t slot : table_.open_slots()) end_connection(slot, EndKind::CaptureEnd);
}

}  // namespace ws101::wsdump
