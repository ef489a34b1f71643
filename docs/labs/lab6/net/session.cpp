// Lab 6: one connection on one socket, and many threads. The contract is src/net/session.hpp; why no lock is held while
// somebody waits for a slow reader, in docs/11-one-thread-per-client.md. The private members are a proposal: use those you
// need. The body of each function below is a placeholder: delete it.
#include "net/session.hpp"

#include <utility>

namespace ws101 {

Session::Session(TcpSocket socket, Receiver receiver, Sender sender, std::size_t max_backlog)
    : receiver_(std::move(receiver)),
      max_backlog_(max_backlog),
      socket_(std::move(socket)),
      sender_(std::move(sender)) {}

// The receiver's, and every sending thread's: kept until finish().
void Session::observe(std::shared_ptr<FrameObserver> observer) {
  static_cast<void>(observer);
}

// ---- The receiving thread

// socket_.receive() into receiver_.space(). Nothing more: receiver_.ended(). False when receiver_.finished().
bool Session::receive() {
  return false;
}

void Session::feed(Bytes early) {
  static_cast<void>(early);
}

// receiver_.next(), and under mutex_ what sender_ owes for it.
std::optional<Event> Session::next() {
  return std::nullopt;
}

// socket_.send_now() under mutex_; while the system takes nothing, wait for the socket without the lock.
bool Session::flush() {
  return false;
}

// Flush, shutdown, read until the peer ends its half, close the descriptor under mutex_.
void Session::finish() {}

void Session::release_idle() {}

// ---- Any thread

// Under mutex_: is there room, does sender_ accept it, what does the system take at once? Then publish state() and
// waiting(), which everybody reads without the lock.
Session::Sent Session::send(Opcode kind, Bytes payload) {
  static_cast<void>(kind);
  return payload.empty() ? Sent::Overflow : Sent::Closed;
}

Session::Sent Session::send(const SharedFrame& frame) {
  return frame == nullptr ? Sent::Overflow : Sent::Closed;
}

Session::Sent Session::send_raw(Bytes frames) {
  return frames.empty() ? Sent::Overflow : Sent::Closed;
}

Session::Sent Session::ping(Bytes payload) {
  return payload.empty() ? Sent::Overflow : Sent::Closed;
}

Session::Sent Session::close(CloseCode code, std::string_view reason) {
  static_cast<void>(code), static_cast<void>(reason);
  return Sent::Overflow;
}

// What waits, without blocking. True while something still waits.
bool Session::push() {
  return false;
}

// shutdown(2) wakes whoever blocks on the socket, and may be called twice; close(2) may not.
void Session::abort() {}
void Session::abort_hard() {}
void Session::stop_reading() {}

int Session::fd() const {
  return -1;
}

}  // namespace ws101
