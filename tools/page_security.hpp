// The response fields with which our pages restrict what a browser does with them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base64/base64.hpp"
#include "handshake/fields.hpp"
#include "net/random.hpp"

namespace ws101 {

// Where the page's script may connect to.
enum class Connects : std::uint8_t {
  Here,      // the server that the page came from
  Anywhere,  // any WebSocket server
};

// For one response: a script or style whose nonce attribute differs is not used. 128 random bits, as CSP Level 3
// requires.
inline std::string make_nonce() {
  std::array<std::uint8_t, 16> bytes{};
  fill_random(bytes);
  return base64_encode(bytes);
}

// Content-Security-Policy: only scripts and styles of the page itself, no other page may frame it (clickjacking), no
// form, no <base>. Referrer-Policy: no other server learns the page's URL. Cross-Origin-Resource-Policy: no other
// site may load it as an image or a script. page_response() adds X-Content-Type-Options.
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
