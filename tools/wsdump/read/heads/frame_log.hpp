// Logs of WebSocket libraries that name frames: with their bytes (Python's websocket-client), or by their fields alone
// (Python's websockets).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/direction.hpp"
#include "wsdump/read/heads/head_lines.hpp"

namespace ws101::wsdump::input {

// One "++Sent raw: b'...'" or "++Rcv raw: b'...'" line; behind heads also "send: b'...'". The library is a client, so
// "Sent" means that the client sent it.
struct RawLine {
  Direction from = Direction::Unknown;
  std::vector<std::uint8_t> bytes;
  bool cut = false;  // the string has no end
};
std::vector<RawLine> find_raw_lines(const std::vector<TextLine>& lines, bool behind_heads);

// Frames that a log names without their bytes, each in words: "server sends PING, 4 bytes: b'\xb0\x15>\xbd'".
// `server_logs`: the log is a server's, if the line does not say which.
std::vector<std::string> find_named_frames(const std::vector<TextLine>& lines, bool server_logs);

}  // namespace ws101::wsdump::input
