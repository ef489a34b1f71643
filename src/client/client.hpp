// A blocking WebSocket client: connect, send, ask for the next event, close.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "client/client_options.hpp"
#include "client/connect.hpp"
#include "client/timed_lock.hpp"
#include "frame/close_code.hpp"
#include "frame/event.hpp"
#include "net/random.hpp"
#include "net/session.hpp"
#include "text/bytes.hpp"

namespace ws101 {

struct ReceivedMessage {
  Opcode kind = Opcode::Text;  // or Binary
  std::string payload;
};
struct ReceivedPing {  // its Pong is on its way
  std::string payload;
};
struct ReceivedPong {
  std::string payload;
};

// How the connection ended; see CloseEvent.
struct Ending {
  CloseCode code = CloseCode::Abnormal;
  std::string reason;
  State state = State::Lost;
  std::optional<Violation> violation;
  bool clean = false;  // the closing handshake was complete
};

// An Ending is the last event, and comes exactly once.
using ClientEvent = std::variant<ReceivedMessage, ReceivedPing, ReceivedPong, Ending>;

// Any thread may call any method, but only one at a time should ask for events.
class Client {
 public:
  using Clock = std::chrono::steady_clock;
  using Timeout = std::optional<std::chrono::milliseconds>;  // none: for ever

  // Connects and does the opening handshake; see connect().
  explicit Client(const std::string& url, const ClientOptions& options = {});
  // Ends TCP without a Close if the connection is still open.
  ~Client();

  const std::string& subprotocol() const { return subprotocol_; }  // the server's choice; empty: none
  const std::optional<DeflateParams>& deflate() const { return deflate_; }  // as negotiated; none: not in use

  // The next event; pings are answered before they are returned. Nothing if `timeout` passes first, or after the
  // Ending.
  std::optional<ClientEvent> next(Timeout timeout = std::nullopt);
  // The next message; other events are skipped. Nothing if `timeout` passes first, or if the connection has ended:
  // then ending() says how.
  std::optional<ReceivedMessage> receive(Timeout timeout = std::nullopt);
  const std::optional<Ending>& ending() const { return ending_; }  // once next() or receive() has reached it

  // Blocks until the system has taken all bytes. While it blocks it also reads, unless another thread does, so that
  // two peers that only send cannot deadlock; what it reads, up to kMaxKept, is kept for next(). False if the
  // connection is closing or gone. Text must be UTF-8.
  bool send(Opcode kind, Bytes payload);
  bool send_text(std::string_view text) { return send(Opcode::Text, bytes_of(text)); }
  bool send_binary(Bytes bytes) { return send(Opcode::Binary, bytes); }
  bool ping(std::string_view payload = {});  // at most 125 bytes, else false
  // Begins the closing handshake; call next() or receive() to complete it. False for a code that may not be sent. The
  // reason is cut at 123 bytes.
  bool close(CloseCode code = CloseCode::Normal, std::string_view reason = {});
  // Ends TCP without a closing handshake.
  void abort() { session_->abort(); }

 private:
  bool sent(Session::Sent sent);
  std::optional<ClientEvent> take_event();
  bool wait(Clock::time_point deadline);
  void keep_events();
  void end_tcp();

  const ClientOptions options_;
  RandomKeys random_keys_;
  std::string subprotocol_;
  std::optional<DeflateParams> deflate_;
  std::unique_ptr<Session> session_;

  TimedLock reading_;             // held by the thread that reads; guards the members below
  std::deque<ClientEvent> kept_;  // events that came while a thread was sending
  std::size_t kept_bytes_ = 0;    // of memory
  std::optional<Ending> ending_;
  std::optional<Clock::time_point> close_until_;
};

}  // namespace ws101
