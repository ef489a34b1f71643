#include "wsdump/capture/pcap.hpp"

#include <algorithm>

#include "text/hex.hpp"
#include "wsdump/capture/byte_order.hpp"
#include "wsdump/capture/pcapng.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kFileHeaderSize = 24;
constexpr std::uint32_t kMagicMicro = 0xa1b2c3d4;
constexpr std::uint32_t kMagicNano = 0xa1b23c4d;
constexpr std::uint32_t kMagicModified = 0xa1b2cd34;  // Kuznetzov's: eight more bytes before each packet
constexpr std::uint32_t kMagicSection = 0x0a0d0d0a;

bool is_pcap_magic(std::uint32_t magic) {
  return magic == kMagicMicro || magic == kMagicNano || magic == kMagicModified;
}

std::string hex32(std::uint32_t value) {
  return "0x" + hex_digits(value, 8);
}

// The reader for input that is not a capture file.
class UnrecognisedReader : public CaptureReader {
 public:
  explicit UnrecognisedReader(ByteWindow& window) : window_(window) {}
  std::string_view format() const override { return "unrecognised"; }
  ReadStatus next(Packet&) override {
    if (final_) return *final_;
    if (window_.size() < 4) return cut(window_, "the magic number", 0, 4);
    const std::uint32_t magic = big32(window_.view().data());
    std::string text = "expected the magic number of a pcap or pcapng file at byte 0, got " + hex32(magic);
    if (magic >> 16 == 0x1f8b) text += ": this is gzip, so decompress it first (gunzip -c FILE | wsdump -)";
    return fail(ReadStatus::Damaged, text);
  }

 private:
  ByteWindow& window_;
};

}  // namespace

ReadStatus CaptureReader::cut(const ByteWindow& window, std::string_view what, std::uint64_t offset,
                              std::uint64_t needed) {
  std::string text = "the file ends inside ";
  text.append(what).append(" at byte ").append(std::to_string(offset));
  text.append(": expected ").append(std::to_string(needed)).append(" bytes, got ");
  text.append(std::to_string(window.offset() + window.size() - offset));
  const std::string error = window.source().error();
  if (!error.empty()) text.append(" (reading failed: ").append(error).append(")");
  return fail(ReadStatus::Incomplete, text);
}

std::string_view capture_format(std::span<const std::uint8_t> first_bytes) {
  if (first_bytes.size() < 4) return {};
  const std::uint8_t* p = first_bytes.data();
  if (is_pcap_magic(big32(p)) || is_pcap_magic(little32(p))) return "pcap";
  return big32(p) == kMagicSection ? "pcapng" : std::string_view();
}

std::unique_ptr<CaptureReader> open_capture(ByteWindow& window) {
  window.ensure(4);
  const std::string_view format = capture_format(window.view());
  if (format == "pcap") return std::make_unique<PcapReader>(window);
  if (format == "pcapng") return std::make_unique<PcapngReader>(window);
  return std::make_unique<UnrecognisedReader>(window);
}

ReadStatus PcapReader::read_file_header() {
  if (!window_.ensure(kFileHeaderSize)) return cut(window_, "the pcap file header", 0, kFileHeaderSize);
  const std::uint8_t* p = window_.view().data();
  big_endian_ = is_pcap_magic(big32(p));
  const std::uint32_t magic = read32(p, big_endian_);
  fraction_ns_ = magic == kMagicNano ? 1 : 1000;
  header_size_ = magic == kMagicModified ? 24 : 16;
  const unsigned major = read16(p + 4, big_endian_);
  if (major != 2) {
    return fail(ReadStatus::Damaged, "expected pcap version 2 at byte 4, got " + std::to_string(major));
  }
  link_type_ = read32(p + 20, big_endian_) & 0xffff;  // the high bits tell about a frame check sequence
  window_.consume(kFileHeaderSize);
  opened_ = true;
  return ReadStatus::Packet;
}

ReadStatus PcapReader::next(Packet& packet) {
  if (final_) return *final_;
  if (!opened_ && read_file_header() != ReadStatus::Packet) return *final_;
  const std::uint64_t start = window_.offset();
  if (!window_.ensure(header_size_)) {
    if (window_.size() > 0) {
      return cut(window_, "the header of packet " + std::to_string(packets_ + 1), start, header_size_);
    }
    const std::string error = window_.source().error();
    return error.empty() ? fail(ReadStatus::End, {})
                         : fail(ReadStatus::Incomplete, "reading failed: " + error);
  }
  const std::uint8_t* p = window_.view().data();
  const std::uint32_t seconds = read32(p, big_endian_);
  const std::uint32_t fraction = read32(p + 4, big_endian_);
  const std::uint32_t captured = read32(p + 8, big_endian_);
  const std::uint32_t original = read32(p + 12, big_endian_);
  if (captured > kMaxPacketBytes) {
    return fail(ReadStatus::Damaged, "expected a captured length of at most " +
                                         std::to_string(kMaxPacketBytes) + " for packet " +
                                         std::to_string(packets_ + 1) + " at byte " +
                                         std::to_string(start + 8) + ", got " + std::to_string(captured));
  }
  if (!window_.ensure(header_size_ + captured)) {
    return cut(window_, "packet " + std::to_string(packets_ + 1), start, header_size_ + captured);
  }
  packet.info.number = ++packets_;
  packet.info.time_ns = std::int64_t{seconds} * 1'000'000'000 + std::int64_t{fraction} * fraction_ns_;
  packet.link_type = link_type_;
  packet.bytes = window_.view().subspan(header_size_, captured);
  packet.original_length = std::max(captured, original);
  window_.consume(header_size_ + captured);
  return ReadStatus::Packet;
}

}  // namespace ws101::wsdump
