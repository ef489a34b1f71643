// The parameters of permessage-deflate: what an offer may say, what an answer may say, and which answer fits an offer.
#include "handshake/deflate_params.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"

using namespace ws101;

namespace {

// "server_no_context_takeover; server_max_window_bits=10" as an extension.
Extension deflate(std::string_view params, std::string name = std::string(kDeflateName)) {
  Extension extension{std::move(name), {}};
  while (!params.empty()) {
    const std::size_t end = std::min(params.find("; "), params.size());
    const std::string_view param = params.substr(0, end);
    params.remove_prefix(std::min(end + 2, params.size()));
    const std::size_t equals = param.find('=');
    ExtensionParam made{std::string(param.substr(0, equals)), std::nullopt};
    if (equals != std::string_view::npos) made.value = param.substr(equals + 1);
    extension.params.push_back(std::move(made));
  }
  return extension;
}

std::string offer(std::string_view params) {
  return wrong_deflate_offer(deflate(params)).value_or("right");
}
std::string answer(std::string_view params) {
  return wrong_deflate_answer(deflate(params)).value_or("right");
}
std::string fits(std::string_view answered, const std::vector<Extension>& offers) {
  return deflate_answer_not_offered(deflate(answered), offers).value_or("right");
}

}  // namespace

TEST_CASE("parameters that both an offer and an answer may have", "[rfc7692-7.1]") {
  for (const char* params :
       {"", "server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits=8",
        "server_max_window_bits=15", "client_max_window_bits=9", "SERVER_NO_CONTEXT_TAKEOVER",
        "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
        "client_max_window_bits=12"}) {
    CAPTURE(params);
    CHECK(offer(params) == "right");
    CHECK(answer(params) == "right");
  }
}

TEST_CASE("only an offer may have client_max_window_bits without a value", "[rfc7692-7.1.2.2][pmd-param]") {
  CHECK(offer("client_max_window_bits") == "right");
  CHECK(answer("client_max_window_bits") ==
        "expected client_max_window_bits=8 to 15, got \"client_max_window_bits\"");
}

TEST_CASE("parameters that neither may have", "[rfc7692-7.1][pmd-param]") {
  for (const char* bits : {"7", "16", "0", "08", "8x", "100", "-9", ""}) {
    const std::string param = std::string("server_max_window_bits=") + bits;
    CAPTURE(param);
    CHECK(offer(param) == "expected server_max_window_bits=8 to 15, got \"" + param + "\"");
    CHECK(answer(param) == offer(param));
  }
  CHECK(offer("server_max_window_bits") ==
        "expected server_max_window_bits=8 to 15, got \"server_max_window_bits\"");
  CHECK(offer("client_no_context_takeover=1") ==
        "expected client_no_context_takeover without a value, got \"client_no_context_takeover=1\"");
  CHECK(offer("level=9") == "expected a parameter that RFC 7692 defines, got \"level=9\"");
  CHECK(offer("server_max_window_bits=9; Server_Max_Window_Bits=9") ==
        "expected each parameter once, got \"Server_Max_Window_Bits=9\" again");
}

TEST_CASE("an answer must be allowed by an offer", "[rfc7692-7.1.2.2][pmd-param]") {
  CHECK(fits("", {deflate("")}) == "right");
  CHECK(fits("client_max_window_bits=10", {deflate("client_max_window_bits")}) == "right");
  CHECK(fits("client_max_window_bits=10", {deflate("")}) ==
        "expected no client_max_window_bits, because it was not offered, got \"client_max_window_bits=10\"");
  CHECK(fits("", {deflate("server_no_context_takeover")}) ==
        "expected server_no_context_takeover, as the client asked for it, got none");
  CHECK(fits("server_max_window_bits=10", {deflate("server_max_window_bits=10")}) == "right");
  CHECK(fits("server_max_window_bits=11", {deflate("server_max_window_bits=10")}) ==
        "expected server_max_window_bits of at most 10, as the client asked for it, got "
        "\"server_max_window_bits=11\"");
  CHECK(fits("", {deflate("server_max_window_bits=10")}) ==
        "expected server_max_window_bits of at most 10, as the client asked for it, got none");
}

TEST_CASE("one offer that allows the answer is enough, and others do not count") {
  CHECK(fits("", {deflate("server_no_context_takeover"), deflate("")}) == "right");
  CHECK(fits("client_max_window_bits=10",
             {deflate("client_max_window_bits", "x-other"), deflate("level=9")}) == "right");
  CHECK(fits("", {}) == "right");
}
