#include "wsdump/capture/netlog_events.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

#include "base64/base64.hpp"
#include "wsdump/capture/packet.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

constexpr std::int64_t kPhaseEnd = 2;
constexpr std::int64_t kMaxMilliseconds =
    kMaxTime / 1'000'000 / 2;  // the sum of two still fits as nanoseconds

std::int64_t to_integer(std::string_view text) {
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end > text.data() ? value : -1;
}

bool decode_hex(std::string_view text, std::vector<std::uint8_t>& bytes) {
  bytes.clear();
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
    if (error != std::errc() || end != text.data() + i + 2) return false;
    bytes.push_back(static_cast<std::uint8_t>(value));
  }
  return text.size() % 2 == 0;
}

}  // namespace

std::int64_t* NetLogEventReader::Types::by_name(std::string_view name) {
  if (name == "SOCKET_BYTES_SENT") return &sent;
  if (name == "SOCKET_BYTES_RECEIVED") return &received;
  if (name == "SSL_SOCKET_BYTES_SENT") return &decrypted_sent;
  if (name == "SSL_SOCKET_BYTES_RECEIVED") return &decrypted_received;
  if (name == "SOCKET_ALIVE") return &alive;
  if (name == "WEBSOCKET_SENT_FRAME_HEADER") return &frame_sent;
  if (name == "WEBSOCKET_RECV_FRAME_HEADER") return &frame_received;
  return nullptr;
}

bool NetLogEventReader::next(NetLogEvent& event) {
  if (place_ == Place::Start) place_ = json_.enter(Token::ObjectBegin) ? Place::Keys : Place::Over;
  for (;;) {
    if (place_ == Place::Keys) place_ = find_events() ? Place::Events : Place::Over;
    if (place_ == Place::Over) return false;
    if (json_.next_object()) {
      read_event(event);
      return !json_.stopped();
    }
    place_ = json_.stopped() ? Place::Over : Place::Keys;
  }
}

// Skips the keys of the log up to the content of "events"; false at the end.
bool NetLogEventReader::find_events() {
  while (json_.next_key()) {
    if (json_.text() == "constants") {
      read_constants();
    } else if (json_.text() == "events" && types_known_) {  // without the types the events mean nothing
      events_seen_ = true;
      if (json_.enter(Token::ArrayBegin)) return true;
    } else {
      json_.skip_value();
    }
  }
  json_.next();
  return false;
}

NetLogEventReader::Ending NetLogEventReader::ending() const {
  if (json_.final_token() == Token::Incomplete && (events_seen_ || types_known_)) return Ending::Incomplete;
  return json_.final_token() == Token::End && events_seen_ ? Ending::Complete : Ending::Damaged;
}

std::string NetLogEventReader::problem() const {
  if (std::string words = json_.problem().words(); !words.empty() || events_seen_) return words;
  return "expected an object with \"constants\", in it \"logEventTypes\", and then \"events\"";
}

std::int64_t NetLogEventReader::read_integer() {
  return json_.read_scalar() ? to_integer(json_.text()) : -1;
}

void NetLogEventReader::read_constants() {
  if (!json_.enter(Token::ObjectBegin)) return;
  while (json_.next_key()) {
    if (json_.text() == "logEventTypes") {
      read_types();
    } else if (json_.text() == "timeTickOffset") {
      tick_offset_ms_ = std::clamp<std::int64_t>(read_integer(), 0, kMaxMilliseconds);
    } else {
      json_.skip_value();
    }
  }
}

void NetLogEventReader::read_types() {
  if (!json_.enter(Token::ObjectBegin)) return;
  types_known_ = true;
  while (json_.next_key()) {
    std::int64_t* type = types_.by_name(json_.text());
    const std::int64_t value = read_integer();
    if (type != nullptr) *type = value;
  }
}

// After the '{' of an event. The keys come in any order; Chromium writes params before type.
void NetLogEventReader::read_event(NetLogEvent& event) {
  event.source = event.time_ms = -1;
  event.byte_count = 0;
  event.has_bytes = false;
  std::int64_t type = -1;
  std::int64_t phase = 0;
  while (json_.next_key()) {
    if (json_.text() == "params") {
      read_params(event);
    } else if (json_.text() == "type") {
      type = read_integer();
    } else if (json_.text() == "phase") {
      phase = read_integer();
    } else if (json_.text() == "time") {
      event.time_ms = read_integer();
    } else if (json_.text() == "source") {
      event.source = read_source();
    } else {
      json_.skip_value();
    }
  }
  event.kind = kind(type, phase);
  if (event.time_ms >= 0) event.time_ms = std::min(event.time_ms, kMaxMilliseconds) + tick_offset_ms_;
}

std::int64_t NetLogEventReader::read_source() {
  std::int64_t id = -1;
  if (!json_.enter(Token::ObjectBegin)) return id;
  while (json_.next_key()) {
    if (json_.text() == "id") {
      id = read_integer();
    } else {
      json_.skip_value();
    }
  }
  return id;
}

NetLogEvent::Kind NetLogEventReader::kind(std::int64_t type, std::int64_t phase) const {
  using Kind = NetLogEvent::Kind;
  if (type < 0) return Kind::Other;
  if (type == types_.sent) return Kind::Sent;
  if (type == types_.received) return Kind::Received;
  if (type == types_.decrypted_sent) return Kind::DecryptedSent;
  if (type == types_.decrypted_received) return Kind::DecryptedReceived;
  if (type == types_.alive && phase == kPhaseEnd) return Kind::SocketClosed;
  return type == types_.frame_sent || type == types_.frame_received ? Kind::FrameHeader : Kind::Other;
}

void NetLogEventReader::read_params(NetLogEvent& event) {
  if (!json_.enter(Token::ObjectBegin)) return;
  while (json_.next_key()) {
    const bool base64 = json_.text() == "bytes";
    if (json_.text() == "byte_count") {
      event.byte_count = std::max<std::int64_t>(0, read_integer());
    } else if (base64 || json_.text() == "hex_encoded_bytes") {  // the latter until 2019
      if (!json_.read_scalar()) continue;
      if (base64) {
        auto decoded = base64_decode(json_.text());
        auto* bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
        event.has_bytes = bytes != nullptr;
        if (bytes != nullptr) event.bytes = std::move(*bytes);
      } else {
        event.has_bytes = decode_hex(json_.text(), event.bytes);
      }
    } else {
      json_.skip_value();
    }
  }
}

}  // namespace ws101::wsdump
