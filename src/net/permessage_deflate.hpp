// permessage-deflate (RFC 7692 7): joins the core's two halves of an extension to the algorithm of src/deflate, as the
// handshake has agreed.
#pragma once

#include <cstddef>
#include <memory>

#include "frame/compression.hpp"
#include "frame/header.hpp"
#include "handshake/deflate_params.hpp"

namespace ws101 {

// Which messages are compressed. Each message may be sent either way (RFC 7692 6), so the peer is not asked.
struct DeflateLimits {
  // Bytes. A shorter message gains little: most of it is the header of a block.
  static constexpr std::size_t kDefaultLeast = 256;
  // A longer one is sent as it is. Compressing happens under the lock that orders what a connection sends, and whoever
  // else sends there waits: this bounds for how long (1 MiB of text: some 20 ms).
  static constexpr std::size_t kDefaultMost = std::size_t{1} << 20;

  std::size_t least = kDefaultLeast;
  std::size_t most = kDefaultMost;
};

// What the endpoint of this role sends with, and what it reads with. A window takes memory as there is something to
// remember: at most 44 KiB to read, 200 KiB to send. Without context takeover nothing is kept between two messages.
std::unique_ptr<Compressor> make_compressor(Role role, const DeflateParams& params,
                                            const DeflateLimits& limits = {});
std::unique_ptr<Decompressor> make_decompressor(Role role, const DeflateParams& params);

}  // namespace ws101
