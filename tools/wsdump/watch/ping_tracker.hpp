// Which Ping a Pong answers (RFC 6455 5.5.3).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "frame/header.hpp"
#include "text/bytes.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kMaxOpenPings = 64;  // Pings remembered per direction; older ones are forgotten

// The Pings that one side sent and the other has not answered yet.
class PingTracker {
 public:
  struct Answer {
    enum class Kind { Unsolicited, Answers, Differs } kind = Kind::Unsolicited;
    std::uint64_t ping = 0;  // the number of the Ping answered, or of the newest one open
    std::int64_t after_ns = kNoMoment;
  };

  void ping(std::uint64_t frame, Bytes payload, Moment at);
  // RFC 6455 5.5.3: a Pong may answer only the most recent of several Pings; the ones before it are then answered
  // too.
  Answer pong(Bytes payload, Moment at);
  // Bytes were lost: a Pong, or a Ping, may have been among them.
  void forget() { open_.clear(); }
  bool empty() const { return open_.empty(); }
  std::size_t open() const { return open_.size(); }
  std::uint64_t oldest() const { return open_.front().frame; }

 private:
  struct Ping {
    std::uint64_t frame = 0;
    Moment at;
    std::uint8_t size = 0;
    std::array<std::uint8_t, kMaxControlPayload> payload;
  };
  std::vector<Ping> open_;
};

}  // namespace ws101::wsdump
