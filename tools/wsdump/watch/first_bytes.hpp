// What the first bytes of a stream are: the one place that knows TLS and HTTP/2.
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

// Three bytes tell a TLS record, nine the first frame of HTTP/2 from which no request has come. No right frame begins
// like any of these, or with a capital letter that an HTTP head begins with: it would have reserved bits, or a
// reserved opcode, or a header behind it that has.
FirstBytes first_bytes(std::string_view text);

}  // namespace ws101::wsdump
