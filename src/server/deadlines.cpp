#include "server/deadlines.hpp"

#include <algorithm>

namespace ws101 {
namespace {

using Dropped = ClientThread::Dropped;
using Phase = ClientThread::Phase;

constexpr std::chrono::milliseconds kShortestTick{5};
constexpr std::chrono::milliseconds kLongestTick{250};
constexpr int kTicksPerDeadline = 8;

}  // namespace

std::chrono::milliseconds Deadlines::tick(const ServerLimits& limits) {
  auto shortest = std::min({limits.handshake_time, limits.pong_time, limits.closing_time, limits.send_time});
  if (limits.message_time.count() > 0) shortest = std::min(shortest, limits.message_time);
  if (limits.idle_time.count() > 0) shortest = std::min(shortest, limits.idle_time);
  return std::clamp(shortest / kTicksPerDeadline, kShortestTick, kLongestTick);
}

Dropped Deadlines::check(ClientThread& client, const ServerLimits& limits, Clock::time_point now) {
  // The closing is a phase of its own: it begins when the connection is no longer open.
  Phase phase = client.phase();
  if (phase == Phase::Open && client.session().state() != State::Open) phase = Phase::Ending;
  const auto in_phase = phase_.unchanged(static_cast<int>(phase), now);
  switch (phase) {
    case Phase::Handshake:
      return in_phase > limits.handshake_time ? Dropped::HandshakeTime : Dropped::No;
    case Phase::Answering:
    case Phase::Opening:
      return in_phase > limits.send_time ? Dropped::TooSlow : Dropped::No;
    case Phase::Open:
      return check_open(client, limits, now);
    case Phase::Evicted:
    case Phase::Ending:
      return in_phase > limits.closing_time ? Dropped::ClosingTime : Dropped::No;
    case Phase::Ended:
      return Dropped::No;
  }
  return Dropped::No;
}

Dropped Deadlines::check_open(ClientThread& client, const ServerLimits& limits, Clock::time_point now) {
  Session& session = client.session();
  const bool has_to_send = session.waiting() > 0;
  if (!has_to_send) {
    progress_ = {};
  } else if (progress_.unchanged(session.progress(), now) > limits.send_time) {
    return Dropped::TooSlow;
  }
  // While a client's handler runs or its answers wait, the server does not read from it: its silence means
  // nothing.
  const bool not_read = has_to_send || session.handling();
  // Fragments may stop coming while pings and pongs continue.
  if (limits.message_time.count() == 0 || session.unfinished() == 0 || not_read) {
    message_ = {};
  } else if (message_.unchanged(session.unfinished(), now) > limits.message_time) {
    client.close(CloseCode::PolicyViolation, "the message makes no progress");
    return Dropped::No;
  }
  if (limits.idle_time.count() == 0 || not_read) {
    activity_ = {};
    pinged_ = false;
    return Dropped::No;
  }
  const auto idle = activity_.unchanged(session.activity(), now);
  if (idle < limits.idle_time) {
    pinged_ = false;
  } else if (!pinged_) {
    pinged_ = true;
    client.ping({});
  } else if (idle > limits.idle_time + limits.pong_time) {
    return Dropped::NoPong;
  }
  return Dropped::No;
}

}  // namespace ws101
