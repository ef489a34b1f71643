// Lab 1: the key and its Accept. The contract is src/handshake/accept_key.hpp; why, in docs/02-opening-handshake.md.
#include "handshake/accept_key.hpp"

namespace ws101 {

// RFC 6455 4.2.2: the key as it was written, the GUID behind it, the SHA-1 of both, and that in base64: the 20 bytes of
// the digest, not their hexadecimal digits. Use sha1/sha1.hpp and base64/base64.hpp.
std::string accept_key(std::string_view key) {
  return "to be written: the Accept of " + std::string(key);
}

// Nothing when the key is base64 of 16 bytes. Else words for a person; the tests look in them for
//   - the number of bytes that came, as in "15 bytes", when it is base64 of another length;
//   - what describe() says of a Base64Error, and the place as "(character N)", counted from 1, when it is no base64.
std::optional<std::string> check_key(std::string_view key) {
  if (key.empty()) return "to be written";
  return std::nullopt;
}

// The way a client makes one (RFC 6455 4.1).
std::string make_key(const std::array<std::uint8_t, kNonceBytes>& nonce) {
  return "to be written: a key from " + std::to_string(nonce.size()) + " bytes";
}

}  // namespace ws101
