// Packets that were pasted as text: their link, IP and TCP headers are taken off by the code that reads captures.
#pragma once

#include <optional>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// Moves the TCP payloads of `reading.packets` into chunks, and says so in a note. Chunks that are certainly packets
// (the length in the IP header agrees with the size) become packets first. A refusal if none of the packets is TCP.
std::optional<ReadError> split_packets(Reading& reading);

}  // namespace ws101::wsdump::input
