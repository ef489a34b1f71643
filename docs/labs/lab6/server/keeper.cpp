// Lab 6: the deadlines of one client. The contract is src/server/keeper.hpp, the times are in src/server/limits.hpp; why a
// server needs them, in docs/12-hostile-input.md.
#include "server/keeper.hpp"

namespace ws101 {

// An eighth of the shortest deadline that is in use, between 5 and 250 ms.
std::chrono::milliseconds Keeper::tick(const ServerLimits& limits) {
  return limits.handshake_time;
}

// What to look at: visitor.phase() for the handshake, the answer and the closing; session.outbox().progress() for a client
// that takes nothing; session.activity() for one that says nothing: it gets a ping (visitor.finish_send(session.ping({}))),
// and is dropped when nothing comes then either. A value that has not changed since `now` minus the limit is too old.
// A client whose answers wait, or whose handler is at work, is not read from: its silence says nothing.
Visitor::Dropped Keeper::look(Visitor& visitor, const ServerLimits& limits, Clock::time_point now) {
  static_cast<void>(visitor), static_cast<void>(limits), static_cast<void>(now);
  pinged_ = false;
  return Visitor::Dropped::No;
}

}  // namespace ws101
