// Why a Sec-WebSocket-Accept is wrong: the mistakes people make, each tried out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// For an accept that is not the one of key: the mistake that gives exactly this value, as words such as
// "made without the GUID"; nothing when no known mistake does, or for a key of more than 256 bytes. About
// 1,200 hashes at most: a millisecond. A value of 32 bytes is taken for a SHA-256 by its size; no other hash is tried.
std::optional<std::string> accept_mistake(std::string_view key, std::string_view accept);

}  // namespace ws101
