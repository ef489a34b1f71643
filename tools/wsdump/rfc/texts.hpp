// The texts of `wsdump rfc`, a file for each part of the standards, each in the order of its numbers.
#pragma once

#include <span>

#include "wsdump/rfc.hpp"

namespace ws101::wsdump {

std::span<const RfcSection> rfc6455_opening();   // 1 to 4: addresses and the opening handshake
std::span<const RfcSection> rfc6455_framing();   // 5: frames
std::span<const RfcSection> rfc6455_messages();  // 6 and 7: sending, receiving, closing
std::span<const RfcSection> rfc6455_rest();      // 8 to 11: text, extensions, security, registries
std::span<const RfcSection> other_rfcs();        // UTF-8, compression, HTTP

}  // namespace ws101::wsdump
