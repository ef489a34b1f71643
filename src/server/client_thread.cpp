#include "server/client_thread.hpp"

#include <exception>
#include <utility>
#include <variant>

#include "frame/byte_buffer.hpp"
#include "handshake/http_response.hpp"
#include "handshake/server_handshake.hpp"
#include "net/permessage_deflate.hpp"
#include "net/read_head.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kStatusAt = 9;  // in "HTTP/1.1 404 Not Found"
constexpr std::size_t kStatusSize = 3;

}  // namespace

ClientThread::ClientThread(std::uint64_t id, TcpSocket socket, const Address& address,
                           std::shared_ptr<ServerShared> shared)
    : id_(id),
      address_(address),
      shared_(std::move(shared)),
      name_(shared_->log ? "#" + std::to_string(id_) + " " + address_.text() + " " : ""),
      session_(std::move(socket), Receiver(Role::Server, shared_->limits.message), Sender::server(),
               shared_->limits.max_backlog),
      peer_(nullptr) {}

void ClientThread::run() {
  peer_ = Peer(shared_from_this());
  session_.receive_here();
  try {
    if (shake_hands()) serve();
  } catch (const std::exception& error) {  // no memory or no random bytes: only this client's connection ends
    log(std::string("failed: ") + error.what());
    session_.abort();
  } catch (...) {  // an exception of user code outside the handlers, such as a trace
    log("failed: an exception that is no std::exception");
    session_.abort();
  }
  phase_.store(Phase::Ending);
  session_.drop_received();
  tell_memory(0);
  // RFC 6455 7.1.7: "Similarly, to do so, the server MUST _Close the WebSocket Connection_, and SHOULD log
  // the problem."
  // RFC 6455 7.2.2: "To do so, the server MUST simply _Close the WebSocket Connection_ (Section 7.1.1)."
  session_.finish();
  tell_backlog();
  peer_ = Peer(nullptr);
  phase_.store(Phase::Ended);
  ++shared_->ended;
  // No need to wake the server otherwise: it joins ended threads at its next tick.
  if (shared_->stopping) shared_->waker.wake();
}

// ---- The opening handshake ------------------------------------------------------------------------------------------

bool ClientThread::shake_hands() {
  ByteBuffer received;
  std::variant<RequestHead, HandshakeIssue, HeadEnded> result = HeadEnded{};
  {
    RequestHeadParser parser({shared_->limits.max_head, shared_->limits.max_fields});
    result = read_head(session_.socket(), parser, received, [] { return true; });
  }
  Phase awaited = Phase::Handshake;
  if (!phase_.compare_exchange_strong(awaited, Phase::Answering)) {
    return respond(
        {serialise(refuse_full()), "its request was not complete when another client needed the place"});
  }
  if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
    return respond({serialise(refuse(*issue)), issue->detail});
  }
  if (std::holds_alternative<HeadEnded>(result)) {
    if (dropped_ == Dropped::HandshakeTime) return respond({serialise(refuse_late()), "no request in time"});
    log("left before its request was complete");
    return false;
  }
  const RequestHead& head = std::get<RequestHead>(result);
  return answer(head, std::as_const(received).bytes().subspan(head.size));
}

bool ClientThread::answer(const RequestHead& head, Bytes early) {
  Request request{head, {}, {}, {}, address_};
  const auto result = route(*shared_, head, request);
  if (const auto* http = std::get_if<HttpAnswer>(&result)) return respond(*http);
  Phase answering = Phase::Answering;
  if (!phase_.compare_exchange_strong(answering, Phase::Opening)) return false;  // evicted
  const Upgrade& upgrade = std::get<Upgrade>(result);
  endpoint_ = upgrade.endpoint;
  request.subprotocol = upgrade.accepted.subprotocol;
  if (upgrade.accepted.deflate) compress(*upgrade.accepted.deflate);
  return session_.socket().send_all(bytes_of(upgrade.accepted.response)) && begin(request, early);
}

void ClientThread::compress(const DeflateParams& params) {
  session_.compress_with(make_compressor(Role::Server, params, endpoint_->deflate_limits),
                         make_decompressor(Role::Server, params));
  session_.pause_after(kLargeBuffer);
}

// Sends an HTTP response, after which the connection ends.
bool ClientThread::respond(const HttpAnswer& answer) {
  if (shared_->log) log(answer.response.substr(kStatusAt, kStatusSize) + " " + answer.why);
  session_.socket().send_all(bytes_of(answer.response));
  return false;
}

// The memory of the handshake is freed when this function's callers return, before the long wait for messages.
bool ClientThread::begin(const Request& request, Bytes early) {
  if (endpoint_->max_message > 0) {
    MessageLimits limits = shared_->limits.message;
    limits.max_message = endpoint_->max_message;
    session_.set_limits(limits);
  }
  std::unique_ptr<FrameObserver> observer;
  if (endpoint_->trace) {
    observer = endpoint_->trace(peer_, request);
  } else if (shared_->trace) {
    observer = shared_->trace(peer_);
  }
  if (observer != nullptr) session_.observe(std::move(observer));
  log("open " + std::string(request.path));
  // Either the server's thread sees Open when it stops, or this thread sees that it stops: both atomics are
  // sequentially consistent.
  phase_.store(Phase::Open);
  if (shared_->stopping) session_.close(CloseCode::GoingAway, kStopWords);
  session_.feed(early);
  close_told_ = false;
  return guard_user_code([&] {
    if (endpoint_->open) endpoint_->open(peer_, request);
  });
}

