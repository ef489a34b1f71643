// The pieces of a ws:// URL in order: scheme, authority, then path and query.
#include "handshake/url.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kUnsafe = "\"<>\\^`{|}";  // visible, but not allowed in a URL (RFC 3986 2)

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<SyntaxError> find_wrong_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c <= ' ' || c > '~' || kUnsafe.find(c) != std::string_view::npos) {
      return SyntaxError{i, "expected a character of a URL (others are written as %XX), got " + byte_name(c)};
    }
    if (c == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) {
      return SyntaxError{i, "expected two hex digits after '%' (the percent sign itself is %25)"};
    }
    // RFC 6455 3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST NOT be used
    // on these URIs."
    if (c == '#') {
      return SyntaxError{i, "expected no fragment, got '#' (as a character of the path it is %23)"};
    }
  }
  return std::nullopt;
}

std::optional<SyntaxError> check_scheme(std::string_view text, std::size_t scheme_end) {
  if (scheme_end == std::string_view::npos) {
    return SyntaxError{0, "expected ws://host[:port]/path, got " + quoted(text)};
  }
  const std::string_view scheme = text.substr(0, scheme_end);
  if (equal_ignoring_case(scheme, "ws")) return std::nullopt;
  if (equal_ignoring_case(scheme, "wss")) {
    return SyntaxError{
        0,
        "expected ws://, got wss://: there is no TLS in here. Put a TLS proxy in front and connect to "
        "it with ws://, for example: socat TCP-LISTEN:8000,fork,reuseaddr OPENSSL:HOST:443 (stunnel "
        "and nginx do the same)"};
  }
  if (equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https")) {
    return SyntaxError{0,
                       "expected ws://, got " + quoted(scheme) + "://: the same address with ws:// may do"};
  }
  return SyntaxError{0, "expected ws://, got " + quoted(scheme) + "://"};
}

}  // namespace

std::variant<Url, SyntaxError> parse_url(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (auto error = check_scheme(text, scheme_end)) return std::move(*error);
  const std::size_t host_start = scheme_end + 3;
  const std::size_t host_end = std::min(text.find_first_of("/?#", host_start), text.size());

  // The host has a narrower alphabet; parse_authority() judges it with a better message.
  auto parsed = parse_authority(text.substr(host_start, host_end - host_start));
  if (SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
    error->offset += host_start;
    return std::move(*error);
  }
  const std::string_view rest = text.substr(host_end);
  if (auto error = find_wrong_byte(rest)) {
    error->offset += host_end;
    return std::move(*error);
  }

  Authority& authority = std::get<Authority>(parsed);
  Url url;
  url.host = std::move(authority.host);
  url.port = authority.port.value_or(kDefaultPort);
  // An empty path counts as / (RFC 6455 3).
  url.target.clear();
  if (rest.empty() || rest.front() != '/') url.target += '/';
  url.target += rest;
  return url;
}

}  // namespace ws101
