// Lab 6: the deadlines of one client. The specification is src/server/deadlines.hpp, the times are in
// src/server/limits.hpp; docs/12-hostile-input.md explains why a server needs them. The bodies are placeholders:
// delete them.
#include "server/deadlines.hpp"

namespace ws101 {

// An eighth of the shortest deadline that is in use, between 5 and 250 ms.
std::chrono::milliseconds Deadlines::tick(const ServerLimits& limits) {
  return limits.handshake_time;  // placeholder: delete this line
}

// What to check: client.phase() for the handshake and the response; client.session().state() for the closing;
// progress() for a client that takes nothing; activity() for one that sends nothing: it gets a ping, and is dropped
// if still nothing comes. A deadline has passed if a value has not changed since `now` minus the limit. While bytes
// wait for a client or its handler runs, the server does not read from it, so its silence means nothing. unfinished()
// shows whether a message makes progress: if not, close with 1008 (the lab does not grade this).
ClientThread::Dropped Deadlines::check(ClientThread& client, const ServerLimits& limits,
                                       Clock::time_point now) {
  // placeholder: delete these lines
  static_cast<void>(client), static_cast<void>(limits), static_cast<void>(now);
  return ClientThread::Dropped::No;
}

}  // namespace ws101
