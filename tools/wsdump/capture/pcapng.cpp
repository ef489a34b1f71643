#include "wsdump/capture/pcapng.hpp"

#include <algorithm>

#include "wsdump/capture/byte_order.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kInterface = 1;
constexpr std::uint32_t kObsoletePacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kSecrets = 10;

constexpr std::size_t kBlockFrame = 12;  // type and length before the body, length again after it
constexpr std::uint16_t kOptionResolution = 9;
constexpr std::uint16_t kOptionOffset = 14;

constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;

std::string at(std::uint64_t offset) {
  return " at byte " + std::to_string(offset);
}

// The fraction of a second that `units` of 2^-bits are, in nanoseconds. Precondition: units < 2^bits.
std::uint64_t binary_fraction_ns(std::uint64_t units, unsigned bits) {
  if (bits > 34) {  // so that the product below fits 64 bits; what is lost is under a nanosecond
    units = bits - 34 < 64 ? units >> (bits - 34) : 0;
    bits = 34;
  }
  return units * kNanosPerSecond >> bits;
}

}  // namespace

std::int64_t timestamp_ns(std::uint64_t units, std::uint8_t resolution, std::int64_t offset_seconds) {
  const unsigned exponent = resolution & 0x7f;
  std::uint64_t seconds = 0;
  std::uint64_t nanos = 0;
  if ((resolution & 0x80) != 0) {
    seconds = exponent < 64 ? units >> exponent : 0;
    const std::uint64_t rest = exponent < 64 ? units & ((std::uint64_t{1} << exponent) - 1) : units;
    nanos = binary_fraction_ns(rest, exponent);
  } else {
    std::uint64_t per_second = 1;
    unsigned powers = std::min(exponent, 19U);  // 10^19 is the last power in 64 bits
    for (unsigned i = exponent; i > powers; --i) units /= 10;
    for (unsigned i = 0; i < powers; ++i) per_second *= 10;
    seconds = units / per_second;
    const std::uint64_t rest = units % per_second;
    nanos = per_second <= kNanosPerSecond ? rest * (kNanosPerSecond / per_second)
                                          : rest / (per_second / kNanosPerSecond);
  }
  constexpr std::uint64_t kMaxSeconds = static_cast<std::uint64_t>(kMaxTime) / kNanosPerSecond - 1;
  const auto clamped = static_cast<std::int64_t>(std::min(seconds, kMaxSeconds));
  const auto limit = static_cast<std::int64_t>(kMaxSeconds);
  const std::int64_t moved = clamped + std::clamp(offset_seconds, -limit, limit);
  return std::clamp<std::int64_t>(moved, 0, limit) * static_cast<std::int64_t>(kNanosPerSecond) +
         static_cast<std::int64_t>(nanos);
}

ReadStatus PcapngReader::next(Packet& packet) {
  if (final_) return *final_;
  for (;;) {
    const Block block = read_block(packet);
    if (block == Block::Packet) return ReadStatus::Packet;
    if (block == Block::Stop) return *final_;
  }
}

PcapngReader::Block PcapngReader::damaged(std::string problem) {
  fail(ReadStatus::Damaged, std::move(problem));
  return Block::Stop;
}

bool PcapngReader::trailer_agrees(const std::uint8_t* trailer, std::uint32_t length, std::uint64_t start) {
  const std::uint32_t again = read32(trailer, big_endian_);
  if (again == length) return true;
  damaged("expected the block length " + std::to_string(length) + " again" + at(start + length - 4) +
          ", got " + std::to_string(again));
  return false;
}

PcapngReader::Block PcapngReader::read_block(Packet& packet) {
  const std::uint64_t start = window_.offset();
  if (!window_.ensure(kBlockFrame)) {
    if (window_.size() > 0) return cut(window_, "a block", start, kBlockFrame), Block::Stop;
    const std::string error = window_.source().error();
    error.empty() ? fail(ReadStatus::End, {}) : fail(ReadStatus::Incomplete, "reading failed: " + error);
    return Block::Stop;
  }
  const std::uint8_t* p = window_.view().data();
  if (big32(p) == kSectionHeader) return read_section(start);
  if (!in_section_) return damaged("expected a section header block" + at(start));

  const std::uint32_t type = read32(p, big_endian_);
  const std::uint32_t length = read32(p + 4, big_endian_);
  if (length < kBlockFrame || length % 4 != 0) {
    return damaged("expected a block length of at least 12 and a multiple of 4" + at(start + 4) + ", got " +
                   std::to_string(length));
  }
  const bool wanted =
      type == kInterface || type == kEnhancedPacket || type == kSimplePacket || type == kObsoletePacket;
  if (!wanted) {
    if (type == kSecrets) ++secrets_blocks_;
    if (!window_.skip(length - 4) || !window_.ensure(4)) {
      return cut(window_, "a block of type " + std::to_string(type), start, length), Block::Stop;
    }
    if (!trailer_agrees(window_.view().data(), length, start)) return Block::Stop;
    window_.consume(4);
    return Block::Other;
  }
  if (length > kMaxBlockBytes) {
    return damaged("expected a block length of at most " + std::to_string(kMaxBlockBytes) + at(start + 4) +
                   ", got " + std::to_string(length));
  }
  if (!window_.ensure(length)) {
    const std::string what = type == kInterface ? "an interface description block"
                                                : "the block of packet " + std::to_string(packets_ + 1);
    return cut(window_, what, start, length), Block::Stop;
  }
  p = window_.view().data();
  if (!trailer_agrees(p + length - 4, length, start)) return Block::Stop;
  const std::span<const std::uint8_t> body = window_.view().subspan(8, length - kBlockFrame);
  window_.consume(length);
  switch (type) {
    case kInterface:
      return read_interface(body, start);
    case kSimplePacket:
      return read_simple(body, start, packet);
    default:
      return read_enhanced(body, start, type == kObsoletePacket, packet);
  }
}

