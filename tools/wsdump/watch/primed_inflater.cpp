#include "wsdump/watch/primed_inflater.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "wsdump/watch/said_lately.hpp"

namespace ws101::wsdump {

// RFC 1951 3.2.4: a stored block puts its content into the window as it is.
Inflater primed_inflater(Bytes said, unsigned window_bits) {
  said = said.last(std::min(said.size(), kLargestWindow));
  Inflater inflater(window_bits);
  const auto low = static_cast<std::uint8_t>(said.size() & 0xFF);
  const auto high = static_cast<std::uint8_t>(said.size() >> 8);
  const std::array<std::uint8_t, 5> head = {0, low, high, static_cast<std::uint8_t>(low ^ 0xFF),
                                            static_cast<std::uint8_t>(high ^ 0xFF)};
  std::vector<std::uint8_t> room(said.size() + 1);
  inflater.inflate(head, room);
  inflater.inflate(said, room);
  inflater.finish_message();
  return inflater;
}

}  // namespace ws101::wsdump
