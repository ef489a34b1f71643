// How a compressed message is inflated, token by token (RFC 1951 3.2, RFC 7692 7.2.2).
#pragma once

#include <cstddef>
#include <string>

#include "text/bytes.hpp"
#include "wsdump/watch/deflate_use.hpp"
#include "wsdump/watch/said_lately.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kMostTraced = std::size_t{1} << 20;  // bytes of output

struct TracedMessage {
  Bytes payload;                     // as it came, without the tail
  bool cut = false;                  // it is only the beginning
  const SaidLately* said = nullptr;  // the window before it; null: there is none
  unsigned window_bits = kMaxWindowBits;
};

// A line for each token: its first bit, its bits in the order of the stream, what they mean; for a copy, what it copied
// and from which message. After `most` lines the rest is only counted. Lines of 80 columns.
std::string token_trace(const TracedMessage& message, std::size_t most);

}  // namespace ws101::wsdump
