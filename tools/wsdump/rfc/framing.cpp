// RFC 6455 section 5 in our own words: frames.
#include <array>

#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr auto kSections = std::to_array<RfcSection>({
    {"6455", "5.1", "Framing: Overview",
     R"(After the handshake everything is sent in frames.

- A client must mask every frame that it sends, even over TLS.
- A server must not mask any frame.
- A server that gets an unmasked frame, and a client that gets a masked one,
  must close the connection; 1002 (protocol error) may be given as the reason.

The second byte shows it at a glance: 0x80 and above is masked.
  81 85 37 fa 21 3d ...   from a client: MASK=1, a key of 4 bytes follows
  81 05 48 65 6c 6c 6f    from a server: MASK=0, the payload follows at once
)"},
    {"6455", "5.2", "Base Framing Protocol",
     R"(The header of a frame, bit by bit:

  byte 0   FIN (1: last frame of a message), RSV1 RSV2 RSV3, opcode (4 bits)
  byte 1   MASK (1 bit), payload len (7 bits)
           0-125: that is the length
           126:   the next 2 bytes are the length, highest byte first
           127:   the next 8 bytes are the length, its highest bit being 0
  then     the masking key, 4 bytes, if MASK is 1; then the payload

- The shortest of the three forms must be used: 5 bytes are never 126, 00 05.
- RSV bits must be 0 unless an extension that was agreed on uses them.
- Opcodes: 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. With any
  other the receiver must fail the connection.
- The length counts the payload alone: neither the header nor the key.
)"},
    {"6455", "5.3", "Client-to-Server Masking",
     R"(A client draws a new key of 32 bits for each frame and XORs the payload:

  sent[i] = payload[i] XOR key[i mod 4]

  key 37 fa 21 3d:  H 48^37=7f  e 65^fa=9f  l 6c^21=4d  l 6c^3d=51  o 6f^37=58

The same step unmasks. The length stays the same. The key must come from a
strong source of randomness, so that nobody who chooses the payload can foresee
the bytes on the wire: it keeps a script from writing requests that a proxy
takes for HTTP (10.3). It is no encryption: the key stands in the frame.
Smells: an all-zero key, the same key again and again, a key that counts up.
)"},
    {"6455", "5.4", "Fragmentation",
     R"(A message is one frame with FIN=1, or several:

  first    opcode 1 or 2, FIN=0    01 03 48 65 6c       "Hel"
  middle   opcode 0,      FIN=0    (any number of these)
  last     opcode 0,      FIN=1    80 02 6c 6f          "lo"

- Fragments of one message must come in order, and no other data message may
  begin in between (unless an extension allows it).
- Control frames may come between fragments, and must be handled at once; they
  must not be fragmented themselves.
- A continuation needs a message that was begun: else it is an error.
- Where a sender cuts has no meaning: a cut may go through a character, and a
  proxy may cut and join as it likes when no extension is in use.
- A fragment may be empty.
)"},
    {"6455", "5.5", "Control Frames",
     R"(Opcodes with the highest bit set: 8 close, 9 ping, 10 pong; 11-15 are kept for
later. They are about the connection and may come between the fragments of a
message.

- The payload has at most 125 bytes: the 7-bit length is all that they use.
- They are never fragmented: FIN is always 1.

Both can be judged from the first two bytes, before anything else came:
  09 80   ping with FIN=0: wrong     89 fe   ping of over 125 bytes: wrong
)"},
    {"6455", "5.5.1", "Close",
     R"(Says: I will send nothing more. The payload is empty, or has 2 bytes of code
(highest byte first) and perhaps a reason in UTF-8, at most 123 bytes:

  88 00                   no code; programs report 1005
  88 02 03 e8             1000, normal closure
  88 05 03 e8 62 79 65    1000 "bye"

- A payload of one byte is an error. The reason is for people who debug.
- After a Close no more data frames may be sent.
- A Close must be answered with a Close, as soon as practical (a message half
  sent may be finished first), usually with the same code; unless this side had
  sent its own already.
- When both have been sent, TCP is closed, by the server first.
)"},
    {"6455", "5.5.2", "Ping",
     R"(Asks: are you there? It may carry up to 125 bytes of anything.

  89 05 48 65 6c 6c 6f    ping "Hello"

The receiver must answer with a Pong as soon as is practical, unless it has
received a Close. Ping serves to keep a connection alive and to learn whether
the peer still answers. It may come between the fragments of a message; waiting
for the end of the message before answering is a common mistake.
)"},
    {"6455", "5.5.3", "Pong",
     R"(Answers a Ping with exactly the same payload:

  8a 05 48 65 6c 6c 6f    pong "Hello"

- When several pings came before it could answer, a side may answer only the
  latest of them.
- A pong that nobody asked for is allowed, as a heartbeat; it gets no answer.
- A client's pong is masked like every frame of a client: 8a 85 and a key.
)"},
    {"6455", "5.6", "Data Frames",
     R"(Opcodes with the highest bit clear: 1 text, 2 binary; 3-7 are kept for later.

- Text: the payload of the whole message is UTF-8. One fragment may end inside
  a character; the message may not. Text that is not UTF-8 is closed with 1007.
- Binary: any bytes; what they mean is a matter between the applications.
)"},
    {"6455", "5.7", "Examples",
     R"(The standard's own frames; give any of them to wsdump:

  81 05 48 65 6c 6c 6f                text "Hello", from a server
  81 85 37 fa 21 3d 7f 9f 4d 51 58    the same, masked, from a client
  01 03 48 65 6c                      first fragment, "Hel"
  80 02 6c 6f                         last fragment, "lo"
  89 05 48 65 6c 6c 6f                ping with "Hello"
  8a 85 37 fa 21 3d 7f 9f 4d 51 58    the masked pong that answers it
  82 7e 01 00  and 256 bytes          binary, length in 16 bits
  82 7f 00 00 00 00 00 01 00 00  ...  binary, 65536 bytes, length in 64 bits
)"},
    {"6455", "5.8", "Extensibility",
     R"(Room is left for extensions: the reserved opcodes (3-7 and 11-15), the three
RSV bits, and space in front of the payload that an extension may define.
Nothing of this may be used unless both sides agreed on an extension in the
opening handshake. The one in wide use takes RSV1: permessage-deflate, RFC 7692.
)"},
});

}  // namespace

std::span<const RfcSection> rfc6455_framing() {
  return kSections;
}

}  // namespace ws101::wsdump
