// Sec-WebSocket-Key and the Sec-WebSocket-Accept that answers it: proof that the server read the handshake.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// RFC 6455 1.3: a text that no server would append by chance.
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

constexpr std::size_t kNonceBytes = 16;

// The Accept value for a key: base64 of the SHA-1 of the key, as it was written, followed by the GUID.
// Does not judge the key: check_key does.
std::string accept_key(std::string_view key);

// Nothing if `key` is 16 bytes in strict base64. Otherwise words for a person that say what was expected and
// what came: the size ("15 bytes"), or describe() of the fault and its place ("(character 21)", counted from
// 1).
std::optional<std::string> check_key(std::string_view key);

// The key for a nonce. The caller draws a fresh random nonce for each connection.
std::string make_key(const std::array<std::uint8_t, kNonceBytes>& nonce);

}  // namespace ws101
