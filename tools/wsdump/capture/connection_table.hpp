// The TCP connections that are being followed, found by their two endpoints, bounded in number.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "wsdump/capture/endpoint.hpp"
#include "wsdump/capture/held_segments.hpp"

namespace ws101::wsdump {

// One direction of a connection. Offsets count the stream's bytes from 0 and have 64 bits; sequence numbers
// have 32 and wrap: the offset of a sequence number is the one nearest to `next`.
struct Flow {
  bool started = false;  // first_sequence is known
  bool fin_seen = false;
  bool ended = false;                // end() was reported
  std::uint32_t first_sequence = 0;  // of the byte at offset 0
  std::uint64_t next = 0;            // offset of the next byte to deliver
  std::uint64_t acknowledged = 0;    // the receiver has all bytes before this offset
  std::uint64_t fin_at = 0;          // where the stream ends, once fin_seen
  std::uint64_t waiting_at = 0;  // the value of `next` since which acknowledged bytes are being waited for,
  std::uint32_t waited = 0;      // and the number of packets since
  HeldSegments held;

  // How far `sequence` lies beyond the next byte to deliver; negative if it lies before it.
  std::int32_t distance(std::uint32_t sequence) const {
    return static_cast<std::int32_t>(sequence - first_sequence - static_cast<std::uint32_t>(next));
  }
};

struct Connection {
  std::uint32_t id = 0;
  std::array<Endpoint, 2> ends;  // ends[0] sent the first packet seen
  std::array<Flow, 2> flows;     // flows[i] is what ends[i] sends
  bool syn_seen = false;
  bool announced = false;   // connection() was reported
  bool reset = false;       // an RST was seen; the end is reported after some more packets
  bool closed = false;      // everything was reported; kept so that late packets start no new connection
  std::uint8_t client = 0;  // which end is the client; a guess until syn_seen or announced

  std::uint32_t hash_next = 0;  // links of the table, by slot
  std::uint32_t older = 0;
  std::uint32_t newer = 0;
};

class ConnectionTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Match {
    std::uint32_t slot = kNone;
    unsigned side = 0;  // which end of the connection is the source
  };

  Match find(const Endpoint& source, const Endpoint& destination);
  // Adds a connection whose end 0 is `source`. The pair must not be in the table.
  std::uint32_t add(const Endpoint& source, const Endpoint& destination);
  void remove(std::uint32_t slot);
  // Moves a connection from the open ones to the closed ones.
  void close(std::uint32_t slot);

  Connection& operator[](std::uint32_t slot) { return slots_[slot]; }
  std::size_t open_count() const { return open_.count; }
  std::size_t closed_count() const { return closed_.count; }
  std::uint32_t oldest_open() const { return open_.oldest; }  // the one silent longest
  std::uint32_t oldest_closed() const { return closed_.oldest; }
  std::vector<std::uint32_t> open_slots() const;

 private:
  struct List {  // from the one silent longest to the newest
    std::uint32_t oldest = kNone;
    std::uint32_t newest = kNone;
    std::size_t count = 0;
  };
  static constexpr std::size_t kBuckets = 1 << 14;

  static std::size_t bucket(const Endpoint& a, const Endpoint& b);
  static bool matches(const Connection& connection, const Endpoint& source, const Endpoint& destination,
                      unsigned& side);
  void append(List& list, std::uint32_t slot);
  void unlink(List& list, std::uint32_t slot);

  std::deque<Connection> slots_;  // grows without moving
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> buckets_ = std::vector<std::uint32_t>(kBuckets, kNone);
  List open_;
  List closed_;
  std::uint32_t last_ = kNone;  // the connection found last: most packets belong to it again
};

}  // namespace ws101::wsdump
