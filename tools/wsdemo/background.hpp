// The background of each demo: its code, as it was compiled, and the usual mistake.
#pragma once

#include <string>
#include <string_view>

#include "server/server.hpp"

namespace ws101::demos {

// A line of HTML for a demo's page, with links to its code and its mistake. Empty for a path that is not a
// demo.
std::string background_links(std::string_view path);

// Serves the page /mistakes, with a section for each demo, and /code/NAME for each source file of the demos, as text.
void add_background(Server& server);

}  // namespace ws101::demos
