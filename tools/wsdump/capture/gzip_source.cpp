// From members to their content; gzip_source.hpp is the specification.
#include "wsdump/capture/gzip_source.hpp"

#include <algorithm>
#include <array>

#include "wsdump/capture/byte_order.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;
constexpr std::uint8_t kMethodDeflate = 8;

// RFC 1952 2.3.1, FLG.
constexpr std::uint8_t kHeaderCrc = 2;
constexpr std::uint8_t kExtra = 4;
constexpr std::uint8_t kName = 8;
constexpr std::uint8_t kComment = 16;
constexpr std::uint8_t kReservedFlags = 0xE0;

// RFC 1952 8, the table for one byte.
constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < table.size(); ++n) {
    std::uint32_t c = n;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320U ^ c >> 1 : c >> 1;
    table[n] = c;
  }
  return table;
}
constexpr auto kCrcTable = crc_table();

std::uint32_t update_crc(std::uint32_t crc, Bytes bytes) {
  crc = ~crc;
  for (const std::uint8_t byte : bytes) crc = kCrcTable[(crc ^ byte) & 0xFF] ^ crc >> 8;
  return ~crc;
}

}  // namespace

bool begins_gzip(Bytes begin) {
  return begin.size() >= 4 && begin[0] == 0x1F && begin[1] == 0x8B && begin[2] == kMethodDeflate &&
         (begin[3] & kReservedFlags) == 0;
}

std::string GzipSource::error() const {
  return error_.empty() ? packed_->error() : error_;
}

bool GzipSource::fail(std::string words) {
  if (error_.empty() && packed_->error().empty()) error_ = std::move(words);
  ended_ = true;
  return false;
}

// False at the end of the file.
bool GzipSource::refill() {
  if (!rest_.empty()) return true;
  block_.resize(kBlock);
  const std::size_t count = packed_->read(block_);
  rest_ = Bytes(block_).first(count);
  return count > 0;
}

bool GzipSource::take(MutableBytes into) {
  while (!into.empty()) {
    if (!refill()) return fail("the gzip file is cut");
    const std::size_t count = std::min(into.size(), rest_.size());
    std::copy_n(rest_.begin(), count, into.begin());
    rest_ = rest_.subspan(count);
    into = into.subspan(count);
  }
  return true;
}

// A name or a comment, up to its zero byte.
bool GzipSource::skip_text() {
  std::array<std::uint8_t, 1> byte{};
  do {
    if (!take(byte)) return false;
  } while (byte[0] != 0);
  return true;
}

bool GzipSource::read_header() {
  std::array<std::uint8_t, 10> head{};
  if (!take(head)) return false;
  if (!begins_gzip(head)) return fail("bytes that are not gzip follow the gzip data");
  const std::uint8_t flags = head[3];
  if ((flags & kExtra) != 0) {
    std::array<std::uint8_t, 2> size{};
    if (!take(size)) return false;
    std::vector<std::uint8_t> extra(little16(size.data()));
    if (!take(extra)) return false;
  }
  if ((flags & kName) != 0 && !skip_text()) return false;
  if ((flags & kComment) != 0 && !skip_text()) return false;
  std::array<std::uint8_t, 2> header_crc{};
  if ((flags & kHeaderCrc) != 0 && !take(header_crc)) return false;
  inflater_.forget();
  crc_ = length_ = 0;
  ++members_;
  in_member_ = true;
  return true;
}

bool GzipSource::read_trailer() {
  std::array<std::uint8_t, 8> trailer{};
  if (!take(trailer)) return false;
  in_member_ = false;
  if (little32(trailer.data()) != crc_) return fail("the gzip file is damaged: its CRC-32 differs");
  if (little32(trailer.data() + 4) != length_) return fail("the gzip file is damaged: its length differs");
  return true;
}

std::size_t GzipSource::read(MutableBytes into) {
  while (!ended_ && !into.empty()) {
    if (!in_member_) {
      if (members_ > 0 && !refill()) {
        ended_ = true;
        break;
      }
      if (!read_header()) break;
    }
    const bool more = refill();
    const InflateResult got = inflater_.inflate(rest_, into);
    rest_ = rest_.subspan(got.consumed);
    const Bytes content = Bytes(into).first(got.produced);
    crc_ = update_crc(crc_, content);
    length_ += static_cast<std::uint32_t>(got.produced);
    total_ += got.produced;
    if (got.status == InflateStatus::FinalBlock) {
      read_trailer();
    } else if (got.status == InflateStatus::Failed) {
      fail("the gzip file is damaged: " + std::string(info(inflater_.error().fault).words));
    } else if (got.status == InflateStatus::NeedInput && !more) {
      fail("the gzip file is cut");
    } else if (total_ > kMostUnpacked) {
      fail("the gzip file holds more than " + std::to_string(kMostUnpacked >> 30) + " GiB");
    }
    if (got.produced > 0) return got.produced;
  }
  return 0;
}

}  // namespace ws101::wsdump
