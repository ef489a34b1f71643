// HAR, the browsers' export of network traffic: it has the messages of a WebSocket, not the bytes on the
// wire.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wsdump/capture/byte_source.hpp"
#include "wsdump/capture/packet.hpp"
#include "wsdump/direction.hpp"

namespace ws101::wsdump {

struct HarMessage {
  std::uint32_t entry = 0;   // the request it belongs to, from 1, counting all requests of the file
  std::uint64_t number = 0;  // from 1 in its entry
  Direction from = Direction::Unknown;  // Client for "send", Server for "receive"
  std::int64_t opcode = -1;             // as the file says: 1 text, 2 binary; -1 if it does not say
  std::span<const std::uint8_t>
      payload;                  // text as UTF-8, the rest decoded from base64; valid during the call
  bool payload_decoded = true;  // false: it should be base64 but is not; payload is the text in the file
  std::int64_t time_ns = kNoTime;
};

// The heads of one entry as HTTP/1.1 text, made from HAR's lists of fields; empty if the file does not have them.
struct HarHeads {
  std::uint32_t entry = 0;
  std::string_view url;
  std::string request;
  std::string response;
};

class HarSink {
 public:
  virtual ~HarSink() = default;
  // The heads of an entry that requests WebSocket or answers 101. In the file they may come after the
  // messages.
  virtual void heads(const HarHeads& heads) = 0;
  virtual void message(const HarMessage& message) = 0;
  // After the last message of an entry that had messages. Its URL often comes after them in the file.
  virtual void entry_end(std::uint32_t entry, std::string_view url, std::uint64_t messages) = 0;
};

struct HarResult {
  enum class Status { Read, Incomplete, Damaged, NoMessages };  // NoMessages: no handshake either
  Status status = Status::Read;
  std::string problem;
  std::uint32_t entries = 0;
  std::uint64_t messages = 0;
  std::uint64_t handshakes = 0;
};

// Reads a HAR file to its end and delivers every entry of a `_webSocketMessages` list, and the heads of each
// handshake.
HarResult read_har(ByteSource& source, HarSink& sink);

}  // namespace ws101::wsdump
