// The output of a capture: connections, and for each direction its bytes in order, its gaps, its end.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "wsdump/capture/endpoint.hpp"
#include "wsdump/capture/packet.hpp"
#include "wsdump/direction.hpp"

namespace ws101::wsdump {

struct ConnectionStart {
  // From 1, in order of first appearance. Wireshark's tcp.stream counts the same connections from 0, unless a
  // port was selected: then only connections of that port are counted.
  std::uint32_t id = 0;
  Endpoint client;
  Endpoint server;
  std::string name;       // set instead of the endpoints if the input has no addresses (a net-log)
  bool syn_seen = false;  // the stream offsets count from the connection's true beginning
  bool role_known =
      false;  // false: the higher port was assumed to be the client's; the MASK bits may show otherwise
  PacketInfo packet;  // the packet in which it was first seen
};

enum class EndKind : std::uint8_t {
  Fin,         // the sender closed its direction
  Rst,         // the connection was reset, by either side
  Replaced,    // a new connection between the same ports began
  Forgotten,   // too many connections were open; this one had been silent longest
  CaptureEnd,  // the input ended
};

enum class StreamNote : std::uint8_t {
  OverlapDiffers,  // bytes came twice and differed; the first copy was kept
};

// All calls for one direction come in stream order: bytes() and gap() together cover it from offset 0 without
// a hole, and exactly one end() closes it. connection() comes before everything else of its connection, and
// only for connections that carry at least one byte or gap.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  virtual void connection(const ConnectionStart& start) = 0;
  // `data` is never empty and is valid during the call only. `packet` is the one that completed it.
  virtual void bytes(std::uint32_t connection, Direction from, std::span<const std::uint8_t> data,
                     std::uint64_t stream_offset, const PacketInfo& packet) = 0;
  // `length` bytes were sent but are not in the capture. `packet` is the one at which this became certain.
  virtual void gap(std::uint32_t connection, Direction from, std::uint64_t stream_offset,
                   std::uint64_t length, const PacketInfo& packet) = 0;
  virtual void end(std::uint32_t connection, Direction from, EndKind kind, const PacketInfo& packet) = 0;
  virtual void note(std::uint32_t /*connection*/, Direction /*from*/, StreamNote /*note*/,
                    std::uint64_t /*stream_offset*/, const PacketInfo& /*packet*/) {}
};

}  // namespace ws101::wsdump
