// Feeds the different kinds of input to the analyser.
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

// The result of feeding an input to its end.
struct FeedResult {
  std::optional<std::uint64_t> packets;
  std::uint64_t bytes = 0;  // of streams, if there are no packets
  std::string problem;      // why it ended early, or why nothing was found; empty if all is well
  bool unreadable = false;  // nothing of it could be used
};

// Each feeds the whole input, or until `enough` returns true.
FeedResult feed_capture(Analyser& analyser, ByteSource& source, const Options& options,
                        const std::function<bool()>& enough);
FeedResult feed_netlog(Analyser& analyser, ByteSource& source);
FeedResult feed_har(Analyser& analyser, ByteSource& source);
FeedResult feed_raw(Analyser& analyser, ByteSource& source, const Options& options,
                    const std::function<bool()>& enough);
FeedResult feed_reading(Analyser& analyser, const Reading& reading, const Options& options);

}  // namespace ws101::wsdump
