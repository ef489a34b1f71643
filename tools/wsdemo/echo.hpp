// The echo console: every message comes back, or is answered with a text chosen at start.
#pragma once

#include <optional>
#include <string>

#include "server/server.hpp"
#include "wsdemo/access.hpp"

namespace ws101::demos {

// `reply`: the answer to every message, instead of an echo.
void add_echo(Server& server, const Access& access, std::optional<std::string> reply);

}  // namespace ws101::demos
