// Views of packets that keep the printable characters only, or no bytes at all: which it is, and what to run instead.
#pragma once

#include <optional>
#include <string_view>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// The refusal for a text that is such a view; nothing for any other text.
std::optional<ReadError> refuse_text_view(std::string_view body);

}  // namespace ws101::wsdump::input
