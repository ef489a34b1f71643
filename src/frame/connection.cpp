#include "frame/connection.hpp"

namespace ws101 {

std::optional<Event> Connection::next() {
  while (auto event = receiver_.next()) {
    const Sender::Answer answer = sender_.answer(*event);
    queued(answer.frame);
    if (answer.deliver) return event;
  }
  return std::nullopt;
}

bool Connection::queued(const std::optional<QueuedFrame>& frame) {
  if (!frame) return false;
  if (observer_ != nullptr) observe_sent(*observer_, *frame);
  sender_.keep();
  return true;
}

void Connection::release_idle() {
  receiver_.release_idle();
  sender_.release_idle();
}

void Connection::observe(FrameObserver* observer) {
  observer_ = observer;
  receiver_.observe(observer);
}

}  // namespace ws101
