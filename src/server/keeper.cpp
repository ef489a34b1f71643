#include "server/keeper.hpp"

#include <algorithm>

namespace ws101 {

std::chrono::milliseconds Keeper::tick(const ServerLimits& limits) {
  auto shortest = std::min({limits.handshake_time, limits.pong_time, limits.closing_time, limits.send_time});
  if (limits.idle_time.count() > 0) shortest = std::min(shortest, limits.idle_time);
  return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

Visitor::Dropped Keeper::look(Visitor& visitor, const ServerLimits& limits, Clock::time_point now) {
  using Phase = Visitor::Phase;
  using Dropped = Visitor::Dropped;
  Session& session = visitor.session();

  Phase phase = visitor.phase();
  if (phase == Phase::Open && session.close_posted()) phase = Phase::Closing;
  const auto in_phase = phase_.unchanged(static_cast<int>(phase), now);
  if (phase == Phase::Ended) return Dropped::No;
  if (phase == Phase::Handshake)
    return in_phase > limits.handshake_time ? Dropped::HandshakeTime : Dropped::No;
  if (phase == Phase::Answering) return in_phase > limits.send_time ? Dropped::TooSlow : Dropped::No;
  if (phase != Phase::Open) return in_phase > limits.closing_time ? Dropped::ClosingTime : Dropped::No;

  const bool has_to_send = session.outbox().owner_sends() || session.outbox().waiting() > 0;
  if (!has_to_send) {
    progress_ = {};
  } else if (progress_.unchanged(session.outbox().progress(), now) > limits.send_time) {
    return Dropped::TooSlow;
  }
  // A client whose answers are not taken, or whose handler is at work, is not read from: its silence says nothing.
  if (limits.idle_time.count() == 0 || has_to_send || session.handling()) {
    activity_ = {};
    pinged_ = false;
    return Dropped::No;
  }
  const auto idle = activity_.unchanged(session.activity(), now);
  if (idle < limits.idle_time) {
    pinged_ = false;
  } else if (!pinged_) {
    pinged_ = true;
    visitor.finish_send(session.ping({}));
  } else if (idle > limits.idle_time + limits.pong_time) {
    return Dropped::NoPong;
  }
  return Dropped::No;
}

}  // namespace ws101