// ---- Messages -------------------------------------------------------------------------------------------------------

void ClientThread::serve() {
  guard_user_code([this] {
    do {
      while (const auto event = session_.next()) handle(*event);
      session_.flush();
      if (std::exchange(only_pongs_, false)) session_.release_idle();
    } while (fits_in_memory() && session_.receive());
  });
}

// Called after each read. The memory grows by at most kLargeBuffer from one call to the next; with compression
// by about three times as much.
bool ClientThread::fits_in_memory() {
  const std::size_t now = session_.memory();
  if (now != told_memory_) tell_memory(now);
  tell_backlog();
  if (now <= kMemoryOfOwn || shared_->memory <= shared_->limits.max_memory) return true;
  constexpr std::string_view kWords = "the server is short of memory";
  session_.close(CloseCode::TryAgainLater, kWords);
  tell_close({CloseCode::TryAgainLater, kWords, session_.state()});
  return false;
}

void ClientThread::tell_memory(std::size_t now) {
  shared_->memory += now - told_memory_;  // modulo 2^64: the difference may be negative
  told_memory_ = now;
}

void ClientThread::handle(const Event& event) {
  std::visit([this](const auto& what) { tell(what); }, event);
}

void ClientThread::tell(const Message& message) {
  only_pongs_ = false;
  if (endpoint_->message) endpoint_->message(peer_, message);
}

void ClientThread::tell(const Ping& ping) {
  only_pongs_ = false;
  if (endpoint_->ping) endpoint_->ping(peer_, ping.payload);
}

void ClientThread::tell(const Pong& pong) {
  only_pongs_ = true;
  if (endpoint_->pong) endpoint_->pong(peer_, pong.payload);
}

void ClientThread::tell(const CloseEvent& event) {
  CloseEvent told = event;
  switch (dropped_.load()) {
    case Dropped::TooSlow:
      told.code = CloseCode::PolicyViolation;
      told.reason = "reads too slowly";
      break;
    case Dropped::NoPong:
      told.reason = "no answer to a ping";
      break;
    case Dropped::ClosingTime:
      told.reason = "no answer to our Close";
      break;
    default:
      break;
  }
  tell_close(told);
}

void ClientThread::tell_close(const CloseEvent& event) {
  if (std::exchange(close_told_, true)) return;
  if (shared_->log) {
    log(std::string(event.clean() ? "closed " : "closed uncleanly ") + std::to_string(number(event.code)) +
        " " + std::string(event.reason));
  }
  if (endpoint_->close) endpoint_->close(peer_, event);
}

template <typename Work>
bool ClientThread::guard_user_code(Work work) {
  try {
    work();
    return true;
  } catch (const std::exception& error) {
    user_code_failed(error.what());
  } catch (...) {
    user_code_failed("an exception that is no std::exception");
  }
  return false;
}

void ClientThread::user_code_failed(const char* words) {
  session_.close(CloseCode::InternalError, "the server met an error");
  log(std::string("handler failed: ") + words);
  const auto last_try = [this](auto tell) {
    try {
      tell();
    } catch (...) {  // the handler that reports errors fails, too: nobody is left to tell
      log("handler failed again while it was told of the error");
    }
  };
  last_try([&] {
    if (endpoint_->error) endpoint_->error(peer_, words);
  });
  last_try([&] { tell_close({CloseCode::InternalError, "an exception in a handler", session_.state()}); });
}

void ClientThread::log(std::string_view event) const {
  if (!shared_->log) return;
  std::string line = name_;
  for (const char c : event) line += (c >= ' ' && c <= '~') ? c : '?';
  shared_->log(line);
}

// ---- Any thread -----------------------------------------------------------------------------------------------------

// The server's thread sends the bytes that the system did not take, unless this client's own thread will flush
// them.
bool ClientThread::finish_send(Session::Sent sent) {
  if (sent == Session::Sent::Overflow) drop(Dropped::TooSlow);
  if (sent != Session::Sent::Yes) return false;
  if (session_.is_receiving_thread()) return true;
  tell_backlog();
  const std::size_t waiting = session_.waiting();
  if (waiting > kMemoryOfOwn && shared_->memory > shared_->limits.max_memory) {
    drop(Dropped::TooSlow);
    tell_backlog();
    return false;
  }
  if (waiting > 0) shared_->waker.wake();
  return true;
}

// Several threads may do this at the same time, perhaps with an outdated number: so it repeats until the
// number is right.
void ClientThread::tell_backlog() {
  for (std::size_t now = session_.waiting(); now != told_backlog_; now = session_.waiting()) {
    shared_->memory += now - told_backlog_.exchange(now);
  }
}

bool ClientThread::evict() {
  Phase found = phase();
  if (found == Phase::Ending) {
    session_.abort();  // no reset: what was sent may be on its way
    return true;
  }
  if (found != Phase::Handshake && found != Phase::Answering) return false;
  const bool may_answer = found == Phase::Handshake;
  if (!phase_.compare_exchange_strong(found, Phase::Evicted)) return false;
  if (may_answer) {
    session_.stop_reading();
  } else {
    session_.abort_hard();
  }
  return true;
}

void ClientThread::drop(Dropped why) {
  Dropped none = Dropped::No;
  if (!dropped_.compare_exchange_strong(none, why) && none == Dropped::TooSlow) return;
  switch (why) {
    case Dropped::HandshakeTime:
      return session_.stop_reading();
    case Dropped::TooSlow:
      return session_.abort_hard();
    default:
      return session_.abort();
  }
}

}  // namespace ws101
