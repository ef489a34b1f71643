// Chromium's net-log: the bytes that its sockets sent and received, decrypted for wss, as JSON events.
#pragma once

#include <string>

#include "wsdump/capture/byte_source.hpp"
#include "wsdump/capture/stream_sink.hpp"

namespace ws101::wsdump {

// The most sockets that are followed at the same time; beyond that those without WebSocket are dropped.
inline constexpr std::size_t kMaxNetLogSockets = 65536;

struct NetLogResult {
  enum class Status {
    Read,         // to its end
    Incomplete,   // it ends early (the browser was killed); everything before was delivered
    Damaged,      // not the JSON of a net-log: problem says what was expected, what came, where
    NoBytes,      // it lists WebSocket frames without their bytes: problem says how to record it again
    NoWebSocket,  // it was read, but no socket in it opened a WebSocket
  };
  Status status = Status::Read;
  std::string problem;
  std::uint64_t events = 0;
  std::uint32_t connections = 0;
};

// Reads a net-log to its end, event by event, and delivers each WebSocket in it: the sockets whose first
// request asks for the upgrade, or whose first bytes sent are masked frames (the recording began later). The
// browser is the client. Of a socket with decrypted bytes only those are used, not the raw ones.
// PacketInfo::number counts events from 1; the times are those of the wall clock if the log says how its
// ticks relate to it.
NetLogResult read_netlog(ByteSource& source, StreamSink& sink);

}  // namespace ws101::wsdump
