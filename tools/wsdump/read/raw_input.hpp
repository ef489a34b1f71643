// Input that is not text.
#pragma once

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// Whether the input begins with the first line of a request or response.
bool is_http_head(std::string_view s);

Reading raw_reading(std::string_view input);

// Undoes a conversion from Latin-1 to UTF-8, which made two bytes of every byte from 80 up, if the result is
// frames.
std::optional<Reading> undo_mojibake(std::string_view input);

// The refusal of characters that replaced bytes which are lost; nothing if there are none.
std::optional<ReadError> replaced_bytes(std::string_view input);

}  // namespace ws101::wsdump::input
