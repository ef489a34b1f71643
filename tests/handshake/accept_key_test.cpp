// The key and its Accept. The expected values come from openssl and base64.
#include "handshake/accept_key.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::testing;

TEST_CASE("H1 the Accept of the RFC's sample key", "[rfc6455-4.2.2]") {
  CHECK(accept_key(kSampleKey) == kSampleAccept);
}

TEST_CASE("the Accept of keys that real clients sent") {
  CHECK(accept_key("f1YQKylmeZgZRJugZqiH9A==") == "99iIpC2cJYeJKthZpnTW2eMkpms=");
  CHECK(accept_key("5WsVq/Yw3DudsgoDEIBteA==") == "Y9nn/sU1O6Y6LgbbOLpYfekJlco=");
  CHECK(accept_key("irLKKdrFrNfMTLnDApIsOw==") == "T1BuchEoICoetlOcOeA3sOVVCH4=");
}

TEST_CASE("H8 a key is 16 bytes in strict base64", "[rfc6455-4.2.1][rfc6455-4.3][hs-key]") {
  for (const std::string key :
       {"dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA==", "/////////////////////w=="}) {
    CAPTURE(key);
    CHECK_FALSE(check_key(key).has_value());
  }
  const struct {
    std::string key;
    std::string fault;  // what the words must speak of
  } wrong[] = {
      {"", "0 bytes"},
      {"dGhlIHNhbXBsZSBub25j", "15 bytes"},
      {"dGhlIHNhbXBsZSBub25jZWU=", "17 bytes"},
      {"dGhlIHNhbXBsZSBub25jZQ=", "group"},
      {"dGhlIHNhbXBsZSBub25jZQ", "group"},
      {"dGhlIHNhbXBsZSBub25jZR==", "bits"},
      {"dGhlIHNhbXBsZSBub25j-Q==", "(character 21)"},
      {"dGhlIHNh XBsZSBub25jZQ==", "(character 9)"},
      {"dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==", "character"},
      {std::string(5000, 'A'), "3750 bytes"},
  };
  for (const auto& [key, fault] : wrong) {
    CAPTURE(key);
    const auto words = check_key(key);
    REQUIRE(words.has_value());
    INFO("words: " << *words);
    CHECK(words->find(fault) != std::string::npos);
  }
}

TEST_CASE("H17 a key made from a nonce is a key") {
  std::array<std::uint8_t, 16> nonce{};
  const std::string_view text = "the sample nonce";
  for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] = static_cast<std::uint8_t>(text[i]);
  CHECK(make_key(nonce) == kSampleKey);
  nonce.fill(0xff);
  CHECK_FALSE(check_key(make_key(nonce)).has_value());
}
