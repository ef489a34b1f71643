// What --help prints.
#include "wscheck/plan.hpp"

namespace ws101::wscheck {

const char* const kHelp =
    R"(usage: wscheck [option...] ws://host[:port][/path]
       wscheck [option...] --listen PORT
       wscheck --list [TOPIC|SECTION|ID]
Finds out what is wrong with a WebSocket server or client (RFC 6455), and explains it. The peer
should send every message back, as echo servers do.

  --no-echo            the server does not echo: only what any server must do
  --only LIST          topics, sections or ids, with commas between: framing,5.5,close-code
  --listen PORT        check clients that come to ws://127.0.0.1:PORT/ and echo: each connection is the
                       next case; drivers that know /getCaseCount, /runCase?case=N and
                       /updateReports are served, too
  --host HOST          with --listen: where to listen (default 127.0.0.1)
  --list               the cases, each with its sentence and section
  --timeout TIME       silence that is taken for no answer (default 3s)
  --jobs N             cases at a time (default 12; 1 for a server that serves one client at a time)
  --strict             a lenient verdict counts as a failure; time-outs are judged, too
  --fuzz N             N random conversations after the cases; alone with --only fuzz
  --seed S             of --fuzz: the same frames, masks and cuts again
  --origin ORIGIN      send this Origin
  --header 'N: VALUE'  send this field, too; may be repeated
  --subprotocol NAME   offer this subprotocol; may be repeated
  --json               the report as JSON
  --junit FILE         and as a JUnit file
  --html FILE          and as a page that needs nothing else
  --color WHEN         auto, always or never
  -q, --quiet          no stories, no progress
  -v, --verbose        every case, and the diagram of every frame of a failure
  --help, --version

Exit status: 0 no failure, 1 a failure, 2 wrong usage, no server there, or a
report that cannot be written.
)";

}  // namespace ws101::wscheck
