// Compression over TCP: what the server agrees to, and that messages come through (RFC 7692).
#include <string>

#include "support/catch.hpp"
#include "support/running_server.hpp"

namespace ws101::testing {
namespace {

Endpoint deflating_echo(const DeflateParams& params, Notes* notes = nullptr) {
  Endpoint endpoint = echo_endpoint(notes);
  endpoint.deflate = params;
  return endpoint;
}

// The value of Sec-WebSocket-Extensions in the answer to an offer; empty if there is none.
std::string agreed(RawSocket& socket, const std::string& offer) {
  socket.send(request_start() + "Sec-WebSocket-Extensions: " + offer + "\r\n\r\n");
  const std::string head = socket.read_head();
  CHECK(head.find(" 101 ") != std::string::npos);
  const std::string name = "Sec-WebSocket-Extensions: ";
  const std::size_t at = head.find(name);
  return at == std::string::npos ? ""
                                 : head.substr(at + name.size(), head.find("\r\n", at) - at - name.size());
}

Wire compressed(std::string_view payload, bool fin = true) {
  return client().frame(FrameSpec{.fin = fin, .rsv = 4}, hex(payload));
}

TEST_CASE_METHOD(NothingLeft, "D1 what a server agrees to, and what it declines", "[rfc7692-7.1]") {
  RunningServer small(deflating_echo(kSmallDeflate));
  RawSocket one = small.connect();
  CHECK(agreed(one, "permessage-deflate; client_max_window_bits") ==
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
  RawSocket other = small.connect();
  CHECK(agreed(other, "permessage-deflate; server_max_window_bits=20, x-other").empty());
  other.send(client().text("plain")).read_frame();
  RunningServer without;
  RawSocket third = without.connect();
  CHECK(agreed(third, "permessage-deflate").empty());
  third.send(compressed("f2 48 cd c9 c9 07 00"));
  CHECK(third.read_frame().words() == "close 1002");
}

TEST_CASE_METHOD(NothingLeft, "D2 D4 D6 compressed messages are echoed, compressed if it pays",
                 "[rfc7692-6]") {
  RunningServer running(deflating_echo({}));
  RawSocket socket = running.connect();
  CHECK(agreed(socket, "permessage-deflate") == "permessage-deflate");
  // "Hello", again with the window kept, in two frames with a ping between, and empty.
  socket.send(compressed("f2 48 cd c9 c9 07 00") + compressed("f2 00 11 00 00") +
              compressed("f2 48 cd", false) + client().ping("p") +
              client().frame(kContinuation, hex("c9 c9 07 00")) + compressed("00"));
  for (const char* words : {"text Hello", "text Hello", "pong p", "text Hello", "text "})
    CHECK(socket.read_frame().words() == words);

  const std::string text(5000, 'x');
  for (int i = 0; i < 3; ++i) {
    socket.send(client().text(text));
    CHECK(socket.read_frame().payload.size() < 50);
  }
}

TEST_CASE_METHOD(NothingLeft, "D3 D5 what is wrong or too large ends that connection",
                 "[rfc7692-6][rfc7692-7.2.2][rsv1-on-control][rsv1-on-continuation][inflate-failed]"
                 "[message-too-big]") {
  Notes notes;
  Endpoint endpoint = deflating_echo({}, &notes);
  endpoint.max_message = 4;
  RunningServer running(std::move(endpoint));
  const auto fails = [&](const Wire& wire, const std::string& words) {
    RawSocket socket = running.connect();
    CHECK(agreed(socket, "permessage-deflate") == "permessage-deflate");
    socket.send(wire);
    CHECK(socket.read_frame().words() == words);
  };
  FrameSpec spec;
  spec.rsv = 4;
  spec.opcode = kPing;
  fails(client().frame(spec, {}), "close 1002");
  spec.opcode = kContinuation;
  fails(client().begin_text("a") + client().frame(spec, {}), "close 1002");
  fails(compressed("06"), "close 1007");
  fails(compressed("f2 48 cd c9 c9 07 00"), "close 1009");
}

}  // namespace
}  // namespace ws101::testing
