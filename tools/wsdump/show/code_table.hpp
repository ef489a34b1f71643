// The Huffman codes of a block as text: which bits mean what (RFC 1951 3.2.2 and 3.2.5).
#pragma once

#include <cstdint>
#include <string>

#include "text/bytes.hpp"

namespace ws101::wsdump {

// Each symbol that has a code, shortest codes first, with its bits in the order in which they are read:
// "'e' 00", "end 010", "length 3 0110". `lengths` by symbol, 0 for no code.
std::string literal_table(Bytes lengths);
// "1 back 0", "5-6 back 10".
std::string distance_table(Bytes lengths);
// "0 times 3": of the code that the lengths of the other two are written with.
std::string code_length_table(Bytes lengths);

// A byte as a character in quotes: 'H', '\xe4'.
std::string byte_name(std::uint8_t byte);

}  // namespace ws101::wsdump
