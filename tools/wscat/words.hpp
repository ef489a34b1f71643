// Describes what happened to a connection, in text that is safe to show.
#pragma once

#include <string>
#include <string_view>

#include "frame/event.hpp"

namespace ws101::wscat {

std::string words_of(const CloseEvent& event);

// True for a code that deserves a message: not one of the usual ends (1000, 1001, no code).
bool is_remarkable(CloseCode code);

// "line 2 was not sent: expected UTF-8, ..." if a message of this kind may not have this payload; else empty. `what`
// names it.
std::string why_not_sent(Opcode kind, std::string_view payload, const std::string& what);

// In quotes, in one short line.
std::string short_quote(Bytes payload);

}  // namespace ws101::wscat
