// RFC 6455 sections 6 and 7 in our own words: sending, receiving, closing.
#include <array>

#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr auto kSections = std::to_array<RfcSection>({
    {"6455", "6.1", "Sending Data",
     R"(To send a message:

1. The connection must be open: after the handshake, before a Close of ours.
2. Wrap the data in one frame, or in several if it is large or not yet whole.
3. The first frame has the opcode (1 text, 2 binary), the others have 0.
4. The last frame has FIN=1.
5. A client masks each frame (5.3).
6. Extensions that were agreed on have their say.
)"},
    {"6455", "6.2", "Receiving Data",
     R"(To receive: parse what comes as frames (5.2). Control frames are handled when
they come (5.5). Data frames are put together until FIN=1; then a message has
been received, of the type that its first frame names.

- A server unmasks every frame of a client, each with the key of its frame.
- TCP gives bytes, not frames: one read may bring half a header or ten frames.
- What comes after a Close is not taken.
)"},
    {"6455", "7.1.1", "Close the WebSocket Connection",
     R"(Means: close TCP, cleanly if possible. The server closes first, so that the
state TIME_WAIT stays with it and the client can open a new connection at once;
a client waits for that, but not for ever. Bytes that still come are discarded.
To end properly: shut down the sending half, read until the peer's end, close.
)"},
    {"6455", "7.1.2", "Start the WebSocket Closing Handshake",
     R"(Means: send a Close frame, perhaps with a code (7.4) and a reason. When the
peer's Close has come too, close TCP. Do not close TCP right after the Close
frame: data under way would be lost, and the peer would see an error.
)"},
    {"6455", "7.1.3", "The WebSocket Closing Handshake is Started",
     R"(The closing handshake has started as soon as a Close frame was sent or
received. The connection is then CLOSING: no message may be sent by a side
that has sent its Close.
)"},
    {"6455", "7.1.4", "The WebSocket Connection is Closed",
     R"(The connection is CLOSED when TCP is closed. It was closed cleanly if the
closing handshake was complete before: both Close frames went over the wire.
If no connection could be made at all it counts as closed too, not cleanly.
)"},
    {"6455", "7.1.5", "The WebSocket Connection Close Code",
     R"(What a program reports as the reason for the end:

- the code in the first Close frame received;
- 1005 if that frame had no code;
- 1006 if TCP ended without any Close frame.

1005 and 1006 are words between a library and its program. They never stand in
a frame.
)"},
    {"6455", "7.1.6", "The WebSocket Connection Close Reason",
     R"(The text behind the code in the first Close frame received, in UTF-8; empty if
there was none. It comes from the peer: show it with care, trust it in nothing.
)"},
    {"6455", "7.1.7", "Fail the WebSocket Connection",
     R"(What "fail the connection" means wherever the rules say so:

- before the handshake is complete: a server answers with an HTTP error, a
  client closes TCP and reports the failure;
- after it: send a Close frame with a fitting code (1002, 1007, 1009 ...), take
  nothing more from the peer, close TCP.

A browser does not tell the script why, so that it cannot probe networks.
)"},
    {"6455", "7.2.1", "Client-Initiated Closure",
     R"(Some algorithms make the client fail the connection: in the handshake, on a
frame that is wrong. Apart from that a client should not close TCP on its own
without need; it lets the server close first (7.1.1).
)"},
    {"6455", "7.2.2", "Server-Initiated Closure",
     R"(A server must or should fail the connection where the rules say so: in the
handshake, on a frame that is wrong. It may start the closing handshake
whenever it likes, for instance with 1001 when it stops.
)"},
    {"6455", "7.2.3", "Recovering from Abnormal Closure",
     R"(A client that lost its connection may connect again. When a server restarts,
thousands do so at once; to spread them:

- wait for a random time first (0 to 5 seconds is a reasonable choice);
- after each failure wait longer, for instance twice as long, up to a limit.
)"},
    {"6455", "7.3", "Normal Closure of Connections",
     R"(A server may close whenever it wants; a client should not without need. Either
way the closing handshake (7.1.2) is used.
)"},
    {"6455", "7.4", "Status Codes",
     R"(The first two bytes in the payload of a Close frame, highest byte first:
03 e8 is 1000. Codes and their meaning: 7.4.1. Ranges: 7.4.2.
)"},
    {"6455", "7.4.1", "Defined Status Codes",
     R"(  1000  normal closure                 1008  policy violation
  1001  going away                     1009  message too big
  1002  protocol error                 1010  extension missing (client only)
  1003  unsupported data               1011  internal error (server only)
  1007  invalid data (not UTF-8)

Registered later: 1012 service restart, 1013 try again later, 1014 bad gateway.

Never in a frame:
  1004  reserved, no meaning defined
  1005  for programs: the Close frame had no code
  1006  for programs: TCP ended without a Close frame
  1015  for programs: TLS failed
A receiver of one of these fails the connection with 1002.
)"},
    {"6455", "7.4.2", "Reserved Status Code Ranges",
     R"(     0-999   not used
  1000-2999  the protocol, its revisions and extensions: only assigned codes
  3000-3999  libraries, frameworks and applications, registered with IANA
  4000-4999  private use: whatever two applications agree on
  5000 on    nothing

For a code of your own take one from 4000 to 4999: 0f a0 is 4000.
)"},
});

}  // namespace

std::span<const RfcSection> rfc6455_messages() {
  return kSections;
}

}  // namespace ws101::wsdump
