#include "wsdump/capture/har.hpp"

#include <charconv>
#include <cmath>

#include "base64/base64.hpp"
#include "json/reader.hpp"
#include "wsdump/capture/json_input.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

// Seconds since 1970 with a fraction, as nanoseconds; a double holds them to a microsecond.
std::int64_t to_time(std::string_view text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || !(seconds >= 0) || seconds > 4e9) return kNoTime;
  return std::llround(seconds * 1e6) * 1000;
}

std::span<const std::uint8_t> as_bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class Har {
 public:
  Har(ByteSource& source, HarSink& sink) : input_(source), json_(input_), sink_(sink) {}
  HarResult read();

 private:
  void read_log();
  void read_entry();
  void read_messages();
  void read_message();

  JsonInput input_;
  JsonReader json_;
  HarSink& sink_;
  HarMessage message_;
  std::string data_;
  HarResult result_;
};

HarResult Har::read() {
  bool log_seen = false;
  if (json_.enter(Token::ObjectBegin)) {
    while (json_.next_key()) {
      if (json_.text() == "log") {
        log_seen = true;
        read_log();
      } else {
        json_.skip_value();
      }
    }
  }
  const Token last = json_.next();
  result_.problem = json_.problem().words();
  if (last == Token::Incomplete) {
    result_.status = HarResult::Status::Incomplete;
  } else if (last == Token::Damaged || !log_seen) {
    result_.status = HarResult::Status::Damaged;
    if (result_.problem.empty()) result_.problem = "expected an object with the key \"log\"";
  } else if (result_.messages == 0) {
    result_.status = HarResult::Status::NoMessages;
    result_.problem = "no entry of this HAR file has _webSocketMessages";
  }
  return result_;
}

void Har::read_log() {
  if (!json_.enter(Token::ObjectBegin)) return;
  while (json_.next_key()) {
    if (json_.text() != "entries") {
      json_.skip_value();
      continue;
    }
    if (!json_.enter(Token::ArrayBegin)) continue;
    while (json_.next_object()) read_entry();
  }
}

void Har::read_entry() {
  message_.entry = ++result_.entries;
  message_.number = 0;
  std::string url;
  while (json_.next_key()) {
    if (json_.text() == "_webSocketMessages") {
      read_messages();
    } else if (json_.text() == "request") {
      if (!json_.enter(Token::ObjectBegin)) continue;
      while (json_.next_key()) {
        if (json_.text() != "url") {
          json_.skip_value();
        } else if (json_.read_scalar()) {
          url = json_.text();
        }
      }
    } else {
      json_.skip_value();
    }
  }
  if (message_.number > 0) sink_.entry_end(message_.entry, url, message_.number);
}

void Har::read_messages() {
  if (!json_.enter(Token::ArrayBegin)) return;
  while (json_.next_object()) read_message();
}

void Har::read_message() {
  message_.from = Direction::Unknown;
  message_.opcode = -1;
  message_.time_ns = kNoTime;
  data_.clear();
  while (json_.next_key()) {
    if (json_.text() == "type") {
      if (!json_.read_scalar()) continue;
      if (json_.text() == "send") message_.from = Direction::Client;
      if (json_.text() == "receive") message_.from = Direction::Server;
    } else if (json_.text() == "time") {
      if (json_.read_scalar()) message_.time_ns = to_time(json_.text());
    } else if (json_.text() == "opcode") {
      if (!json_.read_scalar()) continue;
      const std::string_view text = json_.text();
      std::from_chars(text.data(), text.data() + text.size(), message_.opcode);
    } else if (json_.text() == "data") {
      if (json_.read_scalar()) data_ = json_.text();
    } else {
      json_.skip_value();
    }
  }
  if (json_.stopped()) return;
  message_.payload = as_bytes(data_);
  message_.payload_decoded = true;
  std::variant<std::vector<std::uint8_t>, Base64Error> decoded;
  if (message_.opcode != 1) {
    decoded = base64_decode(data_);
    const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
    message_.payload_decoded = bytes != nullptr;
    if (bytes != nullptr) message_.payload = *bytes;
  }
  ++message_.number;
  ++result_.messages;
  sink_.message(message_);
}

}  // namespace

HarResult read_har(ByteSource& source, HarSink& sink) {
  return Har(source, sink).read();
}

}  // namespace ws101::wsdump
