// RFC 6455 sections 8 to 11 in our own words: text errors, extensions, security, registries.
#include <array>

#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr auto kSections = std::to_array<RfcSection>({
    {"6455", "8.1", "Handling Errors in UTF-8-Encoded Data",
     R"(Wherever bytes are to be read as UTF-8 (a text message, the reason in a Close)
and are not UTF-8, the connection must be failed; the code is 1007.

  c0 80         overlong: U+0000 in two bytes      ed a0 80      a surrogate
  e4 6e         a character that breaks off        f4 90 80 80   above U+10FFFF
  80            a continuation byte alone          ff            never occurs

The whole message is judged, not each fragment. It is good to fail at the byte
that decides, without waiting for the rest. The syntax: wsdump rfc 3629 4
)"},
    {"6455", "9.1", "Negotiating Extensions",
     R"(The client offers, the server picks:

  Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, foo
  Sec-WebSocket-Extensions: permessage-deflate

- Entries are divided by commas and come in order of preference; parameters
  follow behind semicolons. The field may be repeated; the parts are joined.
- The server names only what was offered, with parameters that fit the offer.
- The client fails the connection on an extension that it did not offer.
- The order of the answer is the order in which the extensions act.
- A field that breaks the grammar makes the receiver fail the connection.
)"},
    {"6455", "9.2", "Known Extensions",
     R"(The standard defines no extension itself. IANA keeps the registry. The one in
wide use is permessage-deflate (wsdump rfc 7692 7), which compresses messages.
)"},
    {"6455", "10.1", "Non-Browser Clients",
     R"(A browser sets Origin truthfully whatever the page wants. Another program can
send any Origin: a server must not take the field for proof of who is there.
Origin protects the users of browsers from pages of strangers, nothing else.
)"},
    {"6455", "10.2", "Origin Considerations",
     R"(Any page may open a connection to any server, with the user's cookies: there
is no same-origin rule as for fetch. A server that is not for all pages should
check Origin against those that it expects, and refuse with 403 Forbidden.
)"},
    {"6455", "10.3", "Attacks On Infrastructure (Masking)",
     R"(Why clients mask. Some proxies do not understand the upgrade and look for HTTP
in what follows. A page could send a text message that reads like a request
for a script, have its own server answer, and so plant its content in the cache
of the proxy for all its users. With a key that the page cannot foresee, it
cannot choose the bytes on the wire. So the key must be new for each frame,
drawn after the page has given the payload. Servers send what they will, hence
their frames are not masked.
)"},
    {"6455", "10.4", "Implementation-Specific Limits",
     R"(A header can announce 2^63-1 bytes, and fragments can go on for ever. Whoever
receives should limit the size of a frame and of a whole message, and close
with 1009 (message too big) when a peer goes beyond it. Judge by the length in
the header: never allocate what it only announces.
)"},
    {"6455", "10.5", "WebSocket Client Authentication",
     R"(The protocol has no authentication of its own. Use what HTTP has in the
handshake: cookies, the Authorization field, TLS certificates. A browser's
script can set no fields of its own in the handshake.
)"},
    {"6455", "10.6", "Connection Confidentiality and Integrity",
     R"(ws:// can be read and changed by everyone on the way; masking does not help,
for the key is in the frame. wss:// is the same protocol through TLS and gives
both. It also passes more proxies unharmed.
)"},
    {"6455", "10.7", "Handling of Invalid Data",
     R"(Both sides must check what they receive, always: a peer may be broken or
hostile. On invalid data close the connection, with a code that says why once
the handshake is done, with an HTTP error before. What a message means is for
the application to check.
)"},
    {"6455", "10.8", "Use of SHA-1 by the WebSocket Handshake",
     R"(SHA-1 is broken as a secure hash, and the Accept value needs none: it only
shows that the server knows the protocol. No secret goes into it.
)"},
    {"6455", "11.2", "Registration of the \"WebSocket\" HTTP Upgrade Keyword",
     R"(The word in the Upgrade field is "WebSocket" (compared in any case).
)"},
    {"6455", "11.3.1", "Sec-WebSocket-Key",
     R"(From client to server, once in a request, never in a response. 16 random bytes
in base64, such as dGhlIHNhbXBsZSBub25jZQ==. It shows that the server takes
this very request for a WebSocket handshake. Rules: 4.1 and 4.2.1.
)"},
    {"6455", "11.3.2", "Sec-WebSocket-Extensions",
     R"(In both heads. May come several times in a request, which means the same as
one field with all parts; in a response it must come once at most. Rules: 9.1.
)"},
    {"6455", "11.3.3", "Sec-WebSocket-Accept",
     R"(From server to client, once in a response, never in a request. Made from the
client's key (1.3). Try: wsdump accept KEY
)"},
    {"6455", "11.3.4", "Sec-WebSocket-Protocol",
     R"(The subprotocol: what the messages mean. In a request a list in order of
preference, which may be spread over several fields. In a response exactly one
of them, in one field; or no field at all, and then none is in use.
)"},
    {"6455", "11.3.5", "Sec-WebSocket-Version",
     R"(In a request once, with the value 13. In a response only to refuse: then it
lists the versions that the server speaks, perhaps in several fields (4.4).
)"},
    {"6455", "11.7", "WebSocket Close Code Number Registry",
     R"(IANA keeps the list of close codes. Since the standard it gained 1012 (service
restart), 1013 (try again later), 1014 (bad gateway), and codes of libraries
from 3000 on. An analyser must know these too. The ranges: 7.4.2.
)"},
    {"6455", "11.8", "WebSocket Opcode Registry",
     R"(  0 continuation   1 text   2 binary   8 close   9 ping   10 pong

The ten others (3-7 and 11-15) have never been assigned.
)"},
});

}  // namespace

std::span<const RfcSection> rfc6455_rest() {
  return kSections;
}

}  // namespace ws101::wsdump
