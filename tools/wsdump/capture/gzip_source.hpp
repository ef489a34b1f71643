// Reads the content of a file that is compressed with gzip (RFC 1952).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "deflate/inflate.hpp"
#include "text/bytes.hpp"
#include "wsdump/capture/byte_source.hpp"

namespace ws101::wsdump {

inline constexpr std::uint64_t kMostUnpacked = std::uint64_t{16} << 30;  // bytes of content that are read

// True if these first bytes are those of gzip: two magic bytes, the method 8, no reserved flags (RFC 1952
// 2.3.1).
bool begins_gzip(Bytes begin);

// Reads all members, one after the other (2.2). The content before an error is returned.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {}

  std::size_t read(MutableBytes into) override;
  // Also if the file is cut or damaged: CRC-32 and length of each member are checked.
  std::string error() const override;

 private:
  bool refill();
  bool take(MutableBytes into);
  bool skip_text();
  bool read_header();
  bool read_trailer();
  bool fail(std::string words);

  std::unique_ptr<ByteSource> packed_;
  std::vector<std::uint8_t> block_;
  Bytes rest_;  // of the block
  Inflater inflater_;
  bool in_member_ = false;
  bool ended_ = false;
  std::uint64_t members_ = 0;
  std::uint64_t total_ = 0;
  std::uint32_t crc_ = 0;     // of the member so far
  std::uint32_t length_ = 0;  // likewise, modulo 2^32
  std::string error_;
};

}  // namespace ws101::wsdump
