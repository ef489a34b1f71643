// What happened to a connection, in words that are safe to show.
#pragma once

#include <string>

#include "frame/event.hpp"

namespace ws101::wscat {

std::string words_of(const CloseEvent& event);

// A code that a script would like to hear of: not one of the usual ends (1000, 1001, no code).
bool is_remarkable(CloseCode code);

// In quotes, in one short line.
std::string short_quote(Bytes payload);

}  // namespace ws101::wscat
