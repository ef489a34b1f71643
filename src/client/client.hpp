// A blocking WebSocket client: connect, send, receive, close.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "client/client_options.hpp"
#include "client/inbox.hpp"
#include "net/opening.hpp"
#include "net/random.hpp"
#include "net/session.hpp"

namespace ws101 {

// Why there is no connection: what was expected and what came, in words fit to be shown.
class ClientError : public std::runtime_error {
 public:
  enum class Stage { Url, Connect, Handshake };
  ClientError(Stage stage, const std::string& words, int status = 0, std::string location = {})
      : std::runtime_error(words), stage_(stage), status_(status), location_(std::move(location)) {}
  Stage stage() const { return stage_; }
  int status() const { return status_; }                     // of the HTTP answer; 0: there was none
  const std::string& location() const { return location_; }  // where a redirect points; not followed

 private:
  Stage stage_;
  int status_;
  std::string location_;
};

struct ReceivedMessage {
  Opcode kind = Opcode::Text;
  std::string payload;
};

// How the connection ended. Codes as in CloseEvent: 1005 for a Close without a code, 1006 for none at all.
struct Ending {
  CloseCode code = CloseCode::Abnormal;
  std::string reason;
  bool clean = false;
};

// One thread receives: the one that calls receive() or step(), always the same. Any thread may send, ping and close.
class Client {
 public:
  // Connects and shakes hands. Blocks for the resolver of names, and then up to connect_time. Throws ClientError; and
  // std::system_error when the system has no random bytes.
  explicit Client(const std::string& url, const ClientOptions& options = {});
  // Ends TCP at once if the connection was not closed before.
  ~Client();

  const std::string& subprotocol() const { return subprotocol_; }  // the server's choice; empty: none

  // ---- the receiving thread ----
  // The next message; pings are answered meanwhile. Nothing when `timeout` passes first, or when the connection has
  // ended: then ending() says how.
  std::optional<ReceivedMessage> receive(std::optional<std::chrono::milliseconds> timeout = std::nullopt);
  // Without copies: waits for bytes and hands what they complete to `handler`.
  enum class Step { Handled, Timeout, Ended };
  Step step(Handler& handler, std::optional<std::chrono::milliseconds> timeout = std::nullopt);
  const std::optional<Ending>& ending() const { return ending_; }  // set once the connection has ended

  // ---- any thread ----
  // Blocks until the system has taken it all. Two ends that send and do not read would wait for each other for ever:
  // so the receiving thread, and any thread before the first receive() or step(), takes in what comes meanwhile and
  // keeps it for the next receive() or step(), up to kMaxKept. In a handler of step() it does not block: the bytes
  // go out when the handler has returned. False when the connection is closing or gone. Text must be UTF-8.
  bool send(Opcode kind, Bytes payload);
  bool send_text(std::string_view text) { return send(Opcode::Text, bytes_of(text)); }
  bool send_binary(Bytes bytes) { return send(Opcode::Binary, bytes); }
  bool ping(std::string_view payload = {});  // at most 125 bytes, else false
  // Begins the closing handshake; receive() or step() bring it to its end. False for a code that may not be sent. The
  // reason is cut at 123 bytes.
  bool close(CloseCode code = CloseCode::Normal, std::string_view reason = {});
  // Ends TCP without a closing handshake.
  void abort() { session_->abort(); }

 private:
  class Listener;
  class SendersTurn;
  enum class Receiver {
    Nobody,
    Sender,
    Thread
  };  // who reads: nobody yet, a thread that sends, the receiving thread
  bool sent(Session::Sent sent);
  bool begin_receiving(std::chrono::steady_clock::time_point deadline);
  bool feed_early(Handler& listener);
  void end();

  ClientOptions options_;
  RandomKeys keys_;
  std::string subprotocol_;
  Connection connection_;
  std::unique_ptr<Session> session_;
  ByteBuffer early_;  // frames that came with the answer to the handshake
  std::size_t early_at_ = 0;
  Inbox kept_;                            // came while a thread sent
  std::deque<ReceivedMessage> messages_;  // for receive()
  std::optional<Ending> ending_;
  std::optional<std::chrono::steady_clock::time_point> close_until_;
  std::mutex mutex_;
  std::condition_variable receiver_changed_;
  Receiver receiver_ = Receiver::Nobody;  // guarded by mutex_
};

}  // namespace ws101
