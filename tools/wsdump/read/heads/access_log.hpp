// Lines of a web server's or a proxy's access log, which tell what became of a handshake, but have nothing of it.
#pragma once

#include <optional>
#include <string_view>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// The refusal of a text that has such a line near its beginning: it says what was asked, and with which status it was
// answered.
std::optional<ReadError> refuse_access_log(std::string_view body);

}  // namespace ws101::wsdump::input
