// The other end for a client under test: a listener that plays a script in a thread of its own. No code of src/ but the
// Accept is needed, and that is computed by the handshake module's function, which has its own tests.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <thread>

#include "client/client.hpp"
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

// What a client's handler was told.
class Record : public Handler {
 public:
  void on_message(Opcode kind, Bytes payload) override {
    SeenFrame frame;
    frame.opcode = kind == Opcode::Text ? kText : kBinary;
    frame.payload.assign(payload.begin(), payload.end());
    told.push_back(frame.words());
  }
  void on_ping(Bytes payload) override { told.push_back("ping " + std::string(text_of(payload))); }
  void on_pong(Bytes payload) override { told.push_back("pong " + std::string(text_of(payload))); }
  void on_close(const CloseEvent& event) override {
    told.push_back((event.clean() ? "clean " : "unclean ") + std::to_string(number(event.code)));
  }
  Seen told;
};

}  // namespace ws101::testing
