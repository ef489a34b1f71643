// Who sent a byte: the side that opened the connection, or the side that answered.
#pragma once

#include <cstdint>

namespace ws101::wsdump {

enum class Direction : std::uint8_t { Unknown, Client, Server };

}  // namespace ws101::wsdump
