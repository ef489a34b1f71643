// The parameters of permessage-deflate, as offered and as accepted (RFC 7692 7.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handshake/extension.hpp"

namespace ws101 {

inline constexpr std::string_view kDeflateName = "permessage-deflate";

// What is wrong with an offer of permessage-deflate, as "expected ..., got ..."; nothing if all is right. A server
// declines such an offer (RFC 7692 7.1): the handshake goes on without the extension.
std::optional<std::string> wrong_deflate_offer(const Extension& offer);

// The same for what a server accepted: an unknown parameter, one that comes twice, a value that is missing, out of
// range or not allowed. A client fails the connection (RFC 7692 7.1).
std::optional<std::string> wrong_deflate_answer(const Extension& answer);

// What of a right answer none of the offers allows: client_max_window_bits that was not offered, a window of the
// server larger than the client asked for, server_no_context_takeover asked for and left out. Only offers of
// permessage-deflate count; nothing if one of them allows the answer, or if there is none.
std::optional<std::string> deflate_answer_not_offered(const Extension& answer,
                                                      const std::vector<Extension>& offers);

}  // namespace ws101
