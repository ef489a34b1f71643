// The Reassembler's output: bytes in order, gaps as soon as they are certain, and which end is the client.
#include <algorithm>
#include <string_view>

#include "wsdump/capture/reassembly.hpp"

namespace ws101::wsdump {
namespace {

bool starts_with(std::span<const std::uint8_t> data, std::string_view prefix) {
  return data.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), data.begin());
}

}  // namespace

void Reassembler::deliver(Connection& connection, unsigned side, std::span<const std::uint8_t> data,
                          std::uint64_t length, const PacketInfo& packet) {
  Flow& flow = connection.flows[side];
  if (!data.empty()) {
    if (!connection.announced) announce(connection, side, data, packet);
    const std::uint64_t offset = flow.next;
    flow.next += data.size();
    sink_.bytes(connection.id, direction(connection, side), data, offset, packet);
  }
  if (length > data.size()) declare_gap(connection, side, length - data.size(), packet);
}

// Delivers held bytes as long as they follow without a hole.
void Reassembler::deliver_held(Connection& connection, unsigned side) {
  Flow& flow = connection.flows[side];
  while (!flow.held.empty() && flow.held.first_offset() == flow.next) {
    const HeldSegment segment = flow.held.take_first();
    held_total_ -= segment.data.size();
    deliver(connection, side, segment.data, segment.length, segment.packet);
  }
}

void Reassembler::declare_gap(Connection& connection, unsigned side, std::uint64_t length,
                              const PacketInfo& packet) {
  Flow& flow = connection.flows[side];
  if (!connection.announced) announce(connection, side, {}, packet);
  const std::uint64_t offset = flow.next;
  flow.next += length;
  sink_.gap(connection.id, direction(connection, side), offset, length, packet);
}

// The offset up to which bytes are missing that the receiver has acknowledged; flow.next if none are.
std::uint64_t Reassembler::lost_until(const Flow& flow) const {
  std::uint64_t until = flow.acknowledged;
  if (flow.fin_seen) until = std::min(until, flow.fin_at);
  if (!flow.held.empty()) return std::max(flow.next, std::min(until, flow.held.first_offset()));
  // A FIN takes one sequence number. A FIN that was not captured looks like one more byte, and is more
  // likely.
  if (!flow.fin_seen && until == flow.next + 1) return flow.next;
  return std::max(flow.next, until);
}

void Reassembler::look_for_loss(Connection& connection, unsigned side) {
  Flow& flow = connection.flows[side];
  if (flow.acknowledged <= flow.next || flow.ended) return;
  const std::uint64_t until = lost_until(flow);
  if (until == flow.next || flow.waiting_at != flow.next) {
    flow.waiting_at = flow.next;  // progress: captures that show acknowledgements early make no gaps
    flow.waited = 0;
  }
  if (until == flow.next || ++flow.waited < limits_.patience) return;
  declare_gap(connection, side, until - flow.next, now_);
  deliver_held(connection, side);
  end_if_finished(connection, side);
}

// Reports a connection when it first has data: `data` was sent by ends[side].
void Reassembler::announce(Connection& connection, unsigned side, std::span<const std::uint8_t> data,
                           const PacketInfo& packet) {
  if (connection.announced) return;
  connection.announced = true;
  bool role_known = connection.syn_seen;
  if (!role_known && (starts_with(data, "GET ") || starts_with(data, "HTTP/1."))) {
    connection.client = static_cast<std::uint8_t>(data[0] == 'G' ? side : 1 - side);
    role_known = true;
  }
  ConnectionStart start;
  start.id = connection.id;
  start.client = connection.ends[connection.client];
  start.server = connection.ends[1 - connection.client];
  start.syn_seen = connection.syn_seen;
  start.role_known = role_known;
  start.packet = packet;
  sink_.connection(start);
  for (const unsigned end : {0U, 1U}) {  // a side may have closed before anything was sent
    if (connection.flows[end].ended)
      sink_.end(connection.id, direction(connection, end), EndKind::Fin, packet);
  }
}

// Delivers all held bytes, with gaps where bytes are missing, and the gap before the end if there is one.
void Reassembler::flush(Connection& connection, unsigned side) {
  Flow& flow = connection.flows[side];
  while (!flow.held.empty() && !(flow.fin_seen && flow.held.first_offset() >= flow.fin_at)) {
    declare_gap(connection, side, flow.held.first_offset() - flow.next, now_);
    deliver_held(connection, side);
  }
  const std::uint64_t until = flow.fin_seen ? flow.fin_at : lost_until(flow);
  if (until > flow.next) declare_gap(connection, side, until - flow.next, now_);
  end_if_finished(connection, side);
}

}  // namespace ws101::wsdump
