// A client that offers compression (RFC 7692): what it accepts, and what goes both ways.
#include "client/scripted_server.hpp"
#include "frame/connection.hpp"
#include "support/catch.hpp"

namespace ws101::testing {
namespace {

std::string switching_with(const std::string& head, const std::string& extensions) {
  std::string answer = switching(head);
  return answer.insert(answer.size() - 2, "Sec-WebSocket-Extensions: " + extensions + "\r\n");
}

// "Hello" twice, the second from the window.
Wire server_frames() {
  const FrameSpec spec{.rsv = 4};
  return ws101::testing::server().frame(spec, hex("f2 48 cd c9 c9 07 00")) +
         ws101::testing::server().frame(spec, hex("f2 00 11 00 00"));
}

ClientOptions deflating(const DeflateParams& params = {}) {
  ClientOptions options;
  options.connect_time = options.closing_time = kPatience;
  options.deflate = params;
  return options;
}

TEST_CASE_METHOD(NothingLeft, "messages go both ways, compressed if it pays", "[rfc7692-6]") {
  const std::string text(1000, 'x');
  ScriptedServer server([&](RawSocket& socket, const std::string& head) {
    CHECK_IN_THREAD(field(head, "Sec-WebSocket-Extensions") == "permessage-deflate; client_max_window_bits");
    socket.send(switching_with(head, "permessage-deflate; client_max_window_bits=10"));
    socket.send(server_frames());
    Connection end = Connection::server();
    end.compress_with(nullptr, make_decompressor(Role::Server, {false, false, 15, 10}));
    std::size_t count = 0;
    for (int messages = 0; messages < 2;) {
      const Wire byte = socket.read(1);
      ++count;
      std::copy(byte.begin(), byte.end(), end.space().begin());
      end.received(1);
      while (const auto event = end.next()) {
        CHECK_IN_THREAD(std::get<Message>(*event).text() == (messages == 0 ? text : "short"));
        ++messages;
      }
    }
    CHECK_IN_THREAD(count < 60);
    socket.send(ws101::testing::server().close(1000));
  });
  Client client(server.url(), deflating());
  REQUIRE(client.deflate());
  CHECK(*client.deflate() == DeflateParams{false, false, 15, 10});
  CHECK(client.receive()->payload == "Hello");
  CHECK(client.receive()->payload == "Hello");
  CHECK(client.send_text(text));
  CHECK(client.send_text("short"));
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->code == CloseCode::Normal);
}

TEST_CASE_METHOD(NothingLeft, "a server that declines gets messages as they are", "[rfc7692-5]") {
  const std::string text(1000, 'x');
  ScriptedServer server(ScriptedServer::opened([&](RawSocket& socket) {
    const SeenFrame frame = socket.read_frame();
    CHECK_IN_THREAD(frame.text() == text);
    socket.send(ws101::testing::server().frame(FrameSpec{.rsv = 4}, hex("00")));
  }));
  Client client(server.url(), deflating());
  CHECK_FALSE(client.deflate());
  CHECK(client.send_text(text));
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->violation == Violation::ReservedBitSet);
}

TEST_CASE_METHOD(NothingLeft, "D1 an answer that is wrong, or was not offered, fails the connection",
                 "[rfc7692-7.1][pmd-param]") {
  const auto refused = [](const ClientOptions& options, const std::string& extensions) {
    ScriptedServer server(
        [&](RawSocket& socket, const std::string& head) { socket.send(switching_with(head, extensions)); });
    try {
      Client client(server.url(), options);
      return std::string("accepted");
    } catch (const ClientError& error) {
      return std::string(error.what());
    }
  };
  CHECK(refused(deflating(), "permessage-deflate") == "accepted");
  for (const char* wrong :
       {"permessage-deflate; server_max_window_bits=16", "permessage-deflate; unknown",
        "permessage-deflate; client_max_window_bits", "permessage-deflate, permessage-deflate",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover"})
    CHECK(refused(deflating(), wrong).starts_with("expected "));
  CHECK(refused(deflating(kSmallDeflate), "permessage-deflate").find("server_no_context_takeover") !=
        std::string::npos);
  CHECK(refused(ClientOptions{}, "permessage-deflate").find("offered") != std::string::npos);
}

}  // namespace
}  // namespace ws101::testing
