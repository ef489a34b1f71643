// Recognises how a wrong Accept was made by making the known mistakes too (hints.hpp).
#include <algorithm>
#include <string>
#include <vector>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "sha1/sha1.hpp"
#include "text/hex.hpp"
#include "wsdump/hints.hpp"
#include "wsdump/sha256.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";  // RFC 6455 1.3
constexpr std::size_t kMostKey = 256;  // bytes; hundreds of GUIDs are tried, each with one hash

std::string accept_of(std::string_view text) {
  return base64_encode(sha1(text));
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// The GUIDs that one slip of the pen makes of the right one, and its beginnings.
std::vector<std::string> wrong_guids() {
  const std::string right(kGuid);
  std::vector<std::string> guids;
  for (std::size_t i = 0; i < right.size(); ++i) {
    std::string one = right;
    guids.push_back(one.erase(i, 1));
    if (i > 0) guids.push_back(right.substr(0, i));
    one = right;
    if (i + 1 < one.size()) {
      std::swap(one[i], one[i + 1]);
      guids.push_back(one);
    }
    for (const char digit : std::string_view("0123456789ABCDEF")) {
      one = right;
      one[i] = digit;
      guids.push_back(one);
      guids.push_back(std::string(right).insert(i, 1, digit));
    }
  }
  return guids;
}

}  // namespace

std::optional<std::string> accept_hint(std::string_view key_text, std::string_view accept) {
  if (key_text.size() > kMostKey) return std::nullopt;
  const std::string key(key_text);
  const std::string guid(kGuid);
  const std::string right = accept_key(key);
  if (accept == right) return std::nullopt;
  if (accept == kSampleAccept) {
    return "the Accept is that of the RFC's sample key; it must be computed anew from each client's key";
  }
  const std::string digest = hex(sha1(key + guid));
  if (accept == base64_encode(bytes_of(digest)) || accept == base64_encode(bytes_of(upper(digest)))) {
    return "base64 was made of the SHA-1 in hex (40 characters); it takes the 20 bytes of the digest";
  }
  if (accept == digest || accept == upper(digest)) {
    return "the SHA-1 is given in hex; it must be given in base64";
  }
  std::string url_safe = right;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  const auto without_padding = [](std::string text) { return text.erase(text.find_last_not_of('=') + 1); };
  if (accept == url_safe) return "the base64 is of the URL alphabet; it must be the plain one with + and /";
  if (accept == without_padding(right) || accept == without_padding(url_safe)) {
    return "the base64 lacks its padding: 20 bytes end in one =";
  }
  const auto decoded = base64_decode(key);
  if (const auto* nonce = std::get_if<std::vector<std::uint8_t>>(&decoded)) {
    if (accept == accept_of(std::string(text_of(*nonce)) + guid)) {
      return "the key was decoded from base64 before hashing; it is hashed as the text that was sent";
    }
    if (accept == accept_of(text_of(*nonce))) {
      return "the key was decoded from base64 and hashed without the GUID";
    }
  }
  if (accept == key) return "the key was sent back as it came";
  if (accept == base64_encode(bytes_of(key + guid))) return "the key and the GUID were not hashed with SHA-1";
  if (accept == accept_of(key)) return "the GUID was not appended to the key";
  if (accept == accept_of(guid + key)) return "the GUID was put before the key; it comes after it";
  if (accept == accept_of(key + lower(guid)))
    return "the GUID was written in lower case; it is hashed as text";
  for (const std::string_view end : {"\r\n", "\n", "\r"}) {
    const std::string line_end(end);
    if (accept == accept_of(key + line_end + guid)) return "the line ending behind the key was hashed too";
    if (accept == accept_of(key + guid + line_end)) return "a line ending behind the GUID was hashed too";
  }
  if (accept == accept_of(" " + key + guid)) return "the space before the key was hashed too";
  if (accept == accept_of(key + " " + guid) || accept == accept_of(key + guid + " ")) {
    return "a space was hashed too";
  }
  if (accept == accept_of(key + guid + std::string(1, '\0'))) return "the NUL behind the text was hashed too";
  if (accept == base64_encode(sha256(key + guid))) return "SHA-256 was used; the rule asks for SHA-1";
  for (const std::string& wrong : wrong_guids()) {
    if (accept == accept_of(key + wrong))
      return "the GUID has a slip: " + wrong + " was used, right is " + guid;
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump
