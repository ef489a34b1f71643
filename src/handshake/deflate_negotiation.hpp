// How two ends agree on permessage-deflate: the client's offer, the server's answer, and what it means (RFC 7692 5,
// 7.1).
#pragma once

#include <optional>
#include <vector>

#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"

namespace ws101 {

// ---- The server

struct DeflateAnswer {
  Extension extension;   // for the 101
  DeflateParams agreed;  // what it means for both
};

// The answer to the first offer that can be accepted, none if there is none. Both ends get what they ask for: windows
// are not kept if either says so, and have the smaller of two sizes. Not accepted: an offer with anything wrong (see
// wrong_deflate_offer()), with a window of 2^8 bytes, or without client_max_window_bits if `wanted` has less than 15
// there.
std::optional<DeflateAnswer> answer_deflate(const std::vector<Extension>& offers,
                                            const DeflateParams& wanted);

// ---- The client

// Always with client_max_window_bits, so that a server may ask for a smaller window.
Extension deflate_offer(const DeflateParams& wanted);

// What the server's answer to this offer means; it must have nothing wrong. What the client wants of itself holds, also
// if the server did not repeat it.
DeflateParams agreed_deflate(const Extension& answer, const DeflateParams& wanted);

}  // namespace ws101
