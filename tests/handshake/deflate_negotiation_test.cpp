// Offers and answers of permessage-deflate, as fields and as what they mean (RFC 7692 5 and 7.1).
#include "handshake/deflate_negotiation.hpp"

#include <string>

#include "handshake/accept_key.hpp"
#include "handshake/client_handshake.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

std::vector<Extension> parsed(std::string_view value) {
  const auto result = parse_extensions(value);
  REQUIRE(std::holds_alternative<std::vector<Extension>>(result));
  return std::get<std::vector<Extension>>(result);
}

// What a server answers to offers; "declined".
std::string answered(std::string_view offers, const DeflateParams& wanted = {}) {
  const auto answer = answer_deflate(parsed(offers), wanted);
  if (!answer) return "declined";
  // Whatever it is, a client that looks closely finds nothing wrong, and takes the same from it.
  CHECK(wrong_deflate_answer(answer->extension) == std::nullopt);
  CHECK(deflate_answer_not_offered(answer->extension, parsed(offers)) == std::nullopt);
  CHECK(deflate_params_of(answer->extension) == answer->agreed);
  return extensions_text({answer->extension}).substr(kDeflateName.size());
}

DeflateParams params(std::string_view text) {
  const auto result = parse_deflate_params(text);
  REQUIRE(std::holds_alternative<DeflateParams>(result));
  return std::get<DeflateParams>(result);
}

std::string mistake(std::string_view text) {
  const auto result = parse_deflate_params(text);
  const auto* error = std::get_if<SyntaxError>(&result);
  return error == nullptr ? "none" : error->words;
}

constexpr DeflateParams kNarrow{false, false, 10, 11};

}  // namespace

TEST_CASE("D1 a server gives what is asked for, and what it wants itself", "[rfc7692-7.1]") {
  CHECK(answered("permessage-deflate").empty());
  CHECK(answered("permessage-deflate; client_max_window_bits").empty());
  CHECK(answered("Permessage-Deflate; SERVER_NO_CONTEXT_TAKEOVER") == "; server_no_context_takeover");
  CHECK(answered("permessage-deflate; client_no_context_takeover") == "; client_no_context_takeover");
  CHECK(answered("permessage-deflate; server_max_window_bits=12") == "; server_max_window_bits=12");
  CHECK(answered("permessage-deflate; server_max_window_bits=15") == "; server_max_window_bits=15");
  CHECK(answered("permessage-deflate; client_max_window_bits=9") == "; client_max_window_bits=9");
  CHECK(answered("permessage-deflate; client_max_window_bits=\"9\"") == "; client_max_window_bits=9");
  CHECK(answered("permessage-deflate", kSmallDeflate) ==
        "; server_no_context_takeover; client_no_context_takeover");
  CHECK(answered("permessage-deflate; client_max_window_bits", kNarrow) ==
        "; server_max_window_bits=10; client_max_window_bits=11");
  CHECK(answered("permessage-deflate; client_max_window_bits=9; server_max_window_bits=14", kNarrow) ==
        "; server_max_window_bits=10; client_max_window_bits=9");
}

TEST_CASE("D1 an offer that is wrong, or that cannot be met, is declined", "[rfc7692-7][pmd-param]") {
  for (const char* offer :
       {"x-webkit-deflate-frame", "permessage-bzip2", "permessage-deflate; unknown",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=\"true\"",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=010",
        "permessage-deflate; client_max_window_bits=abc",
        "permessage-deflate; client_max_window_bits=10; client_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=8", "permessage-deflate; client_max_window_bits=8"}) {
    CAPTURE(offer);
    CHECK(answered(offer) == "declined");
  }
  CHECK(answered("permessage-deflate", kNarrow) == "declined");
}

TEST_CASE("D1 of several alternatives the first that is right counts", "[rfc7692-5]") {
  CHECK(
      answered(
          "foo, permessage-deflate; server_max_window_bits=7, permessage-deflate; server_max_window_bits=9, "
          "permessage-deflate") == "; server_max_window_bits=9");
  CHECK(answered("permessage-deflate, permessage-deflate; client_max_window_bits", kNarrow) ==
        "; server_max_window_bits=10; client_max_window_bits=11");
  CHECK(answered("permessage-deflate; a, permessage-deflate; b") == "declined");
}

TEST_CASE("D1 every combination of the four parameters, wanted and offered", "[rfc7692-7.1]") {
  for (unsigned bits = 0; bits < 256; ++bits) {
    const auto window = [bits](unsigned at) { return (bits >> at & 1) != 0 ? 15u : 9 + at % 4; };
    const DeflateParams server{(bits & 1) != 0, (bits & 2) != 0, window(2), window(3)};
    const DeflateParams client{(bits & 16) != 0, (bits & 32) != 0, window(6), window(7)};
    const Extension offer = deflate_offer(client);
    CAPTURE(extensions_text({offer}));
    CHECK(wrong_deflate_offer(offer) == std::nullopt);
    const auto answer = answer_deflate({offer}, server);
    REQUIRE(answer.has_value());
    CHECK(wrong_deflate_answer(answer->extension) == std::nullopt);
    CHECK(deflate_answer_not_offered(answer->extension, {offer}) == std::nullopt);
    const DeflateParams expected{server.server_no_context_takeover || client.server_no_context_takeover,
                                 server.client_no_context_takeover || client.client_no_context_takeover,
                                 std::min(server.server_max_window_bits, client.server_max_window_bits),
                                 std::min(server.client_max_window_bits, client.client_max_window_bits)};
    CHECK(answer->agreed == expected);
    CHECK(agreed_deflate(answer->extension, client) == expected);
  }
}

