// permessage-deflate (RFC 7692 7): implements Compressor and Decompressor with src/deflate and the negotiated
// parameters.
#pragma once

#include <cstddef>
#include <memory>

#include "frame/compression.hpp"
#include "frame/header.hpp"
#include "handshake/deflate_params.hpp"

namespace ws101 {

// Which messages are compressed. The sender decides for each message (RFC 7692 6), so this is not
// negotiated.
struct DeflateLimits {
  // Bytes. Compressing a shorter message saves little: most of the result is the header of a block.
  static constexpr std::size_t kDefaultLeast = 256;
  // Bytes. A longer message is sent uncompressed. Messages are compressed under the connection's lock, so other
  // senders wait: this limits how long (about 20 ms for 1 MiB of text).
  static constexpr std::size_t kDefaultMost = std::size_t{1} << 20;

  std::size_t least = kDefaultLeast;
  std::size_t most = kDefaultMost;
};

// For the endpoint of this role: one to send with, one to receive with. Their memory grows with the window: at most
// 44 KiB to receive, 200 KiB to send. Without context takeover nothing is kept between two messages.
std::unique_ptr<Compressor> make_compressor(Role role, const DeflateParams& params,
                                            const DeflateLimits& limits = {});
std::unique_ptr<Decompressor> make_decompressor(Role role, const DeflateParams& params);

}  // namespace ws101
