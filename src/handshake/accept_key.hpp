// Sec-WebSocket-Key, and the Sec-WebSocket-Accept that answers it: proof that the server read the
// handshake.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ws101 {

// RFC 6455 1.3: a text that a server appends only if it knows the protocol.
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

constexpr std::size_t kNonceBytes = 16;

// The Accept value for a key: base64 of the SHA-1 of the key, as it was written, followed by the GUID.
// Does not judge the key: check_key does.
std::string accept_key(std::string_view key);

// Nothing if `key` is 16 bytes in strict base64. Otherwise a message that says what was expected and what
// came: the size ("15 bytes"), or describe() of the error and its position ("(character 21)", counted from
// 1).
std::optional<std::string> check_key(std::string_view key);

// The key for a nonce. The caller makes a new random nonce for each connection.
std::string make_key(const std::array<std::uint8_t, kNonceBytes>& nonce);

}  // namespace ws101
