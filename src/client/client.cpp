#include "client/client.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace ws101 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxInterim = 8;  // answers such as 100 Continue before the one that counts

ClientRequest make_request(const Url& url, const ClientOptions& options) {
  ClientRequest request;
  request.host = url.host;
  request.port = url.port;
  request.target = url.target;
  // RFC 6455 4.1: "The nonce MUST be selected randomly for each connection."
  std::array<std::uint8_t, 16> nonce;
  // RFC 6455 4.1: "The value of this header field MUST be a nonce consisting of a randomly selected 16-byte
  // value that has been base64-encoded (see Section 4 of [RFC4648])."
  fill_random(nonce);
  request.key = make_key(nonce);
  request.origin = options.origin;
  request.subprotocols = options.subprotocols;
  request.extra = options.fields;
  return request;
}

}  // namespace

// Passes everything on, and notes how the connection ended.
class Client::Listener : public Handler {
 public:
  Listener(Client& client, Handler& handler) : client_(client), handler_(handler) {}
  void on_message(Opcode kind, Bytes payload) override { handler_.on_message(kind, payload); }
  void on_ping(Bytes payload) override { handler_.on_ping(payload); }
  void on_pong(Bytes payload) override { handler_.on_pong(payload); }
  void on_close(const CloseEvent& event) override {
    client_.ending_ = Ending{event.code, std::string(event.reason), event.clean()};
    handler_.on_close(event);
  }

 private:
  Client& client_;
  Handler& handler_;
};

Client::Client(const std::string& url, const ClientOptions& options)
    : options_(options), connection_(Connection::client(keys_, options.message)) {
  const auto parsed = parse_url(url);
  // RFC 6455 4.1: "The components of the WebSocket URI passed into this algorithm (/host/, /port/, /resource
  // name/, and /secure/ flag) MUST be valid according to the specification of WebSocket URIs specified in
  // Section 3."
  // RFC 6455 4.1: "If any of the components are invalid, the client MUST _Fail the WebSocket Connection_ and
  // abort these steps."
  if (const auto* error = std::get_if<SyntaxError>(&parsed))
    throw ClientError(ClientError::Stage::Url, error->words);
  const Url& where = std::get<Url>(parsed);
  const Clock::time_point deadline = Clock::now() + options.connect_time;

  const ClientRequest request = make_request(where, options);
  const auto bytes = build_request(request);
  if (const auto* error = std::get_if<ClientRequestError>(&bytes)) {
    throw ClientError(ClientError::Stage::Url, error->words);
  }
  TcpSocket socket;
  try {
    socket = TcpSocket::connect(where.host, where.port, options.connect_time);
  } catch (const std::exception& error) {
    // RFC 6455 4.1: "If the connection could not be opened, either because a direct connection failed or
    // because any proxy used returned an error, then the client MUST _Fail the WebSocket Connection_ and
    // abort the connection attempt."
    throw ClientError(ClientError::Stage::Connect, error.what());
  }
  const auto fail = [](const std::string& words) { throw ClientError(ClientError::Stage::Handshake, words); };
  // RFC 6455 4.1: "Once a connection to the server has been established (including a connection via a proxy
  // or over a TLS-encrypted tunnel), the client MUST send an opening handshake to the server."
  if (!socket.send_all(bytes_of(std::get<std::string>(bytes))))
    fail("the server ended TCP before the handshake");

  // RFC 6455 4.1: "it MUST open a connection, send an opening handshake, and read the server's handshake in
  // response."
  // RFC 6455 4.1: "Once the client's opening handshake has been sent, the client MUST wait for a response
  // from the server before sending any further data."
  for (int interim = 0;; ++interim) {
    if (interim > kMaxInterim) fail("expected an answer to the handshake, got only interim ones (1xx)");
    ResponseHeadParser parser;
    bool late = false;
    auto result =
        read_head(socket, parser, early_, [&] { return !(late = !socket.wait_readable(deadline)); });
    if (late) fail("expected an answer to the handshake in time, got none");
    if (const auto* issue = std::get_if<HandshakeIssue>(&result))
      fail("the answer is not HTTP: " + issue->detail);
    if (std::holds_alternative<HeadEnded>(result)) fail("expected an answer to the handshake, but TCP ended");
    const ResponseHead& head = std::get<ResponseHead>(result);
    const Bytes behind = std::as_const(early_).bytes().subspan(head.size);
    if (is_interim(head)) {  // 100 Continue and the like: the answer proper follows
      ByteBuffer rest;
      rest.append(behind);
      early_ = std::move(rest);
      continue;
    }
    const auto verified = verify_response(head, request);
    // RFC 6455 4.1: "If the server's response does not conform to the requirements for the server's handshake
    // as defined in this section and in Section 4.2.2, the client MUST _Fail the WebSocket Connection_."
    // RFC 6455 7.2.1: "To do so, the client MUST _Fail the WebSocket Connection_ as defined in Section
    // 7.1.7."
    if (const auto* error = std::get_if<ClientHandshakeError>(&verified)) {
      throw ClientError(ClientError::Stage::Handshake, error->words, error->status, error->location);
    }
    subprotocol_ = std::get<Established>(verified).subprotocol;
    early_at_ = head.size;
    break;
  }
  session_ = std::make_unique<Session>(std::move(socket), keys_, options.max_backlog);
  session_->drive(connection_);
  // Not ours: shared with nobody.
  if (options.observer != nullptr) session_->observe({std::shared_ptr<void>(), options.observer});
}

