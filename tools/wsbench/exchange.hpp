// What is sent and what must come back: both written once before the clock starts, as rings of equal frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "text/bytes.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

// A ring of the same number of requests and replies, one behind the other. All requests have one size and all
// replies have one size, so a place in a ring is a number of bytes modulo its length. Every connection sends
// from the ring, each from a start of its own: a server that mixes up two connections is found out.
struct Exchange {
  std::vector<std::uint8_t> requests;  // masked frames, each with a key of its own
  std::vector<std::uint8_t> replies;   // unmasked frames with the same payloads; when raw, the requests
  std::size_t frames = 0;              // in each ring; at least --depth
  std::size_t request_size = 0;        // of one frame, in bytes
  std::size_t reply_size = 0;
  // With --deflate: what each message holds, compressed in each request; `replies` is empty. Else empty.
  std::vector<std::uint8_t> inflated;
};

// The payloads and keys are drawn from a fixed seed: two runs send the same bytes. RFC 6455 5.3 wants
// unpredictable keys from a real client, for the sake of proxies on the way; a load generator that speaks to
// its own server would only measure its own random numbers.
Exchange make_exchange(const Plan& plan);

// Compares what came, `at` bytes into the ring of replies, with what should have come.
// Returns the index in `got` of the first byte that differs, if any.
std::optional<std::size_t> first_difference(const Exchange& exchange, std::size_t at, Bytes got);

}  // namespace ws101::wsbench
