#include "wsdump/watch/deflate_use.hpp"

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

TEST_CASE("the answer of a handshake tells the window of each side", "[wsdump][rfc7692-7.1]") {
  ResponseHead response;
  HandshakeEvent event;
  event.response = &response;
  CHECK_FALSE(deflate_of(event).on());
  event.extensions = {"x-other", "permessage-deflate; server_no_context_takeover; client_max_window_bits=9"};
  DeflateUse use = deflate_of(event);
  CHECK(use.source == DeflateUse::Source::Agreed);
  CHECK_FALSE(use.server.takeover);
  CHECK(use.server.bits == 15);
  CHECK(use.client.takeover);
  CHECK(use.client.bits == 9);
  event.extensions = {"permessage-deflate; server_max_window_bits=15; client_max_window_bits=99"};
  use = deflate_of(event);
  CHECK(use.server.bits == 15);
  CHECK(use.client.bits == 15);  // a wrong value counts as none
  event.response = nullptr;
  use = deflate_of(event);  // an offer is no agreement
  CHECK(use.source == DeflateUse::Source::Offered);
  CHECK(use.client.takeover);
}

TEST_CASE("--deflate takes the parameters of an answer", "[wsdump]") {
  const auto use = [](std::string_view params) { return std::get<DeflateUse>(parse_deflate(params)); };
  CHECK(use("").source == DeflateUse::Source::Told);
  CHECK(use("").client.takeover);
  CHECK_FALSE(use("client_no_context_takeover, server_max_window_bits=10").client.takeover);
  CHECK(use("client_no_context_takeover; server_max_window_bits=10").server.bits == 10);
  for (const char* wrong : {"server_max_window_bits=16", "takeover", "client_max_window_bits", "a=="}) {
    INFO(wrong);
    CHECK_FALSE(std::get<std::string>(parse_deflate(wrong)).empty());
  }
}
