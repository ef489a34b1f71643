#include "net/session.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <variant>

namespace ws101 {
namespace {

// Bytes that the receiving thread queues before it flushes.
constexpr std::size_t kGatherMost = std::size_t{64} << 10;

}  // namespace

Session::Session(TcpSocket socket, Receiver receiver, Sender sender, std::size_t max_backlog)
    : receiver_(std::move(receiver)),
      max_backlog_(max_backlog),
      socket_(std::move(socket)),
      sender_(std::move(sender)) {}

void Session::observe(std::shared_ptr<FrameObserver> observer) {
  receiver_.observe(observer.get());
  const std::lock_guard lock(mutex_);
  observer_ = std::move(observer);
  observed_ = observer_ != nullptr;
}

// ---- The receiving thread -------------------------------------------------------------------------------------------

bool Session::receive() {
  if (receiver_.finished()) return false;
  if (receiver_.paused()) return true;
  const MutableBytes space = receiver_.space();
  unfinished_.store(receiver_.unfinished(), std::memory_order_relaxed);
  handling_.store(false, std::memory_order_relaxed);
  const std::ptrdiff_t count = socket_.receive(space);
  handling_.store(true, std::memory_order_relaxed);
  if (count <= 0) {
    receiver_.ended();
    return true;
  }
  // This thread alone writes it: no locked instruction is needed.
  activity_.store(activity() + 1, std::memory_order_relaxed);
  receiver_.received(static_cast<std::size_t>(count));
  return true;
}

void Session::feed(Bytes early) {
  while (!early.empty()) {
    const MutableBytes space = receiver_.space();
    const std::size_t count = std::min(space.size(), early.size());
    std::copy_n(early.begin(), count, space.begin());
    receiver_.received(count);
    early = early.subspan(count);
  }
}

std::optional<Event> Session::next() {
  while (auto event = receiver_.next()) {
    // The common case needs no lock.
    if (std::holds_alternative<Message>(*event) && state() == State::Open) return event;
    Lock lock(mutex_);
    take_staged(lock);
    const Sender::Answer answer = sender_.answer(*event);
    publish(lock);
    lock.unlock();
    if (answer.frame) tell(*answer.frame);
    if (answer.deliver) return event;
  }
  return std::nullopt;
}

bool Session::flush() {
  if (waiting() == 0 && staged_.pending_size() == 0) return true;
  Lock lock(mutex_);
  take_staged(lock);
  return flush(lock);
}

bool Session::flush(Lock& lock) {
  while (push(lock)) {
    flushing_.store(true, std::memory_order_relaxed);
    lock.unlock();
    socket_.wait(false, true, std::chrono::steady_clock::time_point::max());
    lock.lock();
  }
  flushing_.store(false, std::memory_order_relaxed);
  if (broken_) receiver_.ended();
  return !broken_;
}

void Session::finish() {
  flush();
  // RFC 6455 5.5.1: "After both sending and receiving a Close message, an endpoint considers the WebSocket
  // connection closed and MUST close the underlying TCP connection."
  // RFC 6455 5.5.1: "The server MUST close the underlying TCP connection immediately"
  socket_.shutdown_send();
  // Read until the end: if a socket is closed with unread bytes, the system sends a reset, which can destroy our
  // last bytes on their way to the peer.
  std::array<std::uint8_t, 512> dropped;
  while (socket_.receive(dropped) > 0) {
  }
  // Release the observer: if it keeps a handle to this connection, both would live for ever.
  receiver_.observe(nullptr);
  receiver_.release_idle();
  receiver_.decompress_with(nullptr);
  staged_.release_idle();
  std::shared_ptr<FrameObserver> observer;  // destroyed after the lock is released
  Lock lock(mutex_);
  observer.swap(observer_);
  finished_ = broken_ = true;
  sender_.drop();
  sender_.release_idle();
  sender_.compress_with(nullptr);
  publish(lock);
  socket_.close();
}

void Session::release_idle() {
  receiver_.release_idle();
  staged_.release_idle();
  const std::lock_guard lock(mutex_);
  sender_.release_idle();
}

// ---- Any thread -----------------------------------------------------------------------------------------------------

// `queue` puts the frame into the sender. `size`: bytes that count against the backlog; none: no limit (a Close).
template <typename Queue>
Session::Sent Session::send_frame(std::optional<std::size_t> size, Queue queue) {
  Lock lock(mutex_);
  const bool own = is_receiving_thread();
  if (own) take_staged(lock);
  const std::size_t before = sender_.pending_size();
  if (own && before >= kGatherMost) flush(lock);
  if (!own && size && before > 0 && before + *size > max_backlog_) return Sent::Overflow;
  if (broken_) return Sent::Closed;
  std::optional<QueuedFrame> frame = queue();
  if (!frame) return Sent::Closed;
  if (observed_ && frame->told) {  // before the peer can answer it
    sender_.keep();
    publish(lock);
    ByteBuffer compressed;  // another thread's message may overwrite the compressor's output
    if (!frame->message.empty()) {
      compressed.append(frame->payload);
      frame->payload = compressed.bytes();
    }
    lock.unlock();
    tell(*frame);
    lock.lock();
  }
  // A long payload is borrowed. The receiving thread sends all of it now, without a copy; another thread sends as
  // much as the system takes without blocking.
  if (!own) {
    push(lock);
  } else if (!sender_.pending()[1].empty()) {
    flush(lock);
  }
  sender_.keep();
  publish(lock);
  return broken_ ? Sent::Closed : Sent::Yes;
}

Session::Sent Session::send(Opcode kind, Bytes payload) {
  if (payload.size() < stage_below_ && is_receiving_thread()) return stage(kind, payload);
  return send_frame(payload.size(), [&] { return sender_.send(kind, payload); });
}

// One lock for a batch instead of one for each message: gains 10 % of "1 connection, 64 in flight". Everything else
// that this thread sends takes the staged frames first; if another thread sends a Close meanwhile, they are dropped.
Session::Sent Session::stage(Opcode kind, Bytes payload) {
  if (state() != State::Open) return Sent::Closed;
  const std::optional<QueuedFrame> frame = staged_.send(kind, payload);
  if (!frame) return Sent::Closed;
  tell(*frame);
  if (staged_.pending_size() >= kGatherMost) flush();
  return Sent::Yes;
}

void Session::take_staged(const Lock& lock) {
  sender_.append(staged_.pending()[0]);
  staged_.drop();
  publish(lock);
}

Session::Sent Session::ping(Bytes payload) {
  return send_frame(payload.size(), [&] { return sender_.ping(payload); });
}

Session::Sent Session::close(CloseCode code, std::string_view reason) {
  return send_frame(std::nullopt, [&] { return sender_.close(code, reason); });
}

Session::Sent Session::send(const SharedFrame& frame) {
  return send_frame(frame->size(), [&]() -> std::optional<QueuedFrame> {
    if (!sender_.send_encoded(*frame)) return std::nullopt;
    const auto header = std::get<FrameHeader>(read_header(*frame));
    return QueuedFrame{header, Bytes(*frame).subspan(header.size()), true};
  });
}

Session::Sent Session::send_raw(Bytes frames) {
  return send_frame(frames.size(), [&]() -> std::optional<QueuedFrame> {
    if (!sender_.send_encoded(frames)) return std::nullopt;
    return QueuedFrame{{}, {}, false};
  });
}

bool Session::push() {
  if (waiting() == 0) return false;
  Lock lock(mutex_);
  return push(lock);
}

bool Session::push(Lock& lock) {
  while (!broken_ && sender_.pending_size() > 0) {
    const auto parts = sender_.pending();
    const std::optional<std::size_t> count =
        parts[1].empty() ? socket_.send_now(std::span(parts).first(1)) : socket_.send_now(parts);
    if (!count) {
      broken_ = true;
    } else if (*count == 0) {
      break;
    } else {
      sender_.sent(*count);
      progress_.store(progress() + 1, std::memory_order_relaxed);
    }
  }
  if (broken_) sender_.drop();
  publish(lock);
  return sender_.pending_size() > 0;
}

void Session::publish(const Lock&) {
  state_.store(sender_.state(), std::memory_order_relaxed);
  waiting_.store(sender_.pending_size(), std::memory_order_relaxed);
}

void Session::tell(const QueuedFrame& frame) {
  if (!observed_) return;
  std::shared_ptr<FrameObserver> observer;
  {
    const std::lock_guard lock(mutex_);
    observer = observer_;
  }
  if (observer != nullptr) observe_sent(*observer, frame);
}

void Session::abort() {
  const std::lock_guard lock(mutex_);
  if (!finished_) socket_.shutdown_both();
}

void Session::abort_hard() {
  const Lock lock(mutex_);
  if (finished_) return;
  broken_ = true;
  sender_.drop();
  publish(lock);
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
