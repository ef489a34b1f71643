#include "client/client.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace ws101 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxQuoted = 200;  // bytes of an HTTP error's body that are shown

ClientRequest make_request(const Url& url, const ClientOptions& options) {
  ClientRequest request;
  request.host = url.host;
  request.port = url.port;
  request.target = url.target;
  // RFC 6455 4.1: "The nonce MUST be selected randomly for each connection."
  std::array<std::uint8_t, 16> nonce;
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

Client::Client(const std::string& url, const ClientOptions& options) : options_(options) {
  const auto parsed = parse_url(url);
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
    throw ClientError(ClientError::Stage::Connect, error.what());
  }
  const auto fail = [](const std::string& words) { throw ClientError(ClientError::Stage::Handshake, words); };
  if (!socket.send_all(bytes_of(std::get<std::string>(bytes))))
    fail("the server ended TCP before the handshake");

  for (;;) {
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
    if (const auto* error = std::get_if<ClientHandshakeError>(&verified)) {
      throw ClientError(ClientError::Stage::Handshake, error->words, error->status, error->location);
    }
    subprotocol_ = std::get<Established>(verified).subprotocol;
    early_at_ = head.size;
    break;
  }
  session_ = std::make_unique<Session>(std::move(socket), keys_, options.message, options.max_backlog);
  if (options.observer != nullptr) session_->observe(options.observer);
}

Client::~Client() {
  session_->abort();
}

// ---- receive --------------------------------------------------------------------------------------------------------

Client::Step Client::step(Handler& handler, std::optional<std::chrono::milliseconds> timeout) {
  if (ending_) return Step::Ended;
  Listener listener(*this, handler);
  session_->become_owner();
  if (early_at_ < early_.size()) {
    const ByteBuffer early = std::exchange(early_, ByteBuffer());
    session_->feed(early.bytes().subspan(std::exchange(early_at_, 0)), listener);
    if (session_->finished_reading()) end(listener);
    return Step::Handled;
  }
  const Clock::time_point deadline = timeout ? Clock::now() + *timeout : Clock::time_point::max();
  for (;;) {
    const bool closing = session_->closing();
    if (closing && !close_until_) close_until_ = Clock::now() + options_.closing_time;
    const bool may_read = session_->outbox().waiting() <= options_.max_backlog;
    const bool may_write = session_->outbox().waiting() > 0;
    const auto ready =
        session_->socket().wait(may_read, may_write, std::min(deadline, close_until_.value_or(deadline)));
    if (ready.write) session_->outbox().drain();
    if (ready.read) {
      if (session_->receive(listener)) return Step::Handled;
      end(listener);
      return ending_ ? Step::Handled : Step::Ended;
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
void Client::end(Handler&) {
  const Clock::time_point deadline = Clock::now() + options_.closing_time;
  session_->flush();
  std::array<std::uint8_t, 512> dropped;
  while (ending_ && ending_->clean && session_->socket().wait_readable(deadline) &&
         session_->socket().receive(dropped) > 0) {
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
    if (timeout)
      left =
          std::chrono::ceil<std::chrono::milliseconds>(std::max(deadline - Clock::now(), Clock::duration(0)));
    if (step(collector, left) != Step::Handled) return std::nullopt;
  }
  ReceivedMessage message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

// ---- send -----------------------------------------------------------------------------------------------------------

// What the system did not take at once is pushed on here, unless a handler is running: then step() does it.
bool Client::sent(Session::Sent sent) {
  if (sent != Session::Sent::Yes) return false;
  if (session_->in_handler()) return true;
  while (session_->outbox().drain()) {
    session_->socket().wait(false, true, Clock::time_point::max());
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
