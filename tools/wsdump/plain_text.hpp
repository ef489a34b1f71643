// Text from a stranger inside a sentence of ours that puts no quotes around it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/bytes.hpp"
#include "text/escape.hpp"

namespace ws101::wsdump {

// The text as escape_text() makes it safe to show, but with its quotation marks as they are. A longer text than `most`
// bytes ends in "... (N more bytes)".
inline std::string plain_text(Bytes text, std::size_t most) {
  std::string shown;
  const std::size_t all = text.size();
  Bytes rest = text.first(std::min(all, most));
  while (true) {
    const auto quote = std::find(rest.begin(), rest.end(), std::uint8_t{'"'});
    const auto before = static_cast<std::size_t>(quote - rest.begin());
    shown += escape_text(rest.first(before));
    if (quote == rest.end()) break;
    shown += '"';
    rest = rest.subspan(before + 1);
  }
  if (all > most) shown += "... (" + std::to_string(all - most) + " more bytes)";
  return shown;
}

}  // namespace ws101::wsdump
