// Lab 1: the key and its Accept. The specification is src/handshake/accept_key.hpp; docs/02-opening-handshake.md
// explains why.
#include "handshake/accept_key.hpp"

namespace ws101 {

// RFC 6455 4.2.2: the key as it was written, followed by the GUID; the SHA-1 of both; its 20 bytes, not their
// hexadecimal digits, in base64. Use sha1/sha1.hpp and base64/base64.hpp.
std::string accept_key(std::string_view key) {
  return "to be written: the Accept of " + std::string(key);  // placeholder: delete this line
}

// Nothing if the key is base64 of 16 bytes. Otherwise a message for a person; the tests check that it contains
//   - the number of bytes that came, as in "15 bytes", if it is base64 of another length;
//   - describe() of the Base64Error, and the position as "(character N)", counted from 1, if it is not base64.
std::optional<std::string> check_key(std::string_view key) {
  // placeholder: delete these lines
  if (key.empty()) return "to be written";
  return std::nullopt;
}

// How a client makes a key (RFC 6455 4.1).
std::string make_key(const std::array<std::uint8_t, kNonceBytes>& nonce) {
  // placeholder: delete the next line
  return "to be written: a key from " + std::to_string(nonce.size()) + " bytes";
}

}  // namespace ws101
