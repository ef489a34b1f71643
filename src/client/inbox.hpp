// Keeps what comes in at a time when nobody receives, and delivers it later in the same order.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "net/session.hpp"

namespace ws101 {

// One thread at a time.
class Inbox : public Handler {
 public:
  bool empty() const { return events_.empty(); }
  std::size_t bytes() const { return bytes_; }  // of payload
  // Tells all of it and keeps nothing.
  void deliver(Handler& handler);

  void on_message(Opcode kind, Bytes payload) override { keep(kind, payload); }
  void on_ping(Bytes payload) override { keep(Opcode::Ping, payload); }
  void on_pong(Bytes payload) override { keep(Opcode::Pong, payload); }
  void on_close(const CloseEvent& event) override;

 private:
  struct Event {
    Opcode kind;
    std::string payload;              // of a Close: the reason
    std::optional<CloseEvent> close;  // without its reason
  };
  void keep(Opcode kind, Bytes payload);

  std::deque<Event> events_;
  std::size_t bytes_ = 0;
};

}  // namespace ws101