TEST_CASE("what a client wants of itself holds whatever the server says", "[rfc7692-7.1.1.2]") {
  const DeflateParams wanted{false, true, 15, 10};
  CHECK(agreed_deflate(parsed("permessage-deflate")[0], wanted) == wanted);
  CHECK(agreed_deflate(parsed("permessage-deflate; client_max_window_bits=9")[0], wanted) ==
        DeflateParams{false, true, 15, 9});
}

TEST_CASE("D1 a client fails the handshake over a wrong answer, and over one it did not offer",
          "[rfc7692-7.1][pmd-param]") {
  ClientRequest request;
  request.host = "server.example.com";
  request.key = "dGhlIHNhbXBsZSBub25jZQ==";
  const auto verify = [&](const DeflateParams& wanted, const std::string& extensions) -> std::string {
    request.extensions = extensions_text({deflate_offer(wanted)});
    const std::string text = switching_response(accept_key(request.key), {}, extensions);
    ResponseHeadParser parser;
    const auto head = parser.parse(text);
    REQUIRE(std::holds_alternative<ResponseHead>(head));
    const auto result = verify_response(std::get<ResponseHead>(head), request);
    const auto* established = std::get_if<Established>(&result);
    if (established == nullptr) return std::get<ClientHandshakeError>(result).words;
    if (!established->deflate) return "not in use";
    return extensions_text({deflate_offer(*established->deflate)}).substr(kDeflateName.size());
  };
  CHECK(verify({}, "") == "not in use");
  CHECK(verify({}, "permessage-deflate") == "; client_max_window_bits");
  CHECK(verify({}, "permessage-deflate; client_max_window_bits=12; server_no_context_takeover") ==
        "; server_no_context_takeover; client_max_window_bits=12");
  CHECK(verify(kSmallDeflate, "permessage-deflate; server_no_context_takeover") ==
        "; server_no_context_takeover; client_no_context_takeover; client_max_window_bits");
  for (const char* wrong :
       {"permessage-deflate; x", "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits", "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9"}) {
    CAPTURE(wrong);
    CHECK(verify({}, wrong).starts_with("expected "));
  }
  CHECK(verify({}, "permessage-deflate, permessage-deflate").find("once") != std::string::npos);
  CHECK(verify(kSmallDeflate, "permessage-deflate").find("server_no_context_takeover") != std::string::npos);
  CHECK(verify(kNarrow, "permessage-deflate; server_max_window_bits=11").find("at most 10") !=
        std::string::npos);
}

TEST_CASE("a server's 101 names what it agreed to, and is silent about what it declined",
          "[rfc6455-4.2.2][rfc7692-7.1]") {
  ServerPolicy policy;
  policy.deflate = kSmallDeflate;
  const auto accepted = [&](const std::string& offers) {
    const auto head = require_head<RequestHead>(
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
        offers + "\r\n");
    const auto result = answer_request(head, policy);
    REQUIRE(std::holds_alternative<Accepted>(result));
    return std::get<Accepted>(result);
  };
  const Accepted yes = accepted(
      "Sec-WebSocket-Extensions: foo, permessage-deflate; server_max_window_bits=99\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=\"12\"\r\n");
  CHECK(yes.response.find("\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                          "client_no_context_takeover; server_max_window_bits=12\r\n") != std::string::npos);
  CHECK(yes.deflate == DeflateParams{true, true, 12, 15});
  for (const std::string offers : {"", "Sec-WebSocket-Extensions: permessage-deflate; a\r\n"}) {
    const Accepted no = accepted(offers);
    CHECK(no.response.find("Extensions") == std::string::npos);
    CHECK_FALSE(no.deflate.has_value());
  }
  policy.deflate.reset();
  CHECK_FALSE(accepted("Sec-WebSocket-Extensions: permessage-deflate\r\n").deflate.has_value());
}

TEST_CASE("parameters as a person writes them") {
  CHECK(params("") == DeflateParams{});
  CHECK(params(" ") == DeflateParams{});
  CHECK(params("server_no_context_takeover,client_max_window_bits=9") == DeflateParams{true, false, 15, 9});
  CHECK(params("client_no_context_takeover; server_max_window_bits=10") ==
        DeflateParams{false, true, 10, 15});
  CHECK(mistake("window=9") == "expected a parameter that RFC 7692 defines, got \"window=9\"");
  CHECK(mistake("server_max_window_bits=7") ==
        "expected server_max_window_bits=8 to 15, got \"server_max_window_bits=7\"");
  CHECK(mistake("client_max_window_bits").starts_with("expected client_max_window_bits=8 to 15"));
  CHECK(mistake("=") != "none");
}
