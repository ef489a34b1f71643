#include "wsdemo/hosts.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "handshake/token.hpp"
#include "text/bytes.hpp"
#include "text/escape.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kMaxName = 253;  // RFC 1035: a domain name in text
constexpr std::size_t kMaxShown = 40;

std::optional<unsigned> parse_part(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool leading_zero = text.size() > 1 && text[0] == '0';  // some programs read it as octal
  if (error != std::errc() || end != text.data() + text.size() || value > 255 || leading_zero)
    return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto value = parse_part(text.substr(0, dot));
    if (!value) return std::nullopt;
    address = address << 8 | *value;
    text.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return address;
}

std::string ipv4_text(std::uint32_t address) {
  return std::to_string(address >> 24) + '.' + std::to_string(address >> 16 & 255) + '.' +
         std::to_string(address >> 8 & 255) + '.' + std::to_string(address & 255);
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > kMaxName || (!is_alphanumeric(text[0]) && text[0] != ':')) return false;
  for (const char c : text) {
    if (!is_alphanumeric(c) && c != '.' && c != '-' && c != ':') return false;
  }
  return true;
}

HostsError expected(std::string_view what, std::string_view got) {
  return {"expected " + std::string(what) + ", got " + quote_text(bytes_of(got), got.size(), kMaxShown)};
}

}  // namespace

std::variant<std::vector<std::string>, HostsError> parse_hosts(std::string_view text) {
  std::vector<std::string> hosts;
  const HostsError too_many{"expected at most " + std::to_string(kMaxHosts) + " hosts"};
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view item = trim_optional_space(text.substr(0, comma));
    const std::size_t dash = item.find('-');
    const auto first = parse_ipv4(trim_optional_space(item.substr(0, dash)));
    if (first && dash != std::string_view::npos) {
      const std::string_view behind = trim_optional_space(item.substr(dash + 1));
      std::optional<std::uint32_t> last = parse_ipv4(behind);
      if (const auto part = parse_part(behind); !last && part) last = (*first & 0xFFFFFF00u) | *part;
      if (!last || *last < *first) return expected("a range such as 10.0.0.1-20 that counts upwards", item);
      if (*last - *first >= kMaxHosts - hosts.size()) return too_many;
      for (std::uint32_t i = 0; i <= *last - *first; ++i) hosts.push_back(ipv4_text(*first + i));
    } else {
      const bool digits_only = item.find_first_not_of("0123456789.-") == std::string_view::npos;
      if (!is_host(item) || (digits_only && !first))
        return expected("a host name, an address or a range", item);
      if (hosts.size() == kMaxHosts) return too_many;
      hosts.emplace_back(item);
    }
    if (comma == std::string_view::npos) return hosts;
    text.remove_prefix(comma + 1);
  }
}

bool is_loopback(std::string_view host) {
  const auto address = parse_ipv4(host);
  return (address && *address >> 24 == 127) || host == "::1" || host == "localhost";
}

}  // namespace ws101::demos
