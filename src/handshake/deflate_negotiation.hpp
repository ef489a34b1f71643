// The negotiation of permessage-deflate: the client's offer, the server's answer, and the resulting parameters (RFC
// 7692 5, 7.1).
#pragma once

#include <optional>
#include <vector>

#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"

namespace ws101 {

// ---- The server

struct DeflateAnswer {
  Extension extension;   // for the 101
  DeflateParams agreed;  // the parameters for both ends
};

// The answer to the first acceptable offer, or none. It combines the wishes of both ends: windows are not kept if
// either end says so, and have the smaller of the two sizes. Not acceptable: an invalid offer (see
// wrong_deflate_offer()), a window of 2^8 bytes, or no client_max_window_bits if `wanted` has less than 15 there.
std::optional<DeflateAnswer> answer_deflate(const std::vector<Extension>& offers,
                                            const DeflateParams& wanted);

// ---- The client

// Always with client_max_window_bits, so that a server may ask for a smaller window.
Extension deflate_offer(const DeflateParams& wanted);

// The parameters of the server's answer to this offer, which must be valid. Limits that the client sets for itself
// apply even if the server did not repeat them.
DeflateParams agreed_deflate(const Extension& answer, const DeflateParams& wanted);

}  // namespace ws101
