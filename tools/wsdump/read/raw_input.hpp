// Input that is no text.
#pragma once

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// Whether the input begins with the first line of a request or response.
bool is_http_head(std::string_view s);

Reading raw_reading(std::string_view input);

// The bytes went through Latin-1 to UTF-8, so that every byte from 80 up became two: undone if that makes frames.
std::optional<Reading> undo_mojibake(std::string_view input, const Plausibility& score);

// The refusal of characters that stand for bytes nobody can name any more; nothing if there are none.
std::optional<ReadError> replaced_bytes(std::string_view input, const Plausibility& score);

}  // namespace ws101::wsdump::input
