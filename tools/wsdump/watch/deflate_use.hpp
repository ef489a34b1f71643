// How the messages of a connection are compressed: the parameters of each direction (RFC 7692 7.1), and how they are
// known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "deflate/format.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// The compressor of one side.
struct DeflateWindow {
  unsigned bits = kMaxWindowBits;  // no copy reaches back more than 2^bits bytes
  bool takeover = true;            // the window is kept from message to message
};

struct DeflateUse {
  enum class Source : std::uint8_t {
    None,     // not in use, as far as is known
    Agreed,   // by the handshake in the input
    Offered,  // the request is in the input, but the response is not
    Told,     // with --deflate
    Tried,    // RSV1 was set, and inflating worked
  };
  Source source = Source::None;
  // For unknown parameters: the largest window, kept from message to message, which inflates whatever was
  // compressed with less.
  DeflateWindow client;
  DeflateWindow server;

  bool on() const { return source != Source::None; }
};

// The parameters in the answer; for a request without an answer, those that are possible. Invalid parameters count as
// not given: the handshake's findings report them.
DeflateUse deflate_of(const HandshakeEvent& event);

// PARAMS of --deflate: parameters as in an answer, separated by semicolons or commas; none: the defaults. Otherwise
// what is wrong with them, safe to show.
std::variant<DeflateUse, std::string> parse_deflate(std::string_view params);

}  // namespace ws101::wsdump
