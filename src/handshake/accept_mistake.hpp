// Why a Sec-WebSocket-Accept is wrong: tries the mistakes that people make.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// For an accept that is wrong for this key: the mistake that gives exactly this value, such as "made without the
// GUID"; nothing if no known mistake does, or for a key of more than 256 bytes. Computes at most about 1,200 hashes:
// a millisecond. A value of 32 bytes counts as a SHA-256; no other hash is tried.
std::optional<std::string> accept_mistake(std::string_view key, std::string_view accept);

}  // namespace ws101
