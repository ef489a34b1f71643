// Input that looks readable and is not: encrypted bytes, other protocols, dumps that have lost bytes.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// TLS records and HTTP/2: bytes that hold no WebSocket frames as they stand. For any source of a byte stream.
std::optional<ReadError> trap_in_stream(std::span<const std::uint8_t> bytes);

// "pcap", "pcapng", "netlog" or "har" if the input starts like one; empty otherwise. Looks at the start alone.
std::string_view capture_magic(std::string_view input);

// The refusal of formats that lose bytes (tcpdump -A); nothing for any other text.
Outcome refuse_by_shape(const Text& text);

}  // namespace ws101::wsdump::input