Client::~Client() {
  session_->abort();
}

// ---- receive --------------------------------------------------------------------------------------------------------

// Waits while a thread that sends is in the receiver's place. False when that takes too long.
bool Client::begin_receiving(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  const auto free = [this] { return receiver_ != Receiver::Sender; };
  if (deadline == Clock::time_point::max()) {
    receiver_changed_.wait(lock, free);
  } else if (!receiver_changed_.wait_until(lock, deadline, free)) {
    return false;
  }
  receiver_ = Receiver::Thread;
  session_->become_owner();
  return true;
}

// The frames that came in the same segment as the end of the handshake.
bool Client::feed_early(Handler& listener) {
  if (early_at_ >= early_.size()) return false;
  const ByteBuffer early = std::exchange(early_, ByteBuffer());
  session_->feed(early.bytes().subspan(std::exchange(early_at_, 0)), listener);
  if (session_->finished_reading()) end();
  return true;
}

Client::Step Client::step(Handler& handler, std::optional<std::chrono::milliseconds> timeout) {
  const Clock::time_point deadline = timeout ? Clock::now() + *timeout : Clock::time_point::max();
  if (!begin_receiving(deadline)) return Step::Timeout;
  Listener listener(*this, handler);
  Listener keeping(*this, kept_);
  for (;;) {
    // While much waits to be sent, the handler is given nothing more to answer. Reading goes on for a while: the server
    // may be one that reads again only when it has sent all.
    const bool crowded = session_->outbox().waiting() > options_.max_backlog;
    Listener& taker = crowded ? keeping : listener;
    if (!kept_.empty() && (!crowded || ending_)) {
      kept_.deliver(handler);
      return Step::Handled;
    }
    if (ending_) return Step::Ended;
    if (feed_early(taker) && !crowded) return Step::Handled;

    const bool closing = session_->closing();
    if (closing && !close_until_) close_until_ = Clock::now() + options_.closing_time;
    const bool may_read = !crowded || kept_.bytes() <= kMaxKept;
    const bool may_write = session_->outbox().waiting() > 0;
    const auto ready =
        session_->socket().wait(may_read, may_write, std::min(deadline, close_until_.value_or(deadline)));
    if (ready.write) session_->outbox().drain();
    if (ready.read) {
      if (!session_->receive(taker)) end();
      if (!crowded) return Step::Handled;
      continue;
    }
    const Clock::time_point now = Clock::now();
    if (close_until_ && now >= *close_until_) {  // RFC 6455 7.1.7: the peer does not answer our Close
      session_->abort();
      continue;
    }
    if (!ready.write && now >= deadline) return Step::Timeout;
  }
}

