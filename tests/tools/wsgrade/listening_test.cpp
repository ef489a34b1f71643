// Who listens on a port, without a connection.
#include "wsgrade/listening.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

const std::string kHead = "  sl  local_address rem_address   st tx_queue rx_queue\n";

std::string line(const std::string& local, const std::string& state) {
  return "   0: " + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000\n";
}

// No module of ours: the grader's tests are built without the sanitizers that those may have.
struct Listener {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  explicit Listener(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket, 1) == 0);
  }
  ~Listener() { ::close(socket); }
};

}  // namespace

TEST_CASE("The kernel's table tells where a port is listened on", "[wsgrade]") {
  CHECK(host_listening(20000, kHead + line("0100007F:4E20", "0A"), "") == "127.0.0.1");
  CHECK(host_listening(20000, kHead + line("00000000:4E20", "0A"), "") == "127.0.0.1");
  const std::string zeros(24, '0');
  CHECK(host_listening(20000, kHead, line(zeros + "00000000:4E20", "0A")) == "127.0.0.1");
  CHECK(host_listening(20000, kHead, line(zeros + "01000000:4E20", "0A")) == "[::1]");
}

TEST_CASE("Another port, another state and another address do not count", "[wsgrade]") {
  CHECK(host_listening(20000, kHead + line("0100007F:4E21", "0A"), "") == "");
  CHECK(host_listening(20000, kHead + line("0100007F:4E20", "01"), "") == "");
  CHECK(host_listening(20000, kHead + line("0200000A:4E20", "0A"), "") == "");
  CHECK(host_listening(20000, "", "") == "");
}

TEST_CASE("A free port is one that nobody listens on", "[wsgrade]") {
  const auto port = free_port(20000);
  REQUIRE(port);
  CHECK(host_listening(*port) == "");
  const Listener listener(*port);
  CHECK(host_listening(*port) == "127.0.0.1");
  const auto next = free_port(*port);
  REQUIRE(next);
  CHECK(*next > *port);
}

}  // namespace ws101::labs
