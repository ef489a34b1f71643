#include "wsdump/capture/json_input.hpp"

#include "json/reader.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

std::string_view JsonInput::next() {
  return text_of(Bytes(piece_).first(source_.read(piece_)));
}

std::string_view json_capture_format(std::span<const std::uint8_t> first_bytes) {
  JsonText source(text_of(first_bytes));
  JsonReader json(source);
  if (json.next() != JsonReader::Token::ObjectBegin || !json.next_key()) return {};
  if (json.text() == "constants" || json.text() == "events") return "netlog";
  return json.text() == "log" ? "har" : std::string_view();
}

}  // namespace ws101::wsdump
