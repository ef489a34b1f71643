// RFC 6455 sections 1 to 4 in our own words: addresses and the opening handshake.
#include <array>

#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr auto kSections = std::to_array<RfcSection>({
    {"6455", "1.3", "Opening Handshake",
     R"(The connection begins as an ordinary HTTP/1.1 GET that asks to upgrade. The
client sends a key, 16 random bytes in base64; the server proves that it has
read and understood the request by answering with a value made from that key:

  Sec-WebSocket-Key:    dGhlIHNhbXBsZSBub25jZQ==
  append the GUID       258EAFA5-E914-47DA-95CA-C5AB0DC85B11
  SHA-1 of the text     b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea
  those 20 bytes in base64
  Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

The status is 101. After the empty line that ends each head, both sides speak
frames. The key is no secret and no password: it only keeps caches and servers
that know nothing of WebSocket from answering by accident.
Try: wsdump accept dGhlIHNhbXBsZSBub25jZQ==
)"},
    {"6455", "1.4", "Closing Handshake",
     R"(Either side may send a Close frame; the other answers with a Close frame; then
TCP is closed. After its own Close a side sends nothing more, and after the
peer's Close it takes nothing more from it. Both may begin at the same moment.
This handshake tells a wanted end from a broken line, which TCP alone cannot
do reliably when proxies stand between. The bytes: see 5.5.1; the rules: 7.
)"},
    {"6455", "3", "WebSocket URIs",
     R"(  ws://host[:port]/path[?query]     port 80 when none is given
  wss://host[:port]/path[?query]    the same through TLS, port 443

- There is no #fragment: a URI with one is invalid; write # as %23.
- The path, with the query, becomes the target of the GET; an empty path is /.
- The host goes into the Host field, with the port unless it is the default.
)"},
    {"6455", "4.1", "Client Requirements",
     R"(The client's request, each line ended by CR LF, then an empty line:

  GET /chat HTTP/1.1                  the method is GET, the version 1.1 or more
  Host: server.example.com            with :port unless it is the default
  Upgrade: websocket                  contains this word, in any case
  Connection: Upgrade                 contains this word, in any case
  Sec-WebSocket-Key: <24 characters>  16 random bytes in base64, new each time
  Sec-WebSocket-Version: 13
  Origin, Sec-WebSocket-Protocol, Sec-WebSocket-Extensions: where needed

The client must fail the connection when the answer is not right:
- status 101 (else it is HTTP: redirect, authentication, error);
- Upgrade: websocket and Connection: Upgrade, in any case;
- Sec-WebSocket-Accept exactly as 1.3 makes it from the key;
- no extension and no subprotocol that the client did not ask for.
It must wait for the answer before it sends frames, and have at most one
connection to the same address in the state of connecting.
)"},
    {"6455", "4.2.1", "Reading the Client's Opening Handshake",
     R"(The server checks the request and refuses with an HTTP error when it is wrong:

- GET, HTTP/1.1 or higher, a target
- a Host field
- Upgrade that contains "websocket", compared without regard to case
- Connection that contains the token "Upgrade", likewise
- Sec-WebSocket-Key that stands for exactly 16 bytes in base64
- Sec-WebSocket-Version with the value 13
- Origin, Sec-WebSocket-Protocol, Sec-WebSocket-Extensions: optional

Common slips: expecting Connection to be the single word Upgrade (browsers send
"keep-alive, Upgrade"), and expecting the head to arrive in one read.
)"},
    {"6455", "4.2.2", "Sending the Server's Opening Handshake",
     R"(If the server agrees, it answers with exactly these lines and perhaps more:

  HTTP/1.1 101 Switching Protocols
  Upgrade: websocket
  Connection: Upgrade
  Sec-WebSocket-Accept: <28 characters made from the client's key, see 1.3>
  Sec-WebSocket-Protocol: <one of those the client offered, or no such line>
  Sec-WebSocket-Extensions: <some of those the client offered, or no line>

then an empty line; from there on it speaks frames. If it does not agree it
answers as HTTP does: 403 for an unwanted Origin, 426 with its own
Sec-WebSocket-Version for a version that it does not speak, 400, 401, 404 ...
No Origin or a wrong one may be refused; nobody but browsers is bound to send
a true one.
)"},
    {"6455", "4.3", "Collected ABNF for New Header Fields",
     R"(The grammar of the five Sec-WebSocket- fields, in short:

  Key         base64 text of 16 bytes: 22 characters and ==
  Accept      base64 text of 20 bytes: 27 characters and =
  Version     a number from 0 to 255 without leading zeros; a list in refusals
  Protocol    a list of tokens from the client, one token from the server
  Extensions  a list of   name *( ; parameter [= token or "quoted token"] )

Lists are divided by commas; a token has no spaces, commas, quotes or the like.
)"},
    {"6455", "4.4", "Supporting Multiple Versions of WebSocket Protocol",
     R"(The version of the standard is 13. A server that does not speak the version
asked for answers with an error (426 Upgrade Required fits) and lists those
that it does speak:

  HTTP/1.1 426 Upgrade Required
  Sec-WebSocket-Version: 13

The client may then try again with one of them. Versions 0 to 12 were drafts.
)"},
});

}  // namespace

std::span<const RfcSection> rfc6455_opening() {
  return kSections;
}

}  // namespace ws101::wsdump
