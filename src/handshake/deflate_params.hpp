// The parameters of permessage-deflate, as offered and as accepted (RFC 7692 7.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/extension.hpp"
#include "handshake/syntax_error.hpp"

namespace ws101 {

inline constexpr std::string_view kDeflateName = "permessage-deflate";

// RFC 7692 7.1.2: a window has 2^8 to 2^15 bytes. zlib, which most peers use, cannot compress with 2^8: it uses
// 2^9.
inline constexpr unsigned kMostWindowBits = 15;
inline constexpr unsigned kLeastZlibWindowBits = 9;

// The four parameters, as one end wants them or as negotiated. The default compresses best: each direction keeps its
// window from message to message.
struct DeflateParams {
  bool server_no_context_takeover = false;
  bool client_no_context_takeover = false;
  unsigned server_max_window_bits = kMostWindowBits;  // 8 to 15
  unsigned client_max_window_bits = kMostWindowBits;

  friend bool operator==(const DeflateParams&, const DeflateParams&) = default;
};

// Uses little memory: nothing is kept between two messages.
inline constexpr DeflateParams kSmallDeflate{true, true, kMostWindowBits, kMostWindowBits};

// Parameters as in the field, separated by ; or , (which a shell leaves alone): "client_no_context_takeover,
// server_max_window_bits=10". Parameters that are not given have their default. A value is 8 to 15.
std::variant<DeflateParams, SyntaxError> parse_deflate_params(std::string_view text);

// The parameters of a valid extension (see below); client_max_window_bits without a value counts as 15.
DeflateParams deflate_params_of(const Extension& extension);

// What is wrong with an offer of permessage-deflate, as "expected ..., got ..."; nothing if it is valid. A server
// declines an invalid offer (RFC 7692 7.1): the handshake continues without the extension.
std::optional<std::string> wrong_deflate_offer(const Extension& offer);

// The same for a server's answer: an unknown parameter, one that comes twice, a value that is missing, out of
// range or not allowed. A client then fails the connection (RFC 7692 7.1).
std::optional<std::string> wrong_deflate_answer(const Extension& answer);

// For a valid answer: the parameter that none of the offers allows, such as client_max_window_bits that was not
// offered, a server's window larger than offered, or a missing server_no_context_takeover that was offered. Only
// offers of permessage-deflate count; nothing if one of them allows the answer, or if there is none.
std::optional<std::string> deflate_answer_not_offered(const Extension& answer,
                                                      const std::vector<Extension>& offers);

}  // namespace ws101
