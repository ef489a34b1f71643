// A handle to one client of the server. Copies are cheap, and safe to use when the client is gone.
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
  std::string_view query;        // after the '?', percent-escapes unchanged
  std::string_view subprotocol;  // in use; empty: none
  const Address& from;
};

// Any thread may call any method. In a handler, in the client's own thread, frames are buffered and sent after the
// handlers of this batch; a slow client blocks only its own thread. In other threads no call blocks: bytes that the
// system does not take wait in memory, up to ServerLimits::max_backlog; beyond that the client is dropped.
class Peer {
 public:
  // True: the frame is queued or sent. False: the connection is closing or gone, or was dropped by this
  // call.
  bool send(Opcode kind, Bytes payload);  // Binary, or Text in UTF-8; another kind: false
  bool send(const Message& message) { return send(message.kind, message.payload); }
  bool send_text(std::string_view text) { return send(Opcode::Text, bytes_of(text)); }
  bool send_binary(Bytes bytes) { return send(Opcode::Binary, bytes); }
  bool ping(std::string_view payload = {});  // at most 125 bytes
  // Sends bytes unchanged: one or more frames that you built, valid or invalid. A complete Close frame among them
  // begins the closing handshake. For tests and demonstrations.
  bool send_raw(Bytes frames);
  // Begins the closing handshake. A code that may not be sent (1005, 999, ...) is refused. The reason is cut at 123
  // bytes.
  bool close(CloseCode code = CloseCode::Normal, std::string_view reason = {});
  // In the client's own thread: sends the buffered frames now. In other threads it has no effect.
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