PcapngReader::Block PcapngReader::read_section(std::uint64_t start) {
  const std::uint8_t* p = window_.view().data();
  if (big32(p + 8) != kByteOrderMagic && little32(p + 8) != kByteOrderMagic) {
    return damaged("expected the byte-order magic 1a2b3c4d or 4d3c2b1a" + at(start + 8));
  }
  big_endian_ = big32(p + 8) == kByteOrderMagic;
  const std::uint32_t length = read32(p + 4, big_endian_);
  if (length < 28 || length % 4 != 0) {
    return damaged("expected a section header length of at least 28 and a multiple of 4" + at(start + 4) +
                   ", got " + std::to_string(length));
  }
  if (!window_.ensure(28)) return cut(window_, "a section header block", start, length), Block::Stop;
  const unsigned major = read16(window_.view().data() + 12, big_endian_);
  if (major != 1)
    return damaged("expected pcapng version 1" + at(start + 12) + ", got " + std::to_string(major));
  if (!window_.skip(length - 4) || !window_.ensure(4)) {
    return cut(window_, "a section header block", start, length), Block::Stop;
  }
  if (!trailer_agrees(window_.view().data(), length, start)) return Block::Stop;
  window_.consume(4);
  in_section_ = true;
  interfaces_.clear();
  return Block::Other;
}

PcapngReader::Block PcapngReader::read_interface(std::span<const std::uint8_t> body, std::uint64_t start) {
  if (body.size() < 8) return damaged("expected 8 bytes of interface description" + at(start + 8));
  if (interfaces_.size() == kMaxInterfaces) {
    return damaged("expected at most " + std::to_string(kMaxInterfaces) + " interfaces, got one more" +
                   at(start));
  }
  Interface interface;
  interface.link_type = read16(body.data(), big_endian_);
  interface.snap_length = read32(body.data() + 4, big_endian_);
  for (std::size_t i = 8; body.size() - i >= 4;) {
    const std::uint16_t code = read16(&body[i], big_endian_);
    const std::size_t length = read16(&body[i + 2], big_endian_);
    const std::size_t padded = (length + 3) & ~std::size_t{3};
    if (code == 0 || body.size() - i - 4 < padded) break;  // the end, or an option that runs past it
    const std::uint8_t* value = body.data() + i + 4;
    if (code == kOptionResolution && length == 1) interface.resolution = value[0];
    if (code == kOptionOffset && length == 8) {
      const std::uint64_t low = read32(value + (big_endian_ ? 4 : 0), big_endian_);
      const std::uint64_t high = read32(value + (big_endian_ ? 0 : 4), big_endian_);
      interface.offset_seconds = static_cast<std::int64_t>(high << 32 | low);
    }
    i += 4 + padded;
  }
  interfaces_.push_back(interface);
  return Block::Other;
}

PcapngReader::Block PcapngReader::read_enhanced(std::span<const std::uint8_t> body, std::uint64_t start,
                                                bool obsolete, Packet& packet) {
  if (body.size() < 20) return damaged("expected 20 bytes before the packet's data" + at(start + 8));
  const std::uint8_t* p = body.data();
  // The obsolete block keeps the interface in 16 bits and a drop counter beside it; the rest is the same.
  const std::uint32_t id = obsolete ? read16(p, big_endian_) : read32(p, big_endian_);
  if (id >= interfaces_.size()) {
    return damaged("expected an interface number below " + std::to_string(interfaces_.size()) +
                   at(start + 8) + ", got " + std::to_string(id));
  }
  const std::uint32_t captured = read32(p + 12, big_endian_);
  if (captured > body.size() - 20 || captured > kMaxPacketBytes) {
    return damaged("expected a captured length of at most " + std::to_string(body.size() - 20) +
                   at(start + 20) + ", got " + std::to_string(captured));
  }
  const Interface& interface = interfaces_[id];
  const std::uint64_t units = std::uint64_t{read32(p + 4, big_endian_)} << 32 | read32(p + 8, big_endian_);
  packet.info.number = ++packets_;
  packet.info.time_ns = timestamp_ns(units, interface.resolution, interface.offset_seconds);
  packet.link_type = interface.link_type;
  packet.bytes = body.subspan(20, captured);
  packet.original_length = std::max(captured, read32(p + 16, big_endian_));
  return Block::Packet;
}

PcapngReader::Block PcapngReader::read_simple(std::span<const std::uint8_t> body, std::uint64_t start,
                                              Packet& packet) {
  if (body.size() < 4) return damaged("expected 4 bytes before the packet's data" + at(start + 8));
  if (interfaces_.empty()) return damaged("expected an interface description before the packet" + at(start));
  const Interface& interface = interfaces_.front();
  const std::uint32_t original = read32(body.data(), big_endian_);
  std::size_t captured = std::min<std::size_t>(original, body.size() - 4);
  if (interface.snap_length != 0) captured = std::min<std::size_t>(captured, interface.snap_length);
  packet.info.number = ++packets_;
  packet.info.time_ns = kNoTime;
  packet.link_type = interface.link_type;
  packet.bytes = body.subspan(4, captured);
  packet.original_length = original;
  return Block::Packet;
}

}  // namespace ws101::wsdump
