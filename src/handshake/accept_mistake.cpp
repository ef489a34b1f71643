// Tries the known mistakes one by one and names the one that gives exactly the value that came.
#include "handshake/accept_mistake.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/token.hpp"
#include "sha1/sha1.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";  // of the sample in RFC 6455 1.3
constexpr std::size_t kSha256Bytes = 32;
constexpr std::size_t kMostKey = 256;  // bytes: the key is hashed about a thousand times

std::string hash64(const std::string& text) {
  return base64_encode(sha1(std::string_view(text)));
}

std::string hex_digest(const std::string& text) {
  return hex(sha1(std::string_view(text)));
}

std::string base64_of_text(std::string_view text) {
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  return base64_encode(bytes);
}

// The right text was hashed, but the hash was encoded wrongly.
std::optional<std::string> wrong_writing(const std::string& right_text, std::string_view accept) {
  const std::string right = hash64(right_text);
  const std::string hex = hex_digest(right_text);
  std::string upper_hex = hex;
  for (char& c : upper_hex) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  if (equal_ignoring_case(accept, hex)) return "the hex digest, where base64 of its 20 bytes belongs";
  if (accept == base64_of_text(hex) || accept == base64_of_text(upper_hex)) {
    return "made from the hex digest: base64 of its 40 characters, not of its 20 bytes";
  }
  std::string url_safe = right;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  const std::size_t unpadded = right.size() - 1;
  if (accept == right.substr(0, unpadded) || accept == url_safe.substr(0, unpadded))
    return "written without the = at its end";
  if (accept == url_safe) return "written in the base64 of URLs, with - and _ for + and /";
  if (accept == base64_of_text(right_text)) return "base64 of the key and the GUID, which SHA-1 never saw";
  if (equal_ignoring_case(accept, right)) return "changed in case: base64 tells upper from lower case";
  return std::nullopt;
}

// The hashed text was not the key followed by the GUID.
std::optional<std::string> wrong_text(std::string_view key, std::string_view accept) {
  const std::string k(key);
  const std::string guid(kGuid);
  std::string lower_guid = guid;
  for (char& c : lower_guid) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::pair<std::string, const char*> tries[] = {
      {k, "made without the GUID"},
      {guid, "made without the key"},
      {k + lower_guid, "made with the GUID in lower case"},
      {guid + k, "made with the GUID before the key"},
      {k + "\r\n" + guid, "made with the line ending behind the key"},
      {k + "\n" + guid, "made with the line ending behind the key"},
      {k + "\r" + guid, "made with the line ending behind the key"},
      {k + guid + "\r\n", "made with a line ending behind the GUID"},
      {k + guid + "\n", "made with a line ending behind the GUID"},
      {k + guid + std::string(1, '\0'), "made with the terminating NUL behind the GUID"},
      {" " + k + guid, "made with the space before the key"},
      {k + " " + guid, "made with a space between key and GUID"},
      {k + guid + " ", "made with a space behind the GUID"},
      {k + "{" + guid + "}", "made with the GUID in braces"},
  };
  for (const auto& [text, words] : tries) {
    if (accept == hash64(text)) return words;
  }
  const auto decoded = base64_decode(key);
  if (const auto* nonce = std::get_if<std::vector<std::uint8_t>>(&decoded)) {
    const std::string raw(nonce->begin(), nonce->end());
    if (accept == hash64(raw + guid)) return "made from the decoded key, where its 24 characters belong";
    if (accept == hash64(raw)) return "made from the decoded key, and without the GUID";
  }
  return std::nullopt;
}

// Finds a GUID with one character missing, added, wrong or swapped with the next one, or a truncated GUID.
std::optional<std::string> misspelt_guid(const std::string& key, std::string_view accept) {
  const std::string guid(kGuid);
  const auto gives = [&](const std::string& other) { return accept == hash64(key + other); };
  for (std::size_t i = 0; i < guid.size(); ++i) {
    std::vector<std::string> tries = {guid.substr(0, i), guid.substr(0, i) + guid.substr(i + 1)};
    if (i + 1 < guid.size()) {
      std::string& swapped = tries.emplace_back(guid);
      std::swap(swapped[i], swapped[i + 1]);
    }
    for (const char digit : std::string_view("0123456789ABCDEF")) {
      tries.emplace_back(guid)[i] = digit;
      tries.emplace_back(guid).insert(i, 1, digit);
    }
    const auto found = std::find_if(tries.begin(), tries.end(), gives);
    if (found != tries.end()) return *found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> accept_mistake(std::string_view key, std::string_view accept) {
  const std::string right_text = std::string(key) + std::string(kGuid);
  if (accept == hash64(right_text)) return std::nullopt;
  if (accept.empty() || key.size() > kMostKey) return std::nullopt;
  if (accept == key) return "the key itself, sent back";
  if (accept == kSampleAccept) return "copied from the RFC's sample, whose key is another";
  if (auto words = wrong_writing(right_text, accept)) return words;
  if (auto words = wrong_text(key, accept)) return words;
  if (const auto guid = misspelt_guid(std::string(key), accept)) return "made with a misspelt GUID, " + *guid;

  const auto decoded = base64_decode(accept);
  const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
  if (bytes != nullptr && bytes->size() == kSha256Bytes) {
    return "made with SHA-256: it has the size of one, 32 bytes, where SHA-1 gives 20";
  }
  return std::nullopt;
}

}  // namespace ws101
