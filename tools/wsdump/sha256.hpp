// SHA-256 (FIPS 180-4), one-shot: here only to recognise an Accept that was made with the wrong hash.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ws101::wsdump {

std::array<std::uint8_t, 32> sha256(std::string_view message);

}  // namespace ws101::wsdump
