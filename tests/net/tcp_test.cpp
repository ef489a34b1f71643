// TCP: connecting, accepting, sending and receiving, and each way in which they fail.
#include "net/tcp.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <system_error>
#include <thread>

#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

using Clock = std::chrono::steady_clock;
using Got = TcpListener::Got;

TcpListener::Accepted accept_soon(TcpListener& listener) {
  TcpListener::Accepted accepted;
  becomes([&] {
    accepted = listener.accept();
    return accepted.got != Got::NoneWaiting;
  });
  return accepted;
}

TEST_CASE_METHOD(NothingLeft, "connect, accept, and the addresses of both ends", "[tcp]") {
  for (const std::string host : {"127.0.0.1", "::1"}) {
    TcpListener listener;
    try {
      listener = TcpListener(host, 0);
    } catch (const std::system_error&) {
      continue;  // a machine without IPv6
    }
    REQUIRE(listener.local().port() != 0);
    CHECK(listener.accept().got == Got::NoneWaiting);
    const TcpSocket client = TcpSocket::connect(host, listener.local().port(), kPatience);
    const auto accepted = accept_soon(listener);
    REQUIRE(accepted.got == Got::Connection);
    CHECK(accepted.peer.text() == client.local().text());
    CHECK(accepted.socket.peer().text() == client.local().text());
    CHECK(client.peer().text() == listener.local().text());
    CHECK(accepted.peer.host() == host);
  }
}

TEST_CASE_METHOD(NothingLeft, "a listener on :: takes IPv4 too", "[tcp]") {
  TcpListener listener;
  try {
    listener = TcpListener("::", 0);
  } catch (const std::system_error&) {
    return;  // a machine without IPv6
  }
  const TcpSocket client = TcpSocket::connect("127.0.0.1", listener.local().port(), kPatience);
  const auto accepted = accept_soon(listener);
  CHECK(accepted.got == Got::Connection);
  CHECK(accepted.peer.host() == "::ffff:127.0.0.1");
}

bool sends_at_once(int fd) {
  int value = 0;
  socklen_t size = sizeof value;
  REQUIRE(::getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &size) == 0);
  return value != 0;
}

TEST_CASE_METHOD(NothingLeft, "at both ends what is small goes out at once", "[tcp]") {
  TcpListener listener("127.0.0.1", 0);
  const TcpSocket client = TcpSocket::connect("127.0.0.1", listener.local().port(), kPatience);
  const auto accepted = accept_soon(listener);
  REQUIRE(accepted.got == Got::Connection);
  CHECK(sends_at_once(client.fd()));
  CHECK(sends_at_once(accepted.socket.fd()));
}

TEST_CASE_METHOD(NothingLeft, "nobody listens there", "[tcp]") {
  std::uint16_t port = 0;
  {
    TcpListener gone("127.0.0.1", 0);
    port = gone.local().port();
  }
  try {
    TcpSocket::connect("127.0.0.1", port, kPatience);
    FAIL("connected to nobody");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::connection_refused);
    CHECK(std::string(error.what()).find("127.0.0.1:" + std::to_string(port)) != std::string::npos);
  }
}

TEST_CASE_METHOD(NothingLeft, "one port cannot be listened on twice", "[tcp]") {
  const TcpListener first("127.0.0.1", 0);
  CHECK_THROWS_AS(TcpListener("127.0.0.1", first.local().port()), std::system_error);
}

TEST_CASE_METHOD(NothingLeft, "waiting ends with bytes, with room, with the end, or with the deadline",
                 "[tcp]") {
  SocketPair pair;
  const auto soon = [] { return Clock::now() + std::chrono::milliseconds(5); };
  CHECK_FALSE(pair.ours.wait_readable(soon()));
  CHECK_FALSE(pair.ours.wait_readable(Clock::now() - std::chrono::hours(1)));
  const auto room = pair.ours.wait(true, true, Clock::time_point::max());
  CHECK(room.write);
  CHECK_FALSE(room.read);
  pair.theirs.send("x");
  CHECK(pair.ours.wait_readable(Clock::time_point::max()));
  std::array<std::uint8_t, 10> space;
  CHECK(pair.ours.receive(space) == 1);
  pair.theirs.end_sending();
  CHECK(pair.ours.wait_readable(Clock::time_point::max()));
  CHECK(pair.ours.receive(space) == 0);
  CHECK(pair.ours.receive(space) == 0);
}

