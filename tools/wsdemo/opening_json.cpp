#include "wsdemo/opening_json.hpp"

#include <algorithm>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/token.hpp"
#include "json/quote.hpp"
#include "sha1/sha1.hpp"
#include "text/hex.hpp"

namespace ws101::demos {
namespace {

bool is_secret(std::string_view name) {
  return equal_ignoring_case(name, "Cookie") || equal_ignoring_case(name, "Authorization") ||
         equal_ignoring_case(name, "Proxy-Authorization");
}

std::string request_lines(const RequestHead& head) {
  std::string json = json_quote(head.method + " " + head.target + " HTTP/1.1");
  for (const Field& field : head.fields) {
    const std::string value =
        is_secret(field.name) ? "(" + std::to_string(field.value.size()) + " bytes, not shown)" : field.value;
    json += "," + json_quote(field.name + ": " + value);
  }
  return json;
}

std::string response_lines(std::string_view response) {
  std::string json;
  while (!response.empty()) {
    const std::string_view line = response.substr(0, response.find("\r\n"));
    response.remove_prefix(std::min(response.size(), line.size() + 2));
    if (!line.empty()) json += (json.empty() ? "" : ",") + json_quote(line);
  }
  return json;
}

std::string nonce_of(std::string_view key) {
  const auto decoded = base64_decode(key);
  const auto* const bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
  return bytes != nullptr ? hex(*bytes) : std::string();
}

}  // namespace

std::string opening_json(const RequestHead& head, std::string_view response) {
  const std::string key(head.fields.value("Sec-WebSocket-Key"));
  const std::string accept = accept_key(key);
  return "{\"flow\":\"opening\",\"request\":[" + request_lines(head) + "],\"response\":[" +
         response_lines(response) + "],\"key\":" + json_quote(key) +
         ",\"nonce\":" + json_quote(nonce_of(key)) + ",\"guid\":" + json_quote(kGuid) +
         ",\"sha1\":" + json_quote(hex(sha1(key + std::string(kGuid)))) +
         ",\"accept\":" + json_quote(accept) + "}";
}

}  // namespace ws101::demos
