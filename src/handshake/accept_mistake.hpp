// Why a Sec-WebSocket-Accept is wrong: tries the mistakes that people make.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// For an accept that is wrong for this key: the mistake that gives exactly this value, such as "made without the
// GUID"; nothing if no known mistake does, or for a key of more than 256 bytes. Computes at most about 1,200 hashes:
// a millisecond. If none of them fits, accept_misshape() decides.
std::optional<std::string> accept_mistake(std::string_view key, std::string_view accept);

// For an accept that is not base64 of 20 bytes, whatever the key: the mistake that its form shows, such as "made with
// MD5", which is told by its size; nothing if it shows none.
std::optional<std::string> accept_misshape(std::string_view accept);

}  // namespace ws101
