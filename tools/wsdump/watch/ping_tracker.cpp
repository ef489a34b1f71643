// Matches Pongs to Pings; ping_tracker.hpp is the specification.
#include "wsdump/watch/ping_tracker.hpp"

#include <algorithm>

namespace ws101::wsdump {

void PingTracker::ping(std::uint64_t frame, Bytes payload, Moment at) {
  if (payload.size() > kMaxControlPayload) return;  // too long to be answered by a Pong that is right
  if (open_.size() == kMaxOpenPings) open_.erase(open_.begin());
  Ping& ping = open_.emplace_back();
  ping.frame = frame;
  ping.at = at;
  ping.size = static_cast<std::uint8_t>(payload.size());
  std::copy(payload.begin(), payload.end(), ping.payload.begin());
}

PingTracker::Answer PingTracker::pong(Bytes payload, Moment at) {
  if (open_.empty()) return {};
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Ping& ping = open_[i];
    if (!std::equal(payload.begin(), payload.end(), ping.payload.begin(), ping.payload.begin() + ping.size))
      continue;
    Answer answer{Answer::Kind::Answers, ping.frame, kNoMoment};
    if (at.has_time() && ping.at.has_time()) answer.after_ns = at.ns - ping.at.ns;
    open_.erase(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return answer;
  }
  return {Answer::Kind::Differs, open_.back().frame, kNoMoment};
}

}  // namespace ws101::wsdump
