// How the messages of a connection are compressed: what was agreed for each direction (RFC 7692 7.1), and how that is
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
    None,     // not in use, as far as anyone knows
    Agreed,   // by the handshake in the input
    Offered,  // the request is in the input and the answer is not
    Told,     // with --deflate
    Tried,    // RSV1 was set, and inflating worked
  };
  Source source = Source::None;
  // Where nobody knows the parameters: a full window that is kept, which reads whatever was compressed with less.
  DeflateWindow client;
  DeflateWindow server;

  bool on() const { return source != Source::None; }
};

// What the answer agreed to; of a request without answer, what may have been agreed to. Parameters that are wrong count
// as not given: the handshake's own findings tell of them.
DeflateUse deflate_of(const HandshakeEvent& event);

// PARAMS of --deflate: parameters as in an answer, separated by semicolons or commas; none: the defaults. Otherwise
// what is wrong with them, safe to show.
std::variant<DeflateUse, std::string> parse_deflate(std::string_view params);

}  // namespace ws101::wsdump
