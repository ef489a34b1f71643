#include "client/client.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace ws101 {
namespace {

// How long a sending thread waits before it checks again whether another thread reads.
constexpr std::chrono::milliseconds kLookAgain{50};

std::string copy_of(Bytes payload) {
  return std::string(text_of(payload));
}

ClientEvent owned(const Event& event) {
  if (const auto* message = std::get_if<Message>(&event)) {
    return ReceivedMessage{message->kind, copy_of(message->payload)};
  }
  if (const auto* ping = std::get_if<Ping>(&event)) return ReceivedPing{copy_of(ping->payload)};
  if (const auto* pong = std::get_if<Pong>(&event)) return ReceivedPong{copy_of(pong->payload)};
  const auto& close = std::get<CloseEvent>(event);
  return Ending{close.code, std::string(close.reason), close.state, close.violation, close.clean()};
}

// What a kept event takes: an empty message takes memory as well.
std::size_t size_of(const ClientEvent& event) {
  const auto* message = std::get_if<ReceivedMessage>(&event);
  return sizeof event + (message == nullptr ? kMaxControlPayload : message->payload.size());
}

}  // namespace

Client::Client(const std::string& url, const ClientOptions& options) : options_(options) {
  Connected connected = connect(url, options_);
  subprotocol_ = std::move(connected.subprotocol);
  MaskSource* const keys = options_.keys != nullptr ? options_.keys : &random_keys_;
  session_ = std::make_unique<Session>(std::move(connected.socket), Receiver(Role::Client, options_.message),
                                       Sender::client(*keys), options_.max_backlog);
  deflate_ = connected.deflate;
  if (deflate_) {
    session_->compress_with(make_compressor(Role::Client, *deflate_, options_.deflate_limits),
                            make_decompressor(Role::Client, *deflate_));
  }
  // The caller's observer: it is not shared, so nothing is freed.
  if (options_.observer != nullptr) session_->observe({std::shared_ptr<void>(), options_.observer});
  session_->feed(connected.early);
}

Client::~Client() {
  session_->abort();
}

// ---- Receive --------------------------------------------------------------------------------------------------------

std::optional<ClientEvent> Client::next(Timeout timeout) {
  const Clock::time_point deadline = timeout ? options_.now() + *timeout : Clock::time_point::max();
  std::unique_lock reading(reading_, std::defer_lock);
  if (!timeout) {
    reading.lock();
  } else if (!reading.try_lock_until(deadline)) {
    return std::nullopt;
  }
  while (!ending_) {
    if (auto event = take_event()) return event;
    if (!wait(deadline)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ReceivedMessage> Client::receive(Timeout timeout) {
  const Clock::time_point deadline = timeout ? options_.now() + *timeout : Clock::time_point::max();
  Timeout left = timeout;
  while (auto event = next(left)) {
    if (auto* message = std::get_if<ReceivedMessage>(&*event)) return std::move(*message);
    if (!timeout) continue;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(deadline - options_.now());
    left = std::max(rest, std::chrono::milliseconds(0));
  }
  return std::nullopt;
}

// Kept events come first; then a single one, so that the program can answer it before the next one is judged.
std::optional<ClientEvent> Client::take_event() {
  std::optional<ClientEvent> event;
  if (!kept_.empty()) {
    event = std::move(kept_.front());
    kept_.pop_front();
    kept_bytes_ -= size_of(*event);
  } else if (const auto came = session_->next()) {
    event = owned(*came);
    session_->push();
  }
  if (!event) return std::nullopt;
  if (const auto* ending = std::get_if<Ending>(&*event)) {
    end_tcp();
    ending_ = *ending;
  }
  return event;
}

// Waits for bytes and receives them; meanwhile sends pending bytes. False if the deadline passes first. Another
// thread may begin the closing meanwhile, so no single wait is longer than closing_time.
bool Client::wait(Clock::time_point deadline) {
  const Clock::time_point now = options_.now();
  if (session_->state() == State::CloseSent && !close_until_) close_until_ = now + options_.closing_time;
  const Clock::time_point until =
      std::min({deadline, now + options_.closing_time, close_until_.value_or(deadline)});
  // A server that reads nothing must not make us queue pongs without a limit.
  const bool may_read = session_->waiting() <= kMaxKept;
  const auto ready = session_->socket().wait(may_read, session_->waiting() > 0, until);
  if (ready.write) session_->push();
  if (ready.read) session_->receive();
  if (ready.read || ready.write) return true;
  // RFC 6455 7.1.7: the peer does not answer our Close.
  if (close_until_ && options_.now() >= *close_until_) session_->abort();
  return options_.now() < deadline || close_until_;
}

// RFC 6455 7.1.1: "the client SHOULD wait for the server to close the connection but MAY close the connection at any
// time".
void Client::end_tcp() {
  // RFC 6455 7.1.7: "To do so, the client MUST _Close the WebSocket Connection_"
  const Clock::time_point deadline = options_.now() + options_.closing_time;
  std::array<std::uint8_t, 512> dropped;
  // Send everything, including our Close, and let the server end TCP. If we ended it first with unread bytes, a reset
  // could overtake our Close.
  while (session_->state() != State::Lost) {
    const bool waiting = session_->push();
    const auto ready = session_->socket().wait(true, waiting, deadline);
    if (!ready.read && !ready.write) break;
    if (ready.read && session_->socket().receive(dropped) <= 0) break;
  }
  session_->abort();
}

// ---- Send -----------------------------------------------------------------------------------------------------------

bool Client::send(Opcode kind, Bytes payload) {
  for (;;) {
    const Session::Sent result = session_->send(kind, payload);
    if (result != Session::Sent::Overflow) return sent(result);
    sent(Session::Sent::Yes);  // another thread's bytes wait: push them, then try again
  }
}

bool Client::ping(std::string_view payload) {
  return sent(session_->ping(bytes_of(payload)));
}

bool Client::close(CloseCode code, std::string_view reason) {
  return sent(session_->close(code, reason));
}

// Sends the bytes that the system did not take yet.
bool Client::sent(Session::Sent sent) {
  if (sent != Session::Sent::Yes) return false;
  while (session_->push()) {
    const std::unique_lock reading(reading_, std::try_to_lock);
    if (reading.owns_lock()) keep_events();
    const bool read = reading.owns_lock() && kept_bytes_ <= kMaxKept && !is_closed(session_->state());
    const auto ready = session_->socket().wait(read, true, Clock::now() + kLookAgain);
    if (ready.read) session_->receive();
  }
  return true;
}

void Client::keep_events() {
  while (kept_bytes_ <= kMaxKept) {  // what came in one read may inflate to a thousand times as much
    const auto event = session_->next();
    if (!event) return;
    kept_.push_back(owned(*event));
    kept_bytes_ += size_of(kept_.back());
  }
}

}  // namespace ws101
