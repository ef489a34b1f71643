// Describes what happened to a connection, in text that is safe to show.
#pragma once

#include <string>

#include "frame/event.hpp"

namespace ws101::wscat {

std::string words_of(const CloseEvent& event);

// True for a code that deserves a message: not one of the usual ends (1000, 1001, no code).
bool is_remarkable(CloseCode code);

// In quotes, in one short line.
std::string short_quote(Bytes payload);

}  // namespace ws101::wscat
