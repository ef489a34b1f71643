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
#include "text/bytes.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";  // of the sample in RFC 6455 1.3
constexpr std::size_t kMostKey = 256;  // bytes: the key is hashed about a thousand times

// Mistakes that are told by the exact value, and also by the form of a value for another key.
constexpr char kHexDigest[] = "the hex digest, where base64 of its 20 bytes belongs";
constexpr char kOfHexDigest[] = "made from the hex digest: base64 of its 40 characters, not of its 20 bytes";
constexpr char kNoPadding[] = "written without the = at its end";
constexpr char kPythonBytes[] = "written as Python prints bytes, b'...': decode() makes text of them";

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

// What base64 stands for; nothing if it is wrong.
std::vector<std::uint8_t> base64_bytes(std::string_view text) {
  auto decoded = base64_decode(text);
  auto* const bytes = std::get_if<std::vector<std::uint8_t>>(&decoded);
  return bytes == nullptr ? std::vector<std::uint8_t>{} : std::move(*bytes);
}

// The right value, and something else in front of it or behind it.
std::optional<std::string> right_but_longer(const std::string& right, std::string_view accept) {
  constexpr std::size_t kMostShown = 20;
  const std::size_t at = accept.find(right);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = accept.substr(0, at);
  const std::string_view behind = accept.substr(at + right.size());
  std::string words = "the right value, but with ";
  if (!before.empty()) words += '"' + escape_text(bytes_of(before), kMostShown) + "\" in front of it";
  if (!before.empty() && !behind.empty()) words += " and ";
  if (!behind.empty()) words += '"' + escape_text(bytes_of(behind), kMostShown) + "\" behind it";
  return words + ": it was sent too, or added when it was copied";
}

// SHA-1 gives five words; a little-endian processor stores each of them in reverse order.
std::string hash64_of_swapped_words(const std::string& text) {
  constexpr std::ptrdiff_t kWord = 4;
  Sha1Digest digest = sha1(std::string_view(text));
  for (auto word = digest.begin(); word != digest.end(); word += kWord) std::reverse(word, word + kWord);
  return base64_encode(digest);
}

// The right text was hashed, but the hash was encoded wrongly.
std::optional<std::string> wrong_writing(const std::string& right_text, std::string_view accept) {
  const std::string right = hash64(right_text);
  const std::string hex = hex_digest(right_text);
  std::string upper_hex = hex;
  for (char& c : upper_hex) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  if (equal_ignoring_case(accept, hex)) return kHexDigest;
  if (accept == base64_of_text(hex) || accept == base64_of_text(upper_hex)) return kOfHexDigest;
  std::string url_safe = right;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  const std::size_t unpadded = right.size() - 1;
  if (accept == right.substr(0, unpadded) || accept == url_safe.substr(0, unpadded)) return kNoPadding;
  if (accept == url_safe) return "written in the base64 of URLs, with - and _ for + and /";
  if (accept == "b'" + right + "'") return kPythonBytes;
  if (accept == base64_of_text(right_text)) return "base64 of the key and the GUID, which SHA-1 never saw";
  if (equal_ignoring_case(accept, right)) return "changed in case: base64 tells upper from lower case";
  if (accept == hash64_of_swapped_words(right_text))
    return "made from SHA-1's five words in little-endian order: the high byte of each comes first";
  return right_but_longer(right, accept);
}

// As UTF-16 in little-endian order, which C# and JavaScript have in memory.
std::string utf16_of(const std::string& ascii) {
  std::string wide;
  for (const char c : ascii) wide.append({c, '\0'});
  return wide;
}

// The hashed text was not the key followed by the GUID.
std::optional<std::string> wrong_text(std::string_view key, std::string_view accept) {
  const std::string k(key);
  const std::string guid(kGuid);
  std::string lower_guid = guid;
  std::string lower_key = k;
  for (std::string* text : {&lower_guid, &lower_key}) {
    for (char& c : *text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
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
      {lower_key + guid, "made with the key in lower case: base64 tells upper from lower case"},
      {'"' + k + '"' + guid, "made with the key in quotation marks"},
      {"b'" + k + "'" + guid, "made with the key as Python prints bytes, b'...'"},
      {utf16_of(k + guid), "made with UTF-16: SHA-1 takes one byte a character"},
  };
  for (const auto& [text, words] : tries) {
    if (accept == hash64(text)) return words;
  }
  const std::vector<std::uint8_t> nonce = base64_bytes(key);
  const std::string raw(nonce.begin(), nonce.end());
  if (!raw.empty() && accept == hash64(raw + guid))
    return "made from the decoded key, where its 24 characters belong";
  if (!raw.empty() && accept == hash64(raw)) return "made from the decoded key, and without the GUID";
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
  return accept_misshape(accept);
}

std::optional<std::string> accept_misshape(std::string_view accept) {
  constexpr std::pair<std::size_t, const char*> kOtherHashes[] = {
      {16, "MD5"}, {32, "SHA-256"}, {64, "SHA-512"}};
  constexpr std::size_t kSha1Bytes = sizeof(Sha1Digest);
  const auto is_hex = [](std::string_view text) {
    return text.size() == 2 * kSha1Bytes &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
  };
  if (is_hex(accept)) return kHexDigest;
  if (accept.starts_with("b'")) return kPythonBytes;
  const std::vector<std::uint8_t> bytes = base64_bytes(accept);
  if (is_hex(text_of(bytes))) return kOfHexDigest;
  for (const auto& [size, name] : kOtherHashes) {
    if (bytes.size() == size) {
      return "made with " + std::string(name) + ": it has the size of one, " + std::to_string(size) +
             " bytes, where SHA-1 gives 20";
    }
  }
  if (base64_bytes(std::string(accept) + '=').size() == kSha1Bytes) return kNoPadding;
  return std::nullopt;
}

}  // namespace ws101
