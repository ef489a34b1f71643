// wscheck bears whatever a peer says: a case ends with a verdict, and every report of it can be written. The first byte
// chooses the role, compression and what the case expects; the rest is what the peer sends before it ends TCP.
#include <sys/socket.h>
#include <sys/types.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "handshake/deflate_negotiation.hpp"
#include "text/utf8.hpp"
#include "wscheck/agreed_deflate.hpp"
#include "wscheck/report.hpp"
#include "wscheck/runner.hpp"

namespace {

using namespace ws101;
using namespace ws101::wscheck;

void must(bool condition) {
  if (!condition) std::abort();
}

const std::string kRequest =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";
const std::string kAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

struct Choices {
  explicit Choices(std::uint8_t bits)
      : role((bits & 1) != 0 ? Role::Server : Role::Client),
        head((bits & 2) != 0),
        deflate((bits & 4) != 0),
        expects(bits >> 3 & 7) {}
  Role role;
  bool head;     // the peer's head is right, and the bytes follow it
  bool deflate;  // the case agrees on compression
  unsigned expects;
};

void expect(Talk& peer, unsigned what) {
  switch (what) {
    case 0:
      return peer.hears(text("Hello"));
    case 1:
      return peer.hears_pong("Hello");
    case 2:
      return peer.hears_failure(CloseCode::ProtocolError, "a rule was broken");
    case 3:
      return peer.hears_close(CloseCode::Normal);
    case 4:
      return peer.hears_refusal("the answer was wrong");
    case 5:
      peer.may_hear(binary("x"));
      return peer.hears_end();
    default:
      peer.listens(std::chrono::milliseconds(0));
      return peer.lives();
  }
}

// A socket whose other end has sent these bytes and ended.
TcpSocket peer_that_says(std::string_view bytes, FileDescriptor& other) {
  int ends[2];
  must(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  other = FileDescriptor(ends[0]);
  const int room = 1 << 20;
  ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  must(::send(ends[0], bytes.data(), bytes.size(), MSG_DONTWAIT) == static_cast<ssize_t>(bytes.size()));
  ::shutdown(ends[0], SHUT_WR);
  return TcpSocket(FileDescriptor(ends[1]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = std::size_t{64} << 10;
  if (size == 0 || size > kMost) return 0;
  const Choices choices(data[0]);
  std::string said = !choices.head ? "" : choices.role == Role::Client ? kAnswer : kRequest;
  said += text_of(Bytes(data, size).subspan(1));
  Settings settings;
  settings.url.host = "127.0.0.1";
  settings.timeout = std::chrono::milliseconds(50);
  settings.pictures = true;
  Case tried{"fuzz/peer", "title", "why", "5.2", [&](Talk& peer) {
               if (choices.deflate) {
                 AgreedDeflate deflate(peer);
                 peer.says(deflate.compressed(text("Hello")));
               } else {
                 peer.opens();
               }
               expect(peer, choices.expects);
             }};
  tried.begin = Begin::Connected;
  FileDescriptor other;
  Results results;
  results.all.push_back(run_case(
      tried, settings, [&] { return Wire(peer_that_says(said, other)); }, choices.role));
  results.asked = 1;
  const ReportInput input{"a peer", results, {}};
  for (const std::string& report : {report_text(input, Detail::Verbose, true), report_json(input),
                                    report_junit(input), report_html(input)}) {
    must(!report.empty());
    must(is_utf8(bytes_of(report)));
  }
  return 0;
}
