// A server under test that runs in a thread of its own, and what a raw client does first with it.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "support/raw_socket.hpp"

namespace ws101::testing {

// The example of RFC 6455 1.2 and 1.3, to be finished with more fields and an empty line.
inline std::string request_start(std::string_view path = "/") {
  return "GET " + std::string(path) +
         " HTTP/1.1\r\n"
         "Host: server.example.com\r\n"
         "Upgrade: websocket\r\n"
         "Connection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
         "Sec-WebSocket-Version: 13\r\n";
}
inline std::string request(std::string_view path = "/") {
  return request_start(path) + "\r\n";
}

// Notes of handlers, which run in many threads.
class Notes {
 public:
  void add(const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
  }
  Seen lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  std::size_t size() const { return lines().size(); }
  std::size_t count(const std::string& line) const {
    const Seen all = lines();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), line));
  }
  bool becomes_size(std::size_t wanted) const {
    return becomes([&] { return size() >= wanted; });
  }

 private:
  mutable std::mutex mutex_;
  Seen lines_;
};

inline ServerLimits quiet_limits() {
  ServerLimits limits;  // the defaults, but a test must not hang for long when something is wrong
  limits.closing_time = std::chrono::milliseconds(10'000);
  return limits;
}

inline Endpoint echo_endpoint(Notes* notes = nullptr) {
  Endpoint endpoint;
  endpoint.message = [](Peer& peer, const Message& message) { peer.send(message); };
  if (notes != nullptr) {
    endpoint.close = [notes](Peer&, const CloseEvent& event) {
      notes->add((event.clean() ? "clean " : "unclean ") + std::to_string(number(event.code)));
    };
  }
  return endpoint;
}

class RunningServer {
 public:
  // An echo server whose closings are noted.
  explicit RunningServer(const ServerLimits& limits = quiet_limits()) : server(limits) {
    server.endpoint("*", echo_endpoint(&closings));
    start();
  }
  explicit RunningServer(Endpoint endpoint, const ServerLimits& limits = quiet_limits()) : server(limits) {
    server.endpoint("*", std::move(endpoint));
    start();
  }
  RunningServer(const ServerLimits& limits, const std::function<void(Server&)>& prepare) : server(limits) {
    prepare(server);
    start();
  }
  ~RunningServer() { stop(); }

  void stop() {
    server.stop();
    join();
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  std::uint16_t port() const { return port_; }

  RawSocket connect(int receive_buffer = 0) const { return RawSocket::connect(port_, receive_buffer); }
  // A client whose handshake is done.
  RawSocket open(std::string_view path = "/", int receive_buffer = 0) const {
    RawSocket client = connect(receive_buffer);
    client.send(request(path));
    const std::string head = client.read_head();
    if (head.rfind("HTTP/1.1 101 ", 0) != 0) throw std::runtime_error("no 101 but " + head);
    return client;
  }
  // The whole answer to what is no WebSocket handshake.
  std::string answer(std::string_view text) const { return connect().send(text).read_all_text(); }

  Notes closings;
  Server server;

 private:
  void start() {
    server.listen("127.0.0.1", 0);
    port_ = server.address().port();
    thread_ = std::thread([this] { server.run(); });
  }
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace ws101::testing
