// Reads host[:port], IPv6 addresses included, and writes the Host field.
#include "handshake/authority.hpp"

#include <algorithm>
#include <cstddef>

#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kIpv6Groups = 8;
constexpr unsigned kMaxPort = 65535;
constexpr std::string_view kHostPunctuation = "-._~!$&'()*+,;=";  // RFC 3986: unreserved and sub-delims

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_host_char(char c) {
  return is_letter(c) || is_digit(c) || kHostPunctuation.find(c) != std::string_view::npos;
}

bool is_ipv4(std::string_view text) {
  int octets = 0;
  while (true) {
    const std::string_view octet = text.substr(0, text.find('.'));
    if (octet.empty() || octet.size() > 3 || !std::all_of(octet.begin(), octet.end(), is_digit)) return false;
    if (octet.size() > 1 && octet[0] == '0') return false;
    unsigned value = 0;
    for (const char c : octet) value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > 255 || ++octets > 4) return false;
    if (octet.size() == text.size()) return octets == 4;
    text.remove_prefix(octet.size() + 1);
  }
}

// RFC 3986 3.2.2 IPv6address: eight groups of hex digits; :: once in place of one or more of them; an IPv4
// address may replace the last two.
bool is_ipv6(std::string_view text) {
  std::size_t groups = 0;
  bool gap = false;
  if (text.substr(0, 2) == "::") {
    gap = true;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (end == text.size() && group.find('.') != std::string_view::npos) {
      if (!is_ipv4(group)) return false;
      groups += 2;
      break;
    }
    if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) return false;
    ++groups;
    text.remove_prefix(end);
    if (text.empty()) break;
    if (text.substr(0, 2) == "::") {
      if (gap) return false;
      gap = true;
      text.remove_prefix(2);
    } else {
      text.remove_prefix(1);
      if (text.empty()) return false;
    }
  }
  return gap ? groups < kIpv6Groups : groups == kIpv6Groups;
}

std::variant<std::uint16_t, SyntaxError> parse_port(std::string_view digits, std::size_t offset) {
  unsigned value = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (!is_digit(digits[i])) {
      return SyntaxError{offset + i, "expected a port of digits, got " + byte_name(digits[i])};
    }
    value = std::min(value * 10 + static_cast<unsigned>(digits[i] - '0'), kMaxPort + 1);
  }
  if (value == 0 || value > kMaxPort) {
    return SyntaxError{offset, "expected a port of 1 to 65535, got " + quoted(digits)};
  }
  return static_cast<std::uint16_t>(value);
}

SyntaxError wrong_host_char(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '%')
    return {at, "expected a host name in plain letters, got '%': escapes and zones are not supported"};
  if (static_cast<unsigned char>(c) >= 0x80) {
    return {at, "expected a host name in ASCII (an international name in its xn-- form), got byte " +
                    byte_name(c)};
  }
  return {at, "expected a host name, got " + byte_name(c)};
}

}  // namespace

std::variant<Authority, SyntaxError> parse_authority(std::string_view text) {
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    return SyntaxError{at, "expected host or host:port, got user information before '@'"};
  }

  Authority authority;
  std::size_t host_end = 0;
  if (!text.empty() && text.front() == '[') {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos)
      return SyntaxError{0, "expected ']' at the end of the IPv6 address"};
    authority.host = text.substr(1, bracket - 1);
    if (!is_ipv6(authority.host)) {
      return SyntaxError{1, "expected an IPv6 address between the brackets, got " + quoted(authority.host)};
    }
    host_end = bracket + 1;
    if (host_end < text.size() && text[host_end] != ':') {
      return SyntaxError{host_end, "expected ':' and a port after ']', got " + byte_name(text[host_end])};
    }
  } else {
    host_end = std::min(text.find(':'), text.size());
    authority.host = text.substr(0, host_end);
    if (authority.host.empty()) return SyntaxError{0, "expected a host, got none"};
    const auto wrong = std::find_if_not(authority.host.begin(), authority.host.end(), is_host_char);
    if (wrong != authority.host.end()) {
      return wrong_host_char(text, static_cast<std::size_t>(wrong - authority.host.begin()));
    }
    if (text.find(':', host_end + 1) != std::string_view::npos) {
      return SyntaxError{
          host_end, "expected one ':' before the port, got several: an IPv6 address stands in [brackets]"};
    }
  }

  // RFC 3986 3.2.3: a colon with nothing after it means the default port.
  if (host_end + 1 < text.size()) {
    auto port = parse_port(text.substr(host_end + 1), host_end + 1);
    if (SyntaxError* error = std::get_if<SyntaxError>(&port)) return std::move(*error);
    authority.port = std::get<std::uint16_t>(port);
  }
  return authority;
}

std::string host_header(std::string_view host, std::uint16_t port) {
  std::string value;
  const bool ipv6 = host.find(':') != std::string_view::npos;
  if (ipv6) value += '[';
  value += host;
  if (ipv6) value += ']';
  // RFC 6455 4.1: "The request MUST contain a |Host| header field whose value contains /host/ plus optionally
  // ':' followed by /port/ (when not using the default port)."
  if (port == kDefaultPort) return value;
  value += ':';
  value += std::to_string(port);
  return value;
}

}  // namespace ws101
