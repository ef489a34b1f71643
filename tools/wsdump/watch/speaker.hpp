// What one role, the client or the server, has sent so far.
#pragma once

#include <cstddef>
#include <cstdint>

#include "wsdump/watch/inflate_stage.hpp"
#include "wsdump/watch/key_tracker.hpp"
#include "wsdump/watch/message_tracker.hpp"
#include "wsdump/watch/ping_tracker.hpp"

namespace ws101::wsdump {

struct Speaker {
  // As for MessageTracker.
  Speaker(std::size_t keep_message, bool joined_midway)
      : messages(keep_message, joined_midway), inflate(keep_message) {}

  MessageTracker messages;
  InflateStage inflate;
  PingTracker pings;
  KeyTracker keys;
  std::uint64_t close_frame = 0;      // the number of its first Close frame; 0: none
  std::uint64_t last_data_frame = 0;  // the number of its last data frame; 0: none
};

}  // namespace ws101::wsdump
