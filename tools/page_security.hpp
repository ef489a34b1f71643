// What our pages tell a browser about themselves, so that nothing else can be done with them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base64/base64.hpp"
#include "handshake/fields.hpp"
#include "net/random.hpp"

namespace ws101 {

// Where the page's script may open connections to.
enum class Connects : std::uint8_t {
  Here,      // the server that the page came from
  Anywhere,  // any WebSocket server
};

// For one answer: a script or style without this attribute value does not run. 128 random bits, as CSP Level 3 asks.
inline std::string make_nonce() {
  std::array<std::uint8_t, 16> bytes{};
  fill_random(bytes);
  return base64_encode(bytes);
}

// Content-Security-Policy: nothing but what the page itself brings along, no other page around it (a click there would
// be a click here), no form, no <base>. Referrer-Policy: no server learns where a visitor came from.
// Cross-Origin-Resource-Policy: no other site reads it as an image or a script. page_response() adds
// X-Content-Type-Options.
inline Fields security_fields(std::string_view nonce, Connects connects) {
  const std::string with_nonce = " 'nonce-" + std::string(nonce) + "'; ";
  Fields fields;
  fields.add("Content-Security-Policy",
             "default-src 'none'; script-src" + with_nonce + "style-src" + with_nonce + "connect-src " +
                 (connects == Connects::Here ? "'self'" : "'self' ws: wss:") +
                 "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  fields.add("Referrer-Policy", "no-referrer");
  fields.add("Cross-Origin-Resource-Policy", "same-origin");
  return fields;
}

}  // namespace ws101
