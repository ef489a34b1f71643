// The help text of wscat.
#include "wscat/plan.hpp"

namespace ws101::wscat {

const char* const kHelp = R"(wscat - talk WebSocket from the command line

Usage: wscat [OPTIONS] URL           be the client; URL is ws://HOST[:PORT][/PATH]
       wscat [OPTIONS] --listen PORT be the server
       wscat --raw HOST:PORT         no WebSocket: bytes over TCP

Each line of standard input is sent as a text message; what comes is printed.

What is sent:
  --binary             lines and files are sent as binary messages
  --file FILE          send the file as one message instead of lines; - is
                       standard input; may be repeated
  --once               send one message, print one, close
  --echo               send nothing of its own: echo every message back until the
                       peer closes; prints nothing on standard output
  --ping-interval T    send a ping every T (500ms, 10s, 2m); one that is not
                       answered in that time ends the connection
The opening handshake:
  --subprotocol NAME   offer this subprotocol; may be repeated, best first
  --origin ORIGIN      send this Origin, as a browser would
  --header 'N: VALUE'  send this header field; may be repeated
  --deflate[=PARAMS]   offer permessage-deflate, or accept it with --listen. PARAMS
                       such as server_max_window_bits=10,client_no_context_takeover
  --connect-time T     give up when not connected within T (default 10s)
The end:
  --wait T             when the input has ended, close after T without anything
                       sent or received (default 1s; 0 at once; forever: never).
                       With --once: how long to wait for the answer (default
                       forever)
  --close CODE [REASON]
                       close with this code (1000-1003, 1007-1014, 3000-4999)
                       instead of 1000. REASON is the one argument beside the
                       URL. At a terminal nothing is read: close at once.
  --reason TEXT        the same reason, when it looks like an option or a URL
The server:
  --listen PORT        listen (0: the system chooses). Lines go to all clients,
                       the first is read when the first client has come; what
                       comes is printed with the number of the client
  --host HOST          address or name to listen on (default 127.0.0.1)
Bytes:
  --raw                bytes of standard input go to HOST:PORT as they are, and
                       what comes goes to standard output. The end of the input
                       ends our half of TCP. With a URL in place of HOST:PORT
                       wscat makes the opening handshake first; the frames in
                       both directions are yours
  --timeout T          wait at most T after the end of the input until the peer
                       ends TCP, too (default 5s)
What is shown:
  --show-ping-pong     tell of each ping and pong on standard error
  --trace              print each frame in and out to standard error, a line each;
                       --trace=full prints the RFC 6455 diagram
  --as-is              print what comes as it is: control characters of the peer
                       reach the terminal
  --max-message SIZE   largest message taken, such as 64K or 16M (default 16M); a
                       larger one ends the connection with close code 1009
  --quiet              say nothing on standard error but errors
  --help, --version

On a terminal messages are shown behind "< ", binary ones in hex, and control
characters as \x1b. Otherwise they are written as they are: text with a line break
behind it, binary without.

Examples:
  wscat ws://127.0.0.1:8000/                   talk; Ctrl-D or Ctrl-C ends
  echo hello | wscat ws://127.0.0.1:8000/      prints the answer and ends
  wscat --once --file photo.jpg --binary ws://127.0.0.1:8000/ >answer.jpg
  wscat --close 4000 "good bye" ws://127.0.0.1:8000/
  wscat --wait forever ws://127.0.0.1:8000/news </dev/null
  wscat --listen 8000                          wait for clients and talk to them
  echo 81 85 37 fa 21 3d 7f 9f 4d 51 58 | xxd -r -p |
    wscat --raw ws://127.0.0.1:8000/ | xxd     a frame by hand, and the answer's
  printf 'GET / HTTP/1.0\r\n\r\n' | wscat --raw 127.0.0.1:8000

Ctrl-C closes with code 1001 and waits for the answer, at most 5 s; a second one
ends the program at once. With --raw the first one does.
Exit status: 0 clean close, whatever its code; 1 no connection: refused, no
answer, handshake not accepted; or input or output failed; 2 wrong usage; 3 the
connection ended without a closing handshake, the peer broke the protocol,
--once got no answer, or with --raw TCP broke or was not ended in time.
)";

}  // namespace ws101::wscat
