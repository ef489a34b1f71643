// For the tests of single recognisers: a text read as wsdump reads it, its bytes in hex, and the way back.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "support/catch.hpp"
#include "wsdump/read/reading.hpp"

namespace pasted {

inline const std::string kHello = "818537fa213d7f9f4d5158";  // the masked Hello of RFC 6455 5.7
inline const std::string kReply = "810548656c6c6f";

inline ws101::wsdump::Reading read(std::string_view text) {
  auto result = ws101::wsdump::read_text(text);
  if (const auto* error = std::get_if<ws101::wsdump::ReadError>(&result)) {
    FAIL("not read: " << text.substr(0, 200) << "\n" << error->message << " (" << error->hint << ")");
  }
  return std::get<ws101::wsdump::Reading>(std::move(result));
}

inline ws101::wsdump::ReadError refused(std::string_view text) {
  auto result = ws101::wsdump::read_text(text);
  if (const auto* reading = std::get_if<ws101::wsdump::Reading>(&result)) {
    FAIL("read as " << reading->words << " instead of being refused: " << text.substr(0, 200));
  }
  return std::get<ws101::wsdump::ReadError>(std::move(result));
}

// Every chunk in hex, behind > for the client and < for the server where that is known.
inline std::string all(const ws101::wsdump::Reading& reading) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const ws101::wsdump::Chunk& chunk : reading.chunks) {
    if (chunk.from == ws101::wsdump::Direction::Client) out += '>';
    if (chunk.from == ws101::wsdump::Direction::Server) out += '<';
    for (const std::uint8_t byte : chunk.bytes) {
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

}  // namespace pasted
