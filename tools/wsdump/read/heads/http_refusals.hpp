// Texts that tell of a handshake, and have no head that could be judged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wsdump/read/heads/head_lines.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// The access log of a web server or a proxy, if a line of it is near the beginning. The refusal says what was asked,
// and with which status it was answered.
std::optional<ReadError> refuse_access_log(std::string_view body);
// A WebSocket over HTTP/2 (RFC 8441), as a browser's network panel or curl shows it.
std::optional<ReadError> refuse_extended_connect(std::string_view body);

// What lines are that stand behind `last`, as far as they tell, to go on a sentence that names them.
std::string meaning_of_rest(std::string_view behind, const PastedHead& last);

}  // namespace ws101::wsdump::input
