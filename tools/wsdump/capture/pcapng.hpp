// Reads pcapng files packet by packet: blocks, sections of either byte order, interfaces with their clocks.
#pragma once

#include <vector>

#include "wsdump/capture/pcap.hpp"

namespace ws101::wsdump {

// The largest block that is kept in memory: a packet of the largest size with its options.
inline constexpr std::uint32_t kMaxBlockBytes = kMaxPacketBytes + 1024 * 1024;
// How many interfaces a section may describe.
inline constexpr std::size_t kMaxInterfaces = 65536;

// Section Header, Interface Description, Enhanced Packet, Simple Packet and the obsolete Packet Block;
// Decryption Secrets Blocks are counted, all other blocks skipped without being held. Options used:
// if_tsresol, if_tsoffset.
class PcapngReader : public CaptureReader {
 public:
  explicit PcapngReader(ByteWindow& window) : window_(window) {}
  ReadStatus next(Packet& packet) override;
  std::string_view format() const override { return "pcapng"; }

 private:
  struct Interface {
    std::uint32_t link_type = 0;
    std::uint32_t snap_length = 0;    // 0: no limit
    std::uint8_t resolution = 6;      // if_tsresol: bit 7 clear, 10^-n seconds; set, 2^-n
    std::int64_t offset_seconds = 0;  // if_tsoffset
  };
  enum class Block { Packet, Other, Stop };

  Block read_block(Packet& packet);
  Block read_section(std::uint64_t start);
  Block read_interface(std::span<const std::uint8_t> body, std::uint64_t start);
  Block read_enhanced(std::span<const std::uint8_t> body, std::uint64_t start, bool obsolete, Packet& packet);
  Block read_simple(std::span<const std::uint8_t> body, std::uint64_t start, Packet& packet);
  Block damaged(std::string problem);
  bool trailer_agrees(const std::uint8_t* trailer, std::uint32_t length, std::uint64_t start);

  ByteWindow& window_;
  bool in_section_ = false;
  bool big_endian_ = false;
  std::vector<Interface> interfaces_;
};

// Nanoseconds since 1970 of a time stamp in units of `resolution` (in the form of if_tsresol), clamped to
// 0..kMaxTime.
std::int64_t timestamp_ns(std::uint64_t units, std::uint8_t resolution, std::int64_t offset_seconds);

}  // namespace ws101::wsdump