// RFC 6455 7.1.1: "the client SHOULD wait for the server to close the connection but MAY close the connection at any
// time".
void Client::end() {
  const Clock::time_point deadline = Clock::now() + options_.closing_time;
  // RFC 6455 7.1.7: "To do so, the client MUST _Close the WebSocket Connection_"
  session_->flush();
  std::array<std::uint8_t, 512> dropped;
  // Behind what still waits there is our Close. Then the server ends TCP; were we first, with its bytes unread, a reset
  // could overtake our Close.
  while (session_->state() != State::Lost) {
    const bool waiting = session_->outbox().drain();
    const auto ready = session_->socket().wait(true, waiting, deadline);
    if (!ready.read && !ready.write) break;
    if (ready.read && session_->socket().receive(dropped) <= 0) break;
  }
  session_->abort();
}

std::optional<ReceivedMessage> Client::receive(std::optional<std::chrono::milliseconds> timeout) {
  class Collector : public Handler {
   public:
    explicit Collector(std::deque<ReceivedMessage>& messages) : messages_(messages) {}
    void on_message(Opcode kind, Bytes payload) override {
      messages_.push_back({kind, std::string(text_of(payload))});
    }

   private:
    std::deque<ReceivedMessage>& messages_;
  } collector(messages_);

  const Clock::time_point deadline = timeout ? Clock::now() + *timeout : Clock::time_point::max();
  while (messages_.empty()) {
    std::optional<std::chrono::milliseconds> left;
    if (timeout) {
      left =
          std::chrono::ceil<std::chrono::milliseconds>(std::max(deadline - Clock::now(), Clock::duration(0)));
    }
    if (step(collector, left) != Step::Handled) return std::nullopt;
  }
  ReceivedMessage message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

// ---- send -----------------------------------------------------------------------------------------------------------

// While it lives, the thread that sends may read: it is the receiving thread itself, or nobody has received yet and it
// takes that place for a moment.
class Client::SendersTurn {
 public:
  explicit SendersTurn(Client& client) : client_(client) {
    const std::lock_guard lock(client_.mutex_);
    may_read_ = client_.session_->is_owner();
    borrowed_ = !may_read_ && client_.receiver_ == Receiver::Nobody;
    if (!borrowed_) return;
    client_.receiver_ = Receiver::Sender;
    client_.session_->become_owner();
    may_read_ = true;
  }
  ~SendersTurn() {
    if (!borrowed_) return;
    client_.session_->resign();
    {
      const std::lock_guard lock(client_.mutex_);
      client_.receiver_ = Receiver::Nobody;
    }
    client_.receiver_changed_.notify_all();
  }
  SendersTurn(const SendersTurn&) = delete;
  SendersTurn& operator=(const SendersTurn&) = delete;

  bool may_read() const { return may_read_; }

 private:
  Client& client_;
  bool may_read_ = false;
  bool borrowed_ = false;
};

// What the system did not take at once is pushed on here, unless a handler is running: then step() does it.
bool Client::sent(Session::Sent sent) {
  if (sent != Session::Sent::Yes) return false;
  if (session_->in_handler() || !session_->outbox().drain()) return true;
  const SendersTurn turn(*this);
  Listener listener(*this, kept_);
  if (turn.may_read()) feed_early(listener);
  while (session_->outbox().drain()) {
    const bool read = turn.may_read() && !ending_ && kept_.bytes() <= kMaxKept;
    if (session_->socket().wait(read, true, Clock::time_point::max()).read && !session_->receive(listener))
      end();
  }
  return true;
}

bool Client::send(Opcode kind, Bytes payload) {
  for (;;) {
    const Session::Sent result = session_->send(kind, payload);
    if (result != Session::Sent::Overflow) return sent(result);
    sent(Session::Sent::Yes);  // another thread's bytes wait: push them on, then try again
  }
}

bool Client::ping(std::string_view payload) {
  return sent(session_->ping(bytes_of(payload)));
}

bool Client::close(CloseCode code, std::string_view reason) {
  return sent(session_->close(code, reason));
}

}  // namespace ws101
