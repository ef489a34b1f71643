// The events of a Chromium net-log, one by one: which kind, which socket, when, and the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/reader.hpp"
#include "wsdump/capture/json_input.hpp"

namespace ws101::wsdump {

struct NetLogEvent {
  enum class Kind {
    Other,
    Sent,  // on the wire
    Received,
    DecryptedSent,  // inside TLS
    DecryptedReceived,
    SocketClosed,
    FrameHeader,  // the browser's report of a WebSocket frame, without its bytes
  };
  Kind kind = Kind::Other;
  std::int64_t source = -1;  // which socket; -1 if the event does not say
  std::int64_t time_ms =
      -1;  // since 1970, or since some start if the log does not relate its ticks; -1 if unknown
  std::int64_t byte_count = 0;  // how many bytes were moved, even if the log does not have them
  bool has_bytes = false;
  std::vector<std::uint8_t> bytes;
};

class NetLogEventReader {
 public:
  explicit NetLogEventReader(ByteSource& source) : input_(source), json_(input_) {}

  // Reads the next event; false at the end of the log, or if it is not valid from here on.
  bool next(NetLogEvent& event);

  // After next() returned false: whether the JSON was complete, truncated, or not a net-log, and why.
  enum class Ending { Complete, Incomplete, Damaged };
  Ending ending() const;
  std::string problem() const;

 private:
  enum class Place { Start, Keys, Events, Over };

  // The numbers of event types change from version to version; each log lists its own.
  struct Types {
    std::int64_t sent = -1, received = -1, decrypted_sent = -1, decrypted_received = -1;
    std::int64_t alive = -1, frame_sent = -1, frame_received = -1;
    std::int64_t* by_name(std::string_view name);
  };

  bool find_events();
  void read_constants();
  void read_types();
  void read_event(NetLogEvent& event);
  void read_params(NetLogEvent& event);
  std::int64_t read_source();
  std::int64_t read_integer();
  NetLogEvent::Kind kind(std::int64_t type, std::int64_t phase) const;

  JsonInput input_;
  JsonReader json_;
  Place place_ = Place::Start;
  Types types_;
  std::int64_t tick_offset_ms_ = 0;
  bool types_known_ = false;
  bool events_seen_ = false;
};

}  // namespace ws101::wsdump
