// The whole page of the microscope, put together from its parts.
#pragma once

#include <string>

namespace ws101::demos {

std::string microscope_page();

}  // namespace ws101::demos
