// The bytes to send and the bytes that must come back: both are made once before the clock starts, as rings
// of frames of equal size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "text/bytes.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

// Two rings with the same number of requests and replies. All requests have the same size, and so have all
// replies; a place in a ring is a number of bytes modulo its length. Each connection begins at another place,
// so a server that mixes up two connections is noticed.
struct Exchange {
  std::vector<std::uint8_t> requests;  // masked frames, each with a key of its own
  std::vector<std::uint8_t> replies;   // unmasked frames with the same payloads; when raw, the requests
  std::size_t frames = 0;              // in each ring; at least --depth
  std::size_t request_size = 0;        // of one frame, in bytes
  std::size_t reply_size = 0;
  // With --deflate: the content of each message, which the requests contain compressed; `replies` is empty.
  // Else empty.
  std::vector<std::uint8_t> inflated;
};

// The payloads and keys come from a fixed seed: two runs send the same bytes. RFC 6455 5.3 requires
// unpredictable keys of a real client, to protect proxies; a load generator would only measure its own
// random numbers.
Exchange make_exchange(const Plan& plan);

// Compares received bytes, `at` bytes into the ring of replies, with the expected ones. Returns the index
// in `got` of the first byte that differs, if any.
std::optional<std::size_t> first_difference(const Exchange& exchange, std::size_t at, Bytes got);

}  // namespace ws101::wsbench
