// A handle to one client of the server. Copies are cheap and stay harmless when the client is gone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "frame/assembler.hpp"
#include "frame/close_code.hpp"
#include "frame/opcode.hpp"
#include "handshake/http_head.hpp"
#include "net/address.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// The request that opened the connection; views are valid during the call only.
struct Request {
  const RequestHead& head;
  std::string_view path;
  std::string_view query;        // behind the '?', percent-escapes as they are
  std::string_view subprotocol;  // in use; empty: none
  const Address& from;
};

// Any thread may call any method. Inside a handler, in the client's own thread, what is sent is buffered and goes out
// after the handlers of this batch; a slow client blocks only its own thread. From other threads nothing blocks: what
// the client does not take at once waits in memory, up to ServerLimits::max_backlog; past that the client is dropped.
class Peer {
 public:
  // True: it is on its way. False: the connection is closing or gone, or was dropped now.
  bool send(Opcode kind, Bytes payload);  // Binary, or Text in UTF-8; another kind: false
  bool send(const Message& message) { return send(message.kind, message.payload); }
  bool send_text(std::string_view text) { return send(Opcode::Text, bytes_of(text)); }
  bool send_binary(Bytes bytes) { return send(Opcode::Binary, bytes); }
  bool ping(std::string_view payload = {});  // at most 125 bytes
  // Bytes that are sent as they are: one or more frames that you built, right or wrong. A whole Close frame among them
  // begins the closing handshake. For tests and demonstrations.
  bool send_raw(Bytes frames);
  // Begins the closing handshake. A code that may not be sent (1005, 999, ...) is refused. The reason is cut at 123
  // bytes.
  bool close(CloseCode code = CloseCode::Normal, std::string_view reason = {});
  // In the client's own thread: sends now what its handlers have buffered. Elsewhere it has no effect.
  void flush();

  bool open() const;         // false once closing has begun
  std::uint64_t id() const;  // 1, 2, 3, ... in the order of arrival; never used twice
  const Address& address() const;
  friend bool operator==(const Peer&, const Peer&) = default;

 private:
  friend class ClientThread;
  friend class Server;
  explicit Peer(std::shared_ptr<class ClientThread> client) : client_(std::move(client)) {}
  std::shared_ptr<class ClientThread> client_;
};

}  // namespace ws101
