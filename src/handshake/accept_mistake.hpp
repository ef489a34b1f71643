// Why a Sec-WebSocket-Accept is wrong: the mistakes people make, each tried out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// For an accept that is not the one of key: the mistake that gives exactly this value, as words such as
// "made without the GUID"; nothing when no known mistake does. About a thousand hashes at most: a
// millisecond.
std::optional<std::string> accept_mistake(std::string_view key, std::string_view accept);

}  // namespace ws101
