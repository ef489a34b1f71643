// Lab 1: base64 both ways, SHA-1 in pieces, the Accept of a key.
#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "labs/seeded/observe.hpp"
#include "sha1/sha1.hpp"

namespace ws101::labs {

std::string observe_lab1(std::string_view kind, const Pieces& pieces) {
  const ByteString all = joined(pieces);
  if (kind == "base64") return base64_encode(all);
  if (kind == "accept") return accept_key(text_of(all));
  if (kind == "sha1") {
    Sha1 hash;
    for (const Bytes piece : pieces) hash.update(piece);
    return to_hex(hash.digest());
  }
  const auto decoded = base64_decode(text_of(all));
  if (const auto* error = std::get_if<Base64Error>(&decoded)) {
    return "error " + std::to_string(static_cast<int>(error->kind)) + " at " +
           std::to_string(error->position);
  }
  return "bytes " + to_hex(std::get<ByteString>(decoded));
}

}  // namespace ws101::labs
