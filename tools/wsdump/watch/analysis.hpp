// What all connections of one run share: the options, the totals, and the sink for all events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "wsdump/watch/deflate_use.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kMaxMessageKept = std::size_t{16}
                                               << 20;  // bytes of a message that are ever held, or inflated
inline constexpr std::size_t kMaxFrameKept = std::size_t{16}
                                             << 20;    // bytes of a frame's payload that are ever held
inline constexpr std::size_t kMaxFrameNumbers = 4096;  // of one message: further fragments are only counted
inline constexpr std::size_t kMaxHoles = 64;  // of one frame: further ones are only counted as missing
inline constexpr std::size_t kEvidence =
    4096;  // bytes after a header that are searched for the cause of an error
inline constexpr std::size_t kMaxHeadBytes = std::size_t{64} << 10;  // of an opening handshake
inline constexpr std::string_view kNoHandshake = "HTTP without a WebSocket handshake";
inline constexpr std::size_t kMaxHeldForAnswer = std::size_t{64}
                                                 << 10;  // client bytes held until the 101 is read

struct AnalysisOptions {
  std::size_t keep_frame = 64;        // bytes of payload that a FrameEvent has at least, if they came
  std::size_t keep_message = 256;     // the same for a MessageEvent
  std::uint64_t skip = 0;             // bytes before the first frame of a single byte stream
  bool seek = false;                  // search for the first plausible chain of headers
  std::optional<std::uint32_t> conn;  // only this connection
  DeflateUse deflate;                 // of connections whose handshake is not in the input
  bool connections_only = false;      // frames are not read: the input is only counted
};

struct Analysis {
  EventSink& sink;
  AnalysisOptions options;
  Totals totals;
  bool input_cut = false;  // the input says that bytes are left out
};

}  // namespace ws101::wsdump
