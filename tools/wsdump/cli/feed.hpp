// The ways of the different inputs into the analyser.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wsdump/capture/byte_source.hpp"
#include "wsdump/cli/options.hpp"
#include "wsdump/watch/analyser.hpp"

namespace ws101::wsdump {

struct Reading;  // of input/reading.hpp

inline constexpr std::uint64_t kProgressAbove = std::uint64_t{32}
                                                << 20;  // bytes of a file worth a progress line

// What feeding an input to its end has shown.
struct FeedResult {
  std::optional<std::uint64_t> packets;
  std::uint64_t bytes = 0;  // of streams, where there are no packets
  std::string problem;      // why it ended early, or why nothing was found; empty if all is well
  bool unreadable = false;  // nothing of it could be used
};

// Each feeds all of the input, or until `enough` says so.
FeedResult feed_capture(Analyser& analyser, ByteSource& source, const Options& options,
                        const std::function<bool()>& enough);
FeedResult feed_netlog(Analyser& analyser, ByteSource& source);
FeedResult feed_har(Analyser& analyser, ByteSource& source);
FeedResult feed_raw(Analyser& analyser, ByteSource& source, const Options& options,
                    const std::function<bool()>& enough);
FeedResult feed_reading(Analyser& analyser, const Reading& reading, const Options& options);

}  // namespace ws101::wsdump
