// What the first bytes of a stream are.
#pragma once

#include <cstdint>
#include <string_view>

namespace ws101::wsdump {

enum class FirstBytes : std::uint8_t {
  Http,
  Tls,
  Http2,
  Frames,
  Short,  // too few bytes to tell
};

// No right frame begins with a capital letter that an HTTP head begins with: it would have FIN=0 and reserved bits,
// or a reserved opcode.
FirstBytes first_bytes(std::string_view text);

}  // namespace ws101::wsdump
