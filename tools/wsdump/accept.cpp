#include "wsdump/accept.hpp"

#include <algorithm>
#include <variant>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/accept_mistake.hpp"
#include "sha1/sha1.hpp"
#include "text/bytes.hpp"
#include "text/hex.hpp"
#include "text/wrap.hpp"
#include "wsdump/plain_text.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kTextAt = 15;
constexpr std::size_t kMostKeyShown = 200;  // bytes; a key has 24

std::string entry(std::string title, std::string_view text) {
  title.resize(kTextAt, ' ');
  return wrap(title, text, kTextAt);
}

std::string below(std::string_view text) {
  return wrap(std::string(kTextAt, ' '), text, kTextAt);
}

bool is_base64_text(std::string_view key) {
  return std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
           c == '/' || c == '=';
  });
}

std::string about_key(std::string_view key, bool& key_ok) {
  if (const auto wrong = check_key(key)) {
    key_ok = false;
    return below("WRONG: " + *wrong) +
           below(
               "A server answers such a key with 400 (RFC 6455 4.2.1). The steps go on with it as it "
               "stands.");
  }
  const auto decoded = base64_decode(key);
  const auto& nonce = std::get<std::vector<std::uint8_t>>(decoded);
  return below("stands for 16 bytes, which the client draws at random:") + below(hex(nonce, " ")) +
         below("The server takes the text as it stands; it need not decode it.");
}

}  // namespace

AcceptSteps explain_accept(std::string_view key) {
  AcceptSteps steps;
  const std::string shown = plain_text(bytes_of(key), kMostKeyShown);
  const std::string joined = std::string(key) + std::string(kGuid);
  const Sha1Digest digest = sha1(joined);
  steps.accept = base64_encode(digest);

  std::string& text = steps.text;
  text += entry("Key", shown.empty() ? "(empty)" : shown);
  text += about_key(key, steps.key_ok);
  text += "\n" + entry("1. key + GUID", shown + std::string(kGuid));
  text += below(std::to_string(joined.size()) + " bytes of text; the GUID is the same for every connection");
  text += "\n" + entry("2. SHA-1", hex(digest));
  text += below("20 bytes, written here in hex; the next step takes the bytes, not the hex");
  text += "\n" + entry("3. base64", steps.accept);
  text += "\nSec-WebSocket-Accept: " + steps.accept + "\n";
  if (!key.empty() && key.size() <= kMostKeyShown && is_base64_text(key)) {
    text += "\nWith tools of your own:\n";
    text += wrap("  ", "printf %s '" + joined + "' \\\n| openssl sha1 -binary | openssl base64", 4);
  }
  text += "\nThe rule: RFC 6455 4.2.2, point 5.4; why: 1.3 (wsdump rfc 1.3).\n";
  return steps;
}

AcceptCompared compare_accept(std::string_view key, std::string_view accept) {
  AcceptCompared compared;
  compared.right = accept == accept_key(std::string(key));
  const std::string shown = plain_text(bytes_of(accept), kMostKeyShown);
  if (compared.right) {
    compared.text = wrap("", shown + " is right: it belongs to this key.", 2);
    return compared;
  }
  compared.text = wrap("", shown + " is WRONG: it does not belong to this key.", 2);
  if (const auto mistake = accept_mistake(key, accept))
    compared.text += wrap("Likely cause: ", "the Accept is " + *mistake, 2);
  return compared;
}

}  // namespace ws101::wsdump
