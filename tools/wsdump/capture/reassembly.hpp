// Reassembles the byte streams of TCP connections from the segments of a capture.
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "wsdump/capture/connection_table.hpp"
#include "wsdump/capture/ip.hpp"
#include "wsdump/capture/stream_sink.hpp"

namespace ws101::wsdump {

struct ReassemblyLimits {
  // Segments held per direction until the bytes before them come; beyond that the missing bytes count as
  // lost.
  std::size_t held_segments = 256;
  std::size_t held_bytes = std::size_t{1} << 20;
  std::size_t held_bytes_total = std::size_t{4} << 20;  // over all connections
  // Bytes that the receiver acknowledged, but that the capture has not shown, are waited for during this many
  // more packets of the connection: captures have packets out of order, mostly by a few places.
  std::uint32_t patience = 32;
  std::size_t open_connections = 16384;  // beyond that the one that has been silent longest is dropped
  std::size_t closed_connections =
      1024;  // remembered, so that their late packets do not count as new connections
};

struct ReassemblyCounts {
  std::uint64_t packets = 0;
  std::array<std::uint64_t, kPacketContents> contents{};  // packets by PacketContent
  std::uint32_t connections = 0;                          // all TCP connections, also those without a byte
  std::uint64_t retransmitted = 0;   // segments that brought nothing new, keep-alive probes included
  std::uint64_t outside_window = 0;  // segments more than 1 GiB away from where their stream is
  std::uint64_t after_end = 0;       // segments with data for a direction that had ended
};

// Feed it packets in the order of the file, then call finish(). Segments in order are passed on as views,
// without a copy and without allocation. A gap is declared when the receiver acknowledged bytes that have not
// come within `patience` packets, when a limit is reached, or at the end; a segment that the capture's snap
// length cut gives its front and then a gap. Before the first SYN-less segment of a direction nothing is
// known: its stream starts there.
class Reassembler {
 public:
  explicit Reassembler(StreamSink& sink, const ReassemblyLimits& limits = {})
      : sink_(sink), limits_(limits) {}

  // Only connections with this port at either end are followed (and numbered).
  void select_port(std::uint16_t port) { port_ = port; }

  void packet(const Packet& packet);
  // The same for a packet that is not from a capture file. `original_length` 0: `bytes` is the whole packet.
  void packet(std::uint32_t link_type, std::span<const std::uint8_t> bytes, std::uint64_t original_length,
              std::uint64_t number, std::int64_t time_ns);
  // The input has ended: delivers all held bytes, with gaps where bytes are missing, and ends every stream.
  void finish();

  const ReassemblyCounts& counts() const { return counts_; }

 private:
  struct Closing {
    std::uint32_t slot;
    std::uint32_t id;
    std::uint64_t due;
  };

  void segment(const TcpSegment& segment, const PacketInfo& packet);
  std::uint32_t begin_connection(const TcpSegment& segment);
  static bool is_new_connection(const Connection& connection, unsigned side, const TcpSegment& segment);
  void note_synchronisation(Connection& connection, unsigned side, const TcpSegment& segment);
  void note_acknowledgement(Connection& connection, unsigned side, const TcpSegment& segment);
  void take_data(Connection& connection, unsigned side, const TcpSegment& segment);
  void place(Connection& connection, unsigned side, std::uint64_t offset, std::span<const std::uint8_t> data,
             std::uint64_t length);
  void take_reset(std::uint32_t slot, unsigned side, const TcpSegment& segment);

  void deliver(Connection& connection, unsigned side, std::span<const std::uint8_t> data,
               std::uint64_t length, const PacketInfo& packet);
  void deliver_held(Connection& connection, unsigned side);
  void declare_gap(Connection& connection, unsigned side, std::uint64_t length, const PacketInfo& packet);
  std::uint64_t lost_until(const Flow& flow) const;
  void look_for_loss(Connection& connection, unsigned side);
  void end_if_finished(Connection& connection, unsigned side);
  void announce(Connection& connection, unsigned side, std::span<const std::uint8_t> data,
                const PacketInfo& packet);
  void end_connection(std::uint32_t slot, EndKind kind);
  void flush(Connection& connection, unsigned side);
  void end_resets_due();
  Direction direction(const Connection& connection, unsigned side) const {
    return side == connection.client ? Direction::Client : Direction::Server;
  }

  StreamSink& sink_;
  ReassemblyLimits limits_;
  std::optional<std::uint16_t> port_;
  ConnectionTable table_;
  std::deque<Closing> closing_;
  std::size_t held_total_ = 0;
  PacketInfo now_;
  ReassemblyCounts counts_;
};

}  // namespace ws101::wsdump
