// The accept key: base64 of the SHA-1 of key and GUID; and the check of the key itself.
#include "handshake/accept_key.hpp"

#include <variant>
#include <vector>

#include "base64/base64.hpp"
#include "sha1/sha1.hpp"
#include "text/quoted.hpp"

namespace ws101 {

std::string accept_key(std::string_view key) {
  // RFC 6455 4.2.2: "the value of this header field is constructed by concatenating /key/, defined above in
  // step 4 in Section 4.2.2, with the string '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', taking the SHA-1 hash of
  // this concatenated value to obtain a 20-byte value and base64-encoding"
  Sha1 hash;
  hash.update(key);
  hash.update(kGuid);
  return base64_encode(hash.digest());
}

std::optional<std::string> check_key(std::string_view key) {
  // RFC 6455 4.2.1: "A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648])
  // value that, when decoded, is 16 bytes in length."
  // RFC 6455 4.3: "Sec-WebSocket-Key = base64-value-non-empty"
  const auto decoded = base64_decode(key);
  if (const Base64Error* error = std::get_if<Base64Error>(&decoded)) {
    return "expected 16 bytes in base64, got " + quoted(key) + ": " + std::string(describe(error->kind)) +
           " (character " + std::to_string(error->position + 1) + ")";
  }
  const std::size_t size = std::get<std::vector<std::uint8_t>>(decoded).size();
  if (size == kNonceBytes) return std::nullopt;
  return "expected 16 bytes in base64, got " + std::to_string(size) + " bytes: " + quoted(key);
}

std::string make_key(const std::array<std::uint8_t, kNonceBytes>& nonce) {
  return base64_encode(nonce);
}

}  // namespace ws101
