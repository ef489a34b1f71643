// Segments of one direction that came too early: kept in stream order, without overlap, until the bytes
// before them come or count as lost.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "wsdump/capture/packet.hpp"

namespace ws101::wsdump {

struct HeldSegment {
  std::vector<std::uint8_t> data;  // as captured
  std::uint64_t length = 0;        // as sent: at least data.size(), and never 0
  PacketInfo packet;
};

class HeldSegments {
 public:
  bool empty() const { return segments_.empty(); }
  std::size_t count() const { return segments_.size(); }
  std::size_t bytes() const { return bytes_; }                             // captured bytes held
  std::uint64_t first_offset() const { return segments_.begin()->first; }  // precondition: not empty

  // Keeps the new ones of `length` bytes at `offset`, of which the front, `data`, was captured. If they
  // overlap held bytes, the first copy is kept; false if the two copies differ.
  bool insert(std::uint64_t offset, std::span<const std::uint8_t> data, std::uint64_t length,
              const PacketInfo& packet);
  HeldSegment take_first();
  void clear();

 private:
  void add(std::uint64_t offset, std::span<const std::uint8_t> data, std::uint64_t length,
           const PacketInfo& packet);

  std::map<std::uint64_t, HeldSegment> segments_;  // by stream offset
  std::size_t bytes_ = 0;
};

}  // namespace ws101::wsdump
