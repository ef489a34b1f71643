// Reads classic pcap files packet by packet, and opens either kind of capture file by its first bytes.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wsdump/capture/byte_window.hpp"
#include "wsdump/capture/packet.hpp"

namespace ws101::wsdump {

// The largest packet that is accepted. Wireshark writes up to 256 KiB; loopback and USB captures somewhat
// more.
inline constexpr std::uint32_t kMaxPacketBytes = 16 * 1024 * 1024;

enum class ReadStatus {
  Packet,  // a packet was read
  End,     // the file ended where a file may end
  Incomplete,  // the file ended inside a packet or a header: problem() says where; everything before was delivered
  Damaged,  // the file contradicts its format: problem() says what was expected, what came, at which offset
};

// A capture file as a stream of packets. next() after anything but Packet returns the same again.
class CaptureReader {
 public:
  virtual ~CaptureReader() = default;
  virtual ReadStatus next(Packet& packet) = 0;
  virtual std::string_view format() const = 0;  // "pcap" or "pcapng"
  const std::string& problem() const { return problem_; }
  std::uint64_t packets() const { return packets_; }
  // pcapng Decryption Secrets Blocks: the file contains TLS keys, so Wireshark can read its wss traffic.
  std::uint64_t secrets_blocks() const { return secrets_blocks_; }

 protected:
  ReadStatus fail(ReadStatus status, std::string problem) {
    problem_ = std::move(problem);
    final_ = status;
    return status;
  }
  // The input ended inside `what`, which begins at `offset`.
  ReadStatus cut(const ByteWindow& window, std::string_view what, std::uint64_t offset, std::uint64_t needed);

  std::uint64_t packets_ = 0;
  std::uint64_t secrets_blocks_ = 0;
  std::optional<ReadStatus> final_;

 private:
  std::string problem_;
};

// "pcap", "pcapng", or empty if the first bytes of a file (4 are enough) are neither.
std::string_view capture_format(std::span<const std::uint8_t> first_bytes);

// The reader for the capture file that begins in `window`, which must outlive it. If the first bytes are
// not those of a capture file, the first next() is Damaged (or Incomplete if there are fewer than four).
std::unique_ptr<CaptureReader> open_capture(ByteWindow& window);

// Classic pcap: 24 bytes of file header, then 16 bytes before each packet; either byte order; micro- or
// nanoseconds.
class PcapReader : public CaptureReader {
 public:
  explicit PcapReader(ByteWindow& window) : window_(window) {}
  ReadStatus next(Packet& packet) override;
  std::string_view format() const override { return "pcap"; }

 private:
  ReadStatus read_file_header();

  ByteWindow& window_;
  bool opened_ = false;
  bool big_endian_ = false;           // the file's byte order is big-endian
  std::uint32_t fraction_ns_ = 1000;  // nanoseconds of one unit of the fraction field
  std::size_t header_size_ = 16;
  std::uint32_t link_type_ = 0;
};

}  // namespace ws101::wsdump
