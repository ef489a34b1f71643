// What is behind each demo: its code, as it was compiled, and the mistake that is usual in its place.
#pragma once

#include <string>
#include <string_view>

#include "server/server.hpp"

namespace ws101::demos {

// A line of HTML below a demo's page: where its code and its mistake are. Empty for a path that is no demo.
std::string background_links(std::string_view path);

// Serves the page /mistakes, with a section for each demo, and /code/NAME for each source file of the demos, as text.
void add_background(Server& server);

}  // namespace ws101::demos