TEST_CASE_METHOD(NothingLeft, "parts go out as one stream, from any place", "[tcp]") {
  SocketPair pair;
  const Wire a = bytes("abc");
  const Wire b = bytes("");
  const Wire c = bytes("defg");
  const std::array<Bytes, 3> parts{Bytes(a), Bytes(b), Bytes(c)};
  for (std::size_t skip = 0; skip < 7; ++skip) {
    CHECK(pair.ours.send_some(parts, skip) == 7 - skip);
    const Wire got = pair.theirs.read(7 - skip);
    CHECK(text_of(got) == std::string_view("abcdefg").substr(skip));
  }
}

TEST_CASE_METHOD(NothingLeft, "send_now takes what fits and never blocks", "[tcp]") {
  SocketPair pair(4096);
  const Wire much = noise(std::size_t{1} << 20);
  const Bytes view(much);
  std::size_t sent = 0;
  for (;;) {
    const auto count = pair.ours.send_now(std::span(&view, 1), sent);
    REQUIRE(count.has_value());
    if (*count == 0) break;
    sent += *count;
  }
  CHECK(sent < much.size());
  // The rest goes out, blocking, while the other end reads.
  std::thread reader([&] { CHECK_IN_THREAD(pair.theirs.read(much.size()) == much); });
  CHECK(pair.ours.send_all(view.subspan(sent)));
  reader.join();
}

TEST_CASE_METHOD(NothingLeft, "a peer that is gone is a value, and no signal", "[tcp]") {
  SocketPair pair;
  pair.theirs.reset();
  std::array<std::uint8_t, 10> space;
  CHECK(pair.ours.receive(space) < 0);
  const Wire some = noise(100);
  CHECK(becomes([&] { return !pair.ours.send_all(some); }));
  const Bytes view(some);
  CHECK_FALSE(pair.ours.send_now(std::span(&view, 1)).has_value());
}

TEST_CASE_METHOD(NothingLeft, "shutting down wakes who blocks", "[tcp]") {
  SocketPair pair(4096);
  std::thread receiver([&] {
    std::array<std::uint8_t, 10> space;
    CHECK_IN_THREAD(pair.ours.receive(space) <= 0);
  });
  std::thread sender([&] { CHECK_IN_THREAD(!pair.ours.send_all(noise(std::size_t{8} << 20))); });
  pair.theirs.read(1);  // the sender is at work
  pair.ours.shutdown_both();
  pair.ours.shutdown_both();
  receiver.join();
  sender.join();
}

TEST_CASE_METHOD(NothingLeft, "halves are ended one by one", "[tcp]") {
  SocketPair pair;
  pair.ours.shutdown_send();
  CHECK(pair.theirs.read_all().empty());
  pair.theirs.send("still");
  std::array<std::uint8_t, 5> space;
  CHECK(pair.ours.receive(space) == 5);
  pair.ours.shutdown_receive();
  CHECK(pair.ours.receive(space) == 0);
}

TEST_CASE_METHOD(NothingLeft, "a reset instead of an end", "[tcp]") {
  SocketPair pair;
  pair.ours.reset_on_close();
  pair.ours.close();
  pair.theirs.read_all();
  CHECK(pair.theirs.was_reset());
}

TEST_CASE_METHOD(NothingLeft, "with no descriptor left one is kept to say no with", "[tcp]") {
  TcpListener listener("127.0.0.1", 0);
  CHECK(listener.accept().got == Got::NoneWaiting);  // from here on there is a reserve
  std::vector<FileDescriptor> taken;
  RawSocket waiting = RawSocket::connect(listener.local().port());
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit tight = before;
  tight.rlim_cur = 64;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) taken.emplace_back(fd);
  const auto last = accept_soon(listener);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(last.got == Got::LastDescriptor);
  CHECK(last.socket.valid());
  taken.clear();
  RawSocket next = RawSocket::connect(listener.local().port());
  CHECK(accept_soon(listener).got == Got::Connection);
}

}  // namespace
}  // namespace ws101::testing
