#include "net/session.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "frame/close_payload.hpp"

namespace ws101 {
namespace {

// The flag is down again however the scope is left.
class Raised {
 public:
  explicit Raised(bool& flag) : flag_(flag) { flag_ = true; }
  ~Raised() { flag_ = false; }
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;

 private:
  bool& flag_;
};

Session::Sent as_sent(Outbox::Posted posted) {
  switch (posted) {
    case Outbox::Posted::Closed:
      return Session::Sent::Closed;
    case Outbox::Posted::Overflow:
      return Session::Sent::Overflow;
    default:
      return Session::Sent::Yes;
  }
}

}  // namespace

Session::Session(TcpSocket socket, std::size_t max_backlog)
    : socket_(std::move(socket)), keys_(nullptr), outbox_(socket_, OwnerFlush::Blocks, max_backlog) {}

Session::Session(TcpSocket socket, MaskSource& keys, std::size_t max_backlog)
    : socket_(std::move(socket)), keys_(&keys), outbox_(socket_, OwnerFlush::Queues, max_backlog) {}

void Session::observe(std::shared_ptr<FrameObserver> observer) {
  connection_->observe(observer.get());
  observer_ = std::move(observer);
  observed_ = true;
}

// ---- owner ----------------------------------------------------------------------------------------------------------

void Session::handle(std::size_t received, Handler& handler) {
  notice_posted_close();
  const Raised in_commit(in_commit_);
  connection_->commit(received, handler, outbox_);
}

void Session::feed(Bytes early, Handler& handler) {
  while (!early.empty()) {
    const MutableBytes space = connection_->prepare();
    const std::size_t count = std::min(space.size(), early.size());
    std::copy_n(early.begin(), count, space.begin());
    handle(count, handler);
    early = early.subspan(count);
  }
  outbox_.flush();
}

bool Session::receive(Handler& handler) {
  const MutableBytes space = connection_->prepare();
  handling_.store(false, std::memory_order_relaxed);
  const std::ptrdiff_t count = socket_.receive(space);
  if (count <= 0) {
    peer_ended_ = true;
    notice_posted_close();
    connection_->commit_eof(handler);
    return false;
  }
  // Only the owner writes it: no locked instruction is needed.
  activity_.store(activity_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  handling_.store(true, std::memory_order_relaxed);
  handle(static_cast<std::size_t>(count), handler);
  if (!outbox_.flush()) {
    connection_->commit_eof(handler);
    return false;
  }
  return !connection_->closed();
}

void Session::finish() {
  outbox_.finish();
  // RFC 6455 5.5.1: "After both sending and receiving a Close message, an endpoint considers the WebSocket
  // connection closed and MUST close the underlying TCP connection."
  // RFC 6455 5.5.1: "The server MUST close the underlying TCP connection immediately"
  if (!peer_ended_) {
    socket_.shutdown_send();
    // Were the descriptor closed with unread bytes in it, the system would send a reset, and that can destroy our last
    // bytes on their way to the peer.
    std::array<std::uint8_t, 512> dropped;
    while (socket_.receive(dropped) > 0) {
    }
  }
  // An observer may keep a handle to what it observes: were it kept here, both would live for ever.
  connection_->observe(nullptr);
  std::shared_ptr<FrameObserver> observer;  // its last words are said without the lock
  const std::lock_guard lock(mutex_);
  observer.swap(observer_);
  finished_ = true;
  outbox_.end();
  socket_.close();
  release_idle();
}

void Session::release_idle() {
  connection_->release_idle();
  outbox_.release_idle();
}

void Session::notice_posted_close() {
  if (!outbox_.close_posted() || connection_->state() != State::Open) return;
  connection_->close_was_sent();
  outbox_.know_close();
}

// ---- any thread -----------------------------------------------------------------------------------------------------

Session::Sent Session::after_own_send(bool accepted) {
  if (!accepted) return Sent::Closed;
  if (in_commit_) return Sent::Yes;  // receive() sends what the handlers have written
  return outbox_.flush() ? Sent::Yes : Sent::Closed;
}

Session::Sent Session::send(Opcode kind, Bytes payload) {
  if (is_owner()) return after_own_send(connection_->send(kind, payload, outbox_));
  return begins_message(kind) ? post(kind, payload, false) : Sent::Closed;
}

Session::Sent Session::send(const SharedFrame& frame) {
  if (is_owner()) {
    if (connection_->state() != State::Open) return Sent::Closed;
    outbox_.post_gathered();
  }
  return post_encoded(frame, {}, false);
}

Session::Sent Session::send_raw(Bytes frames) {
  if (is_owner()) {
    outbox_.write({}, frames);
    return after_own_send(true);
  }
  return as_sent(
      outbox_.post(std::make_shared<const std::vector<std::uint8_t>>(frames.begin(), frames.end())));
}

Session::Sent Session::ping(Bytes payload) {
  if (is_owner()) return after_own_send(connection_->ping(payload, outbox_));
  return payload.size() <= kMaxControlPayload ? post(Opcode::Ping, payload, false) : Sent::Closed;
}

Session::Sent Session::close(CloseCode code, std::string_view reason) {
  if (is_owner()) {
    const bool accepted = connection_->close(code, reason, outbox_);
    if (accepted) own_close_ = true;
    return after_own_send(accepted);
  }
  if (code != CloseCode::NoStatus && !may_be_sent(code)) return Sent::Closed;
  return post(Opcode::Close, CloseBody(code, reason).bytes(), true);
}

Session::Sent Session::post(Opcode opcode, Bytes payload, bool is_close) {
  std::optional<MaskingKey> key;
  if (keys_ != nullptr) key = keys_->next_key();
  return post_encoded(share_frame(opcode, payload, key), payload, is_close);
}

// `payload`: what the frame carries, before it was masked; of an unmasked frame it need not be given.
Session::Sent Session::post_encoded(const SharedFrame& frame, Bytes payload, bool is_close) {
  if (!observed_) return as_sent(outbox_.post(frame, is_close));
  std::shared_ptr<FrameObserver> observer;
  {
    const std::lock_guard lock(mutex_);
    observer = observer_;
  }
  if (observer == nullptr) return Sent::Closed;
  // The observer sees the frame before the peer can answer it.
  const Sent sent = as_sent(outbox_.post(frame, is_close, true));
  if (sent != Sent::Yes) return sent;
  const auto read = read_header(*frame);
  if (const auto* header = std::get_if<FrameHeader>(&read)) {
    if (!header->masked) payload = Bytes(*frame).subspan(header->size());
    observer->on_frame(Flow::Out, *header, payload, 0, true);
  }
  outbox_.drain();
  return sent;
}

void Session::abort() {
  const std::lock_guard lock(mutex_);
  if (!finished_) socket_.shutdown_both();
}

void Session::abort_hard() {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  socket_.reset_on_close();
  socket_.shutdown_both();
}

void Session::stop_reading() {
  const std::lock_guard lock(mutex_);
  if (!finished_) socket_.shutdown_receive();
}

int Session::fd() const {
  const std::lock_guard lock(mutex_);
  return finished_ ? -1 : socket_.fd();
}

}  // namespace ws101
