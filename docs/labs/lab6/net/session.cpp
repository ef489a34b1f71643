// Lab 6: one connection on one socket, and many threads. The specification is src/net/session.hpp;
// docs/11-one-thread-per-client.md explains why no lock is held while a thread waits for a slow reader. The private
// members are a suggestion: use those that you need. The body of each function below is a placeholder: delete it.
#include "net/session.hpp"

#include <utility>

namespace ws101 {

Session::Session(TcpSocket socket, Receiver receiver, Sender sender, std::size_t max_backlog)
    : receiver_(std::move(receiver)),
      max_backlog_(max_backlog),
      socket_(std::move(socket)),
      sender_(std::move(sender)) {}

// Called by the receiver and by every sending thread; kept until finish().
void Session::observe(std::shared_ptr<FrameObserver> observer) {
  static_cast<void>(observer);  // placeholder: delete this line
}

// ---- The receiving thread

// socket_.receive() into receiver_.space(). If nothing more comes: receiver_.ended(). False if
// receiver_.finished().
bool Session::receive() {
  return false;  // placeholder: delete this line
}

void Session::feed(Bytes early) {
  static_cast<void>(early);  // placeholder: delete this line
}

// receiver_.next(), and under mutex_ sender_.answer().
std::optional<Event> Session::next() {
  return std::nullopt;  // placeholder: delete this line
}

// socket_.send_now() under mutex_; while the system takes nothing, wait for the socket without the lock.
bool Session::flush() {
  return false;  // placeholder: delete this line
}

// Flush, shutdown, read until the peer ends its half, close the descriptor under mutex_.
void Session::finish() {}

void Session::release_idle() {}

// ---- Any thread

// Under mutex_: is there room, does sender_ accept it, how much does the system take now? Then publish state() and
// waiting(), which all threads read without the lock.
Session::Sent Session::send(Opcode kind, Bytes payload) {
  // placeholder: delete these lines
  static_cast<void>(kind);
  return payload.empty() ? Sent::Overflow : Sent::Closed;
}

Session::Sent Session::send(const SharedFrame& frame) {
  return frame == nullptr ? Sent::Overflow : Sent::Closed;  // placeholder: delete this line
}

Session::Sent Session::send_raw(Bytes frames) {
  return frames.empty() ? Sent::Overflow : Sent::Closed;  // placeholder: delete this line
}

Session::Sent Session::ping(Bytes payload) {
  return payload.empty() ? Sent::Overflow : Sent::Closed;  // placeholder: delete this line
}

Session::Sent Session::close(CloseCode code, std::string_view reason) {
  // placeholder: delete these lines
  static_cast<void>(code), static_cast<void>(reason);
  return Sent::Overflow;
}

// Sends waiting bytes without blocking. True if bytes still wait.
bool Session::push() {
  return false;  // placeholder: delete this line
}

// shutdown(2) wakes threads that block on the socket, and may be called twice; close(2) must not.
void Session::abort() {}
void Session::abort_hard() {}
void Session::stop_reading() {}

int Session::fd() const {
  return -1;  // placeholder: delete this line
}

}  // namespace ws101
