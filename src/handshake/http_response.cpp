// One writer for pages and refusals, so that no response lacks its Content-Length.
#include "handshake/http_response.hpp"

#include "handshake/token.hpp"

namespace ws101 {
namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 426:
      return "Upgrade Required";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

std::string page_response(const Page& page, const Fields& extra) {
  std::string out = "HTTP/1.1 " + std::to_string(page.status) + " ";
  out.reserve(512 + page.body.size());
  out += reason_phrase(page.status);
  out += "\r\n";
  append_field(out, "Content-Type", page.content_type);
  append_field(out, "Content-Length", std::to_string(page.body.size()));
  append_field(out, "Cache-Control", "no-store");
  append_field(out, "X-Content-Type-Options", "nosniff");
  // RFC 9110 7.8: "A sender of Upgrade MUST also send an 'Upgrade' connection option in the Connection header
  // field"
  append_field(out, "Connection", extra.find("Upgrade") != nullptr ? "Upgrade, close" : "close");
  for (const Field& field : extra) append_field(out, field.name, field.value);
  out += "\r\n";
  // RFC 9110 9.3.2: "The HEAD method is identical to GET except that the server MUST NOT send content in the
  // response."
  if (!page.omit_body) out += page.body;
  return out;
}

std::string serialise(const Refusal& refusal) {
  std::string body = std::to_string(refusal.status) + " ";
  body += reason_phrase(refusal.status);
  body += "\n\n" + refusal.sentence + "\n";
  return page_response({"text/plain; charset=utf-8", body, refusal.omit_body, refusal.status},
                       refusal.fields);
}

}  // namespace ws101
