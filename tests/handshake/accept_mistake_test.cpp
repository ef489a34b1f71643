// Known mistakes in the Accept. The wrong values were made with hashlib, from the RFC's sample key.
#include "handshake/accept_mistake.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::testing;

TEST_CASE("each known mistake is named, and nothing else", "[hs-accept]") {
  const struct {
    std::string accept;
    std::string words;
  } known[] = {
      {"b37a4f2cc0624f1690f64606cf385945b2bec4ea", "hex digest"},
      {"YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==", "hex digest"},
      {"QjM3QTRGMkNDMDYyNEYxNjkwRjY0NjA2Q0YzODU5NDVCMkJFQzRFQQ==", "hex digest"},
      {"hHLtf2V1k8aDQZfNjw3Ia1hCwt0=", "without the GUID"},
      {"Kfh9QIsMVZcl6xEPYxPHzW8SZ8w=", "without the key"},
      {"WJfwerbIozKsJXHxxI0JTO1SQgU=", "lower case"},
      {"2OZf2Seed9yzIpkj+zvC9KS9Mjw=", "before the key"},
      {"kex8Ji4w0ek1Mc3Dwcf4mOpf5b4=", "line ending"},
      {"BQgomKt49tqcGtJYe4ASzQz1IXI=", "line ending"},
      {"BXhwxM0SZasKmCD9S4BfpPmCnEw=", "decoded key"},
      {"nYNUMU3LUURODadrlj9ew7SwzYI=", "decoded key"},
      {"UUA+qbgWn8W9m7meUoy7cI1/C1Q=", "misspelt"},
      {"p5TuXjf3xk/qD9LgKnX7bWHOJQA=", "misspelt"},
      {"TvwoO3NBjoyy6+CYVu/3w1AtI7k=", "misspelt"},
      {"PqrUWKkukdFUBIRNpUXUnidFcM8=", "misspelt"},
      {"ecFjxY+dGyOKBGys7nOEWhmq6jE=", "258EAFA5-E914-47DA-95CA-C5AAB0DC85B11"},
      {"LVfSvb64zThHGlFYKL3jJOtZWXI=", "space behind the GUID"},
      {"c8qeCxwB8sJPxkSckeL76bKL7f642+KYzDiR7EbKyTY=", "SHA-256"},
      {"s3pPLMBiTxaQ9kYGzzhZRbK+xOo", "without the ="},
      {"s3pPLMBiTxaQ9kYGzzhZRbK-xOo=", "URLs"},
      {"s3pPLMBiTxaQ9kYGzzhZRbK-xOo", "without the ="},
      {std::string(kSampleKey), "the key itself"},
      {"ZEdobElITmhiWEJzWlNCdWIyNWpaUT09MjU4RUFGQTUtRTkxNC00N0RBLTk1Q0EtQzVBQjBEQzg1QjEx", "never saw"},
      {"S3PPLMBITXAQ9KYGZZHZRBK+XOO=", "case"},
      {"b's3pPLMBiTxaQ9kYGzzhZRbK+xOo='", "b'...'"},
      {"CAV2rT4szLbzEtluVJbfjB7GFPY=", "key in lower case"},
      {"jIHLlg2Ll4lVOTyDUwiw+voDDsc=", "quotation marks"},
      {"iLIfL26ZDItGMJM9mokJKdfDkxs=", "Python"},
      {"gOYSbpmmlqWkVS3Q71eZLDG7Dxs=", "UTF-16"},
      {"LE96sxZPYsAGRvaQRVk4z+rEvrI=", "little-endian order"},
      {"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=`", "the right value, but with \"`\" behind it"},
      {"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=<br>", "\"<br>\" behind it"},
      {"'s3pPLMBiTxaQ9kYGzzhZRbK+xOo='", "\"'\" in front of it and \"'\" behind it"},
      {"fI/F95pFHyUax3HLt0ktmQ==", "MD5"},
      {"4IBlY4MIH2kIG0Ql1wTvEbnbueQU3QVokZLMnPRkZ1azKp6adsC1d1hAQa7CG00vqGADAyE6Q+dB2UZ1qycCYQ==", "SHA-512"},
  };
  for (const auto& [accept, words] : known) {
    CAPTURE(accept, words);
    const auto mistake = accept_mistake(kSampleKey, accept);
    REQUIRE(mistake.has_value());
    CHECK(mistake->find(words) != std::string::npos);
  }
  CHECK_FALSE(accept_mistake(kSampleKey, kSampleAccept).has_value());
  CHECK_FALSE(accept_mistake(kSampleKey, "").has_value());
  CHECK_FALSE(accept_mistake(kSampleKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").has_value());
  CHECK_FALSE(accept_mistake("not a key", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").has_value());
}

TEST_CASE("the sample's Accept for another key is a copy", "[hs-accept]") {
  const auto mistake = accept_mistake("f1YQKylmeZgZRJugZqiH9A==", kSampleAccept);
  REQUIRE(mistake.has_value());
  CHECK(mistake->find("sample") != std::string::npos);
}

TEST_CASE("an Accept whose key is unknown is judged by its form", "[hs-accept]") {
  const struct {
    std::string accept;
    std::string words;
  } known[] = {
      {"b37a4f2cc0624f1690f64606cf385945b2bec4ea", "hex digest"},
      {"YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==", "hex digest"},
      {"b's3pPLMBiTxaQ9kYGzzhZRbK+xOo='", "Python"},
      {"s3pPLMBiTxaQ9kYGzzhZRbK+xOo", "without the ="},
      {"ILXSfLd8vVsP0YcAdAFl3w==", "MD5"},
      {"c8qeCxwB8sJPxkSckeL76bKL7f642+KYzDiR7EbKyTY=", "SHA-256"},
  };
  for (const auto& [accept, words] : known) {
    CAPTURE(accept, words);
    const auto mistake = accept_misshape(accept);
    REQUIRE(mistake.has_value());
    CHECK(mistake->find(words) != std::string::npos);
  }
  for (const char* const nothing : {"", "null", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAA"})
    CHECK_FALSE(accept_misshape(nothing).has_value());
}
