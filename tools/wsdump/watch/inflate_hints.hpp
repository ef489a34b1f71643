// Likely causes of a compressed message that cannot be inflated, reported only if the bytes fit one
// mistake.
#pragma once

#include <optional>
#include <string>

#include "wsdump/watch/inflation.hpp"

namespace ws101::wsdump {

// Each gives one sentence without a full stop, or nothing. They look at messages whose payload is all at hand.
// RFC 7692 7.2.1 wants raw DEFLATE. The payload begins with the header of RFC 1950 (78 9c, say) or of RFC 1952 (1f 8b).
std::optional<std::string> hint_wrapped(const Inflation& inflation);
// No context takeover was negotiated, but the sender kept its window: with that the message inflates.
std::optional<std::string> hint_window_kept(const Inflation& inflation);
// The sender's window also contains what it sent uncompressed: with that the message inflates.
std::optional<std::string> hint_window_polluted(const Inflation& inflation);
// The data ends inside a block with BFINAL: it was finished instead of flushed, and its end was cut off as if it were
// the tail.
std::optional<std::string> hint_end_cut(const Inflation& inflation);

// The first of these that fits.
std::optional<std::string> inflate_hint(const Inflation& inflation);

}  // namespace ws101::wsdump
