// A server of this process with one demo on it, and clients that talk to it.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "client/client.hpp"
#include "json/value.hpp"
#include "server/server.hpp"
#include "support/catch.hpp"
#include "wsdemo/notices.hpp"

namespace ws101::testing {

inline constexpr std::chrono::milliseconds kPatience{30'000};

class DemoServer {
 public:
  Server& server() { return server_; }
  void start() {
    server_.listen("127.0.0.1", 0);
    thread_ = std::thread([this] { server_.run(); });
  }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  ~DemoServer() { stop(); }
  std::string url(const std::string& path) const { return "ws://" + server_.address().text() + path; }

 private:
  // The clients of these tests do not read when the server stops: nothing is gained by waiting for their Close.
  static ServerLimits limits() {
    ServerLimits limits;
    limits.closing_time = std::chrono::milliseconds(10);
    return limits;
  }
  Server server_{limits()};
  std::thread thread_;
};

inline JsonValue parsed(const std::string& text) {
  auto result = parse_json(text);
  INFO(text);
  REQUIRE(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(result);
}

// A client that asks for notices, as the demos' pages do.
inline ClientOptions with_notices() {
  ClientOptions options;
  options.subprotocols = demos::notices_protocols();
  return options;
}

// The next message's text; fails the test when none comes.
inline std::string next(Client& client) {
  const auto message = client.receive(kPatience);
  REQUIRE(message.has_value());
  return message->payload;
}

// Messages until one holds `words`; that one.
inline std::string next_with(Client& client, const std::string& words) {
  for (;;) {
    const std::string text = next(client);
    if (text.find(words) != std::string::npos) return text;
  }
}

}  // namespace ws101::testing
