// The other end for a client under test: a listener that plays a script in a thread of its own. No code of src/ but the
// Accept is needed, and that is computed by the handshake module's function, which has its own tests.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <thread>
#include <variant>

#include "client/client.hpp"
#include "handshake/accept_key.hpp"
#include "support/raw_socket.hpp"

namespace ws101::testing {

inline std::string field(const std::string& head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

inline std::string switching(const std::string& request_head) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
         "Upgrade\r\nSec-WebSocket-Accept: " +
         accept_key(field(request_head, "Sec-WebSocket-Key")) + "\r\n\r\n";
}

class ScriptedServer {
 public:
  // The script gets the connection after the request's head has been read.
  explicit ScriptedServer(std::function<void(RawSocket&, const std::string& head)> script)
      : thread_([this, script = std::move(script)] {
          try {
            RawSocket socket = listener_.accept();
            head_ = socket.read_head();
            script(socket, head_);
          } catch (const std::exception& error) {
            failure_ = error.what();
          }
        }) {}
  // Shakes hands in good order, then plays the script.
  static std::function<void(RawSocket&, const std::string&)> opened(std::function<void(RawSocket&)> script) {
    return [script = std::move(script)](RawSocket& socket, const std::string& head) {
      socket.send(switching(head));
      script(socket);
    };
  }
  ~ScriptedServer() {
    join();
    CHECK(failure_ == "");
  }
  std::string url(const std::string& target = "/") const {
    return "ws://127.0.0.1:" + std::to_string(listener_.port()) + target;
  }
  std::uint16_t port() const { return listener_.port(); }
  // The request's head; waits for the end of the script.
  const std::string& head() {
    join();
    return head_;
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  RawListener listener_;
  std::string head_;
  std::string failure_;
  std::thread thread_;
};

// An event of a client in a few words.
inline std::string words(const ClientEvent& event) {
  if (const auto* message = std::get_if<ReceivedMessage>(&event)) {
    SeenFrame frame;
    frame.opcode = message->kind == Opcode::Text ? kText : kBinary;
    frame.payload.assign(message->payload.begin(), message->payload.end());
    return frame.words();
  }
  if (const auto* ping = std::get_if<ReceivedPing>(&event)) return "ping " + ping->payload;
  if (const auto* pong = std::get_if<ReceivedPong>(&event)) return "pong " + pong->payload;
  const Ending& ending = std::get<Ending>(event);
  return (ending.clean ? "clean " : "unclean ") + std::to_string(number(ending.code));
}

}  // namespace ws101::testing
