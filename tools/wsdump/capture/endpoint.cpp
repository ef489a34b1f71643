#include "wsdump/capture/endpoint.hpp"

#include "text/hex.hpp"
#include "wsdump/capture/byte_order.hpp"

namespace ws101::wsdump {
namespace {

std::string ipv6_text(const std::array<std::uint8_t, 16>& address) {
  const auto group = [&](std::size_t i) -> unsigned { return big16(&address[2 * i]); };
  std::size_t best = 8;
  std::size_t best_length = 1;  // a single zero group is not shortened
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && group(i + length) == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
  }
  std::string out;
  for (std::size_t i = 0; i < 8;) {
    if (i == best) {
      out += "::";
      i += best_length;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += hex_digits(group(i++));
  }
  return out;
}

}  // namespace

std::string Endpoint::text() const {
  std::string out;
  if (ipv6) {
    out = "[" + ipv6_text(address) + "]";
  } else {
    for (std::size_t i = 0; i < 4; ++i) out += (i > 0 ? "." : "") + std::to_string(address[i]);
  }
  return out + ":" + std::to_string(port);
}

}  // namespace ws101::wsdump
