// What we use of other standards, in our own words: UTF-8, compression, HTTP.
#include <array>

#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr auto kSections = std::to_array<RfcSection>({
    {"3629", "3", "UTF-8 Definition",
     R"(How a number becomes one to four bytes; the x are its bits, highest first:

  U+0000  - U+007F     0xxxxxxx                               A     41
  U+0080  - U+07FF     110xxxxx 10xxxxxx                      e'    c3 a9
  U+0800  - U+FFFF     1110xxxx 10xxxxxx 10xxxxxx             euro  e2 82 ac
  U+10000 - U+10FFFF   11110xxx 10xxxxxx 10xxxxxx 10xxxxxx    grin  f0 9f 98 80

The shortest form must be used. U+D800-U+DFFF (surrogates of UTF-16) are no
characters and must not be encoded.
)"},
    {"3629", "4", "Syntax of UTF-8 Byte Sequences",
     R"(All that is valid; a second byte in brackets is narrower than usual:

  1 byte    00-7f
  2 bytes   c2-df   80-bf
  3 bytes   e0     [a0-bf]  80-bf           lower would be overlong
            e1-ec   80-bf   80-bf
            ed     [80-9f]  80-bf           higher would be a surrogate
            ee-ef   80-bf   80-bf
  4 bytes   f0     [90-bf]  80-bf  80-bf    lower would be overlong
            f1-f3   80-bf   80-bf  80-bf
            f4     [80-8f]  80-bf  80-bf    higher would be above U+10FFFF

c0, c1 and f5-ff never occur. An error shows at the first byte off this table.
)"},
    {"6585", "5", "431 Request Header Fields Too Large",
     R"(The status for a head that is larger than the server will take, or has too many
fields. The client may try again with less. A limit is needed: otherwise a head
that never ends fills the memory.
)"},
    {"7692", "6", "Per-Message Compression: Framing",
     R"(RSV1 of the first frame of a message says "this message is compressed".

- It covers the whole message: only the first frame carries it.
- RSV1=1 on a continuation or on a control frame is an error.
- Control frames are never compressed; they may come between the fragments.
- RSV1=0 on the first frame: this message is not compressed. Allowed at any
  time, even with the extension in use.
)"},
    {"7692", "6.1", "Compression",
     R"(The sender compresses the payload of the whole message, then cuts it into as
many frames as it likes, and sets RSV1 on the first. An empty message may be
compressed as well.
)"},
    {"7692", "6.2", "Decompression",
     R"(The receiver joins the payloads of all frames of a message whose first frame
has RSV1=1, and decompresses the whole. UTF-8 is judged after that.
)"},
    {"7692", "7", "The permessage-deflate Extension",
     R"(  client   Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits
  server   Sec-WebSocket-Extensions: permessage-deflate

Messages are compressed with DEFLATE (RFC 1951), without zlib header or
checksum. Four parameters, two for each direction: *_no_context_takeover and
*_max_window_bits. An offer with an unknown parameter, a parameter twice, or a
value out of range is declined; in a response each of these fails the
connection.
)"},
    {"7692", "7.1", "Negotiating permessage-deflate",
     R"(The client offers, the server accepts or leaves the extension out. Wrong in
either: a parameter that the RFC does not define, one that comes twice, a value
out of its range. A server declines such an offer and goes on without it; a
client fails the connection over such an answer.
)"},
    {"7692", "7.1.1.1", "server_no_context_takeover",
     R"(The server forgets after each message: every message is compressed with an
empty window. Without it the window is kept from message to message. It has no
value. A client may ask for it; a server may also say it unasked.
)"},
    {"7692", "7.1.1.2", "client_no_context_takeover",
     R"(The same for the direction from client to server. In an offer it is a hint of
the client that it will do so; in a response it binds the client.
)"},
    {"7692", "7.1.2.1", "server_max_window_bits",
     R"(A number from 8 to 15, without leading zeros: the server's window has 2^n
bytes. In an offer the value is required and binds a server that accepts; the
server answers with the same or a smaller one.
)"},
    {"7692", "7.1.2.2", "client_max_window_bits",
     R"(The same for the client's window, 8 to 15. In an offer the value may be
missing: it then only says that the client understands the parameter. A server
may answer with it only if the client offered it, and then with a value.
)"},
    {"7692", "7.2.1", "Compression (permessage-deflate)",
     R"(1. Compress the message with DEFLATE, any block types.
2. If it does not end with an empty block without compression (00 00 ff ff
   after the header bits), add one, as a sync flush does.
3. Remove the last four bytes, 00 00 ff ff.

  c1 07 f2 48 cd c9 c9 07 00     text "Hello", compressed; RSV1 is 1

A final block (BFINAL=1) is allowed; then a 00 byte follows after step 3.
)"},
    {"7692", "7.2.2", "Decompression (permessage-deflate)",
     R"(Append 00 00 ff ff to the payload of the whole message and inflate it. Keep the
last 2^n bytes as the window for the next message, unless no_context_takeover
was agreed on for this direction.

Data that does not inflate, or that reaches back before the window, fails the
connection. Limit the size of the result, not of the input: a few kilobytes can
stand for gigabytes.
)"},
    {"7692", "7.2.3", "Examples",
     R"(  c1 07 f2 48 cd c9 c9 07 00       "Hello" in one frame
  41 03 f2 48 cd                   the same in two: RSV1 only on the first
  80 04 c9 c9 07 00
  c1 05 f2 00 11 00 00             "Hello" again, with the window kept
  c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00       a block without compression
  c1 08 f3 48 cd c9 c9 07 00 00                a block with BFINAL=1
)"},
    {"9110", "5.5", "HTTP: Field Values",
     R"(The value of a header field has no spaces around it (those there are not part
of it), and holds printable characters, spaces and tabs. CR, LF and NUL are
dangerous and must be refused or replaced: with them one field becomes two.
)"},
    {"9110", "15.6.6", "HTTP: 505 HTTP Version Not Supported",
     R"(The status for a request whose major version the server does not speak. A
WebSocket handshake of this kind needs HTTP/1.1.
)"},
    {"9112", "2.2", "HTTP/1.1: Message Parsing",
     R"(A head is lines, each ended by CR LF, then an empty line. A bare CR must not
be taken for a line end. A server may accept a bare LF; being strict costs
nothing, since every client sends CR LF, and shuts out tricks with proxies that
read the lines in another way. Never treat the head as text of some encoding:
read bytes.
)"},
    {"9112", "3", "HTTP/1.1: Request Line",
     R"(  GET /chat HTTP/1.1

Method, one space, target, one space, version. The method is case-sensitive.
A line that is not so is answered with 400 Bad Request.
)"},
    {"9112", "3.2", "HTTP/1.1: Request Target",
     R"(For a WebSocket request: a path that begins with / and perhaps ?query. There
are no spaces in it. Exactly one Host field must come with it; none, two, or an
invalid one is answered with 400.
)"},
    {"9112", "4", "HTTP/1.1: Status Line",
     R"(  HTTP/1.1 101 Switching Protocols

Version, one space, three digits, one space, a reason, which may be empty and
which nobody should read: the number alone counts.
)"},
    {"9112", "5", "HTTP/1.1: Field Syntax",
     R"(  name ":" optional space, value, optional space

The name is a token: letters, digits and ! # $ % & ' * + - . ^ _ ` | ~. Names
are compared without regard to case.
)"},
    {"9112", "5.1", "HTTP/1.1: Field Line Parsing",
     R"(There is no space between the name and the colon. A server must refuse a
request that has one with 400: readers have disagreed about what it means, and
attackers lived on that.
)"},
    {"9112", "5.2", "HTTP/1.1: Obsolete Line Folding",
     R"(A line that begins with a space or tab once continued the field before it. This
is obsolete: it must not be sent, and a server refuses it with 400 (or joins
the lines with spaces).
)"},
});

}  // namespace

std::span<const RfcSection> other_rfcs() {
  return kSections;
}

}  // namespace ws101::wsdump
