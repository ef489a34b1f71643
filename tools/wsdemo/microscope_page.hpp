// The whole page of the microscope, put together from its parts.
#pragma once

#include "server/server.hpp"

namespace ws101::demos {

PageContent microscope_page();

}  // namespace ws101::demos
