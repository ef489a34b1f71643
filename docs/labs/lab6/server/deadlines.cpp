// Lab 6: the deadlines of one client. The contract is src/server/deadlines.hpp, the times are in src/server/limits.hpp; why a
// server needs them, in docs/12-hostile-input.md. The bodies are placeholders: delete them.
#include "server/deadlines.hpp"

namespace ws101 {

// An eighth of the shortest deadline that is in use, between 5 and 250 ms.
std::chrono::milliseconds Deadlines::tick(const ServerLimits& limits) {
  return limits.handshake_time;
}

// What to look at: client.phase() for the handshake and the answer; client.session().state() for the closing; progress() for
// a client that takes nothing; activity() for one that says nothing: it gets a ping, and is dropped if nothing comes then
// either. A value that has not changed since `now` minus the limit is too old. A client whose answers wait, or whose handler
// is at work, is not read from: its silence says nothing. unfinished() tells of a message that makes no progress: close it with
// 1008 (the lab does not grade this).
ClientThread::Dropped Deadlines::check(ClientThread& client, const ServerLimits& limits,
                                       Clock::time_point now) {
  static_cast<void>(client), static_cast<void>(limits), static_cast<void>(now);
  return ClientThread::Dropped::No;
}

}  // namespace ws101
