#include "wsdump/capture/har.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base64/base64.hpp"
#include "json/reader.hpp"
#include "wsdump/capture/json_input.hpp"

namespace ws101::wsdump {
namespace {

using Token = JsonReader::Token;

constexpr std::size_t kMaxHead = std::size_t{64} << 10;  // bytes of a head; further fields are left out

// A text from the file, made safe for one line.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::erase_if(line, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return line;
}

// The part after scheme and authority.
std::string target_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = scheme == std::string_view::npos ? url.find('/') : url.find('/', scheme + 3);
  const std::string target = path == std::string_view::npos ? "/" : one_line(url.substr(path));
  return target.substr(0, target.find('#'));
}

bool names_websocket(std::string_view fields) {
  const auto found = [&](std::string_view small) {
    return std::search(fields.begin(), fields.end(), small.begin(), small.end(), [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
           }) != fields.end();
  };
  return found("\r\nsec-websocket-") || found("upgrade: websocket");
}

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
  void read_message_head(std::string& url, std::string& first, std::string& fields, bool request);
  void read_fields(std::string& fields);
  void tell_heads(std::string_view url);
  void read_messages();
  void read_message();

  JsonInput input_;
  JsonReader json_;
  HarSink& sink_;
  HarMessage message_;
  std::string data_;
  // Of the current entry: method, or status and reason; field lines, each after CR LF.
  std::string request_first_, request_fields_;
  std::string response_first_, response_fields_;
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
  } else if (result_.messages == 0 && result_.handshakes == 0) {
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
  for (std::string* text : {&request_first_, &request_fields_, &response_first_, &response_fields_})
    text->clear();
  while (json_.next_key()) {
    if (json_.text() == "_webSocketMessages") {
      read_messages();
    } else if (json_.text() == "request") {
      read_message_head(url, request_first_, request_fields_, true);
    } else if (json_.text() == "response") {
      read_message_head(url, response_first_, response_fields_, false);
    } else {
      json_.skip_value();
    }
  }
  if (!json_.stopped()) tell_heads(url);
  if (message_.number > 0) sink_.entry_end(message_.entry, url, message_.number);
}

// The "request" or "response" of an entry.
void Har::read_message_head(std::string& url, std::string& first, std::string& fields, bool request) {
  if (!json_.enter(Token::ObjectBegin)) return;
  std::string reason;
  while (json_.next_key()) {
    const std::string key(json_.text());
    if (key == "headers") {
      read_fields(fields);
    } else if (key == "url" && request) {
      if (json_.read_scalar()) url = json_.text();
    } else if (key == (request ? "method" : "status")) {
      if (json_.read_scalar()) first = one_line(json_.text());
    } else if (key == "statusText") {
      if (json_.read_scalar()) reason = one_line(json_.text());
    } else {
      json_.skip_value();
    }
  }
  if (!request) first += " " + reason;
}

// [{"name": "Host", "value": "x"}, ...]
void Har::read_fields(std::string& fields) {
  if (!json_.enter(Token::ArrayBegin)) return;
  while (json_.next_object()) {
    std::string name;
    std::string value;
    while (json_.next_key()) {
      std::string* const into = json_.text() == "name" ? &name : json_.text() == "value" ? &value : nullptr;
      if (into == nullptr) {
        json_.skip_value();
      } else if (json_.read_scalar()) {
        *into = one_line(json_.text());
      }
    }
    // Names like :authority are HTTP/2's.
    if (name.empty() || name[0] == ':' || fields.size() + name.size() + value.size() > kMaxHead) continue;
    fields += "\r\n" + name + ": " + value;
  }
}

void Har::tell_heads(std::string_view url) {
  const bool switches = response_first_.starts_with("101");
  if (!switches && !names_websocket(request_fields_)) return;
  HarHeads heads;
  heads.entry = message_.entry;
  heads.url = url;
  if (!request_fields_.empty()) {
    heads.request = (request_first_.empty() ? "GET" : request_first_) + " " + target_of(url) + " HTTP/1.1" +
                    request_fields_ + "\r\n\r\n";
  }
  if (!response_first_.empty() && !response_first_.starts_with("0"))
    heads.response = "HTTP/1.1 " + response_first_ + response_fields_ + "\r\n\r\n";
  if (heads.request.empty() && heads.response.empty()) return;
  ++result_.handshakes;
  sink_.heads(heads);
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
