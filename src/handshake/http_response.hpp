// Complete HTTP responses to requests that do not get a 101: refusals and pages. Each ends the connection.
#pragma once

#include <string>
#include <string_view>

#include "handshake/fields.hpp"

namespace ws101 {

// "Not Found" for 404; "Unknown" for a status this server never sends.
std::string_view reason_phrase(int status);

// Why a request does not become a WebSocket connection.
struct Refusal {
  int status = 400;
  Fields fields;           // beyond those that every response has
  std::string sentence;    // for a person: printable ASCII, becomes the body
  bool omit_body = false;  // the response to HEAD
};

// The bytes to send: status line, fields with the right Content-Length and Connection, a text/plain body. The
// caller then closes the connection.
std::string serialise(const Refusal& refusal);

struct Page {
  std::string_view content_type = "text/html; charset=utf-8";
  std::string_view body;
  bool omit_body = false;  // the response to HEAD: Content-Length is that of GET
  int status = 200;
};

// The response with a page. It forbids caching and guessing of the content type. `extra` is sent unchanged:
// it must not come from a peer. The caller then closes the connection.
std::string page_response(const Page& page, const Fields& extra = {});

}  // namespace ws101
