// Pages and refusals as HTTP.
#include "handshake/http_response.hpp"

#include <string>

#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

TEST_CASE("H18 a page carries its length, and ends with the connection closed") {
  const std::string body = "<p>\xc3\xa9</p>\n";
  CHECK(page_response({"text/html; charset=utf-8", body, false, 200}) ==
        "HTTP/1.1 200 OK\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Length: 10\r\n"
        "Cache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Connection: close\r\n"
        "\r\n" +
            body);
}

TEST_CASE("H18 HEAD gets what GET gets, without the body", "[rfc9110-9.3.2]") {
  const std::string page = page_response({"text/plain", "hello", false, 200});
  const std::string head = page_response({"text/plain", "hello", true, 200});
  CHECK(page == head + "hello");
}

TEST_CASE("H18 a refusal carries its fields, its length and its sentence") {
  Refusal refusal;
  refusal.status = 405;
  refusal.sentence = "expected GET";
  refusal.fields.add("Allow", "GET");
  const std::string response = serialise(refusal);
  CHECK(response.substr(0, 33) == "HTTP/1.1 405 Method Not Allowed\r\n");
  CHECK(field_of(response, "Allow") == "GET");
  CHECK(field_of(response, "Connection") == "close");
  CHECK(body_of(response) == "405 Method Not Allowed\n\nexpected GET\n");
  CHECK(field_of(response, "Content-Length") == std::to_string(body_of(response).size()));
  refusal.omit_body = true;
  CHECK(body_of(serialise(refusal)).empty());
  CHECK(field_of(serialise(refusal), "Content-Length") == field_of(response, "Content-Length"));
}

TEST_CASE("every status that is sent has its reason") {
  for (const int status : {101, 200, 400, 403, 404, 405, 408, 426, 431, 500, 503, 505}) {
    CAPTURE(status);
    CHECK(reason_phrase(status) != "Unknown");
  }
  CHECK(reason_phrase(299) == "Unknown");
}
