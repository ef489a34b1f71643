// A look at a page as people see it: pictures in light, dark and on a phone, and what axe-core says about access to it.
#pragma once

#include <string>

#include "browser/devtools.hpp"

namespace ws101::testing {

// Takes the pictures NAME, NAME-dark and NAME-phone (390 pixels wide, dark), as Page::screenshot does, at the size of the
// content if that is higher. Returns the serious and critical violations that axe-core finds in light and dark, a line
// each: empty when all is well. Without WS101_AXE, the path of axe.min.js, a warning takes the place of the answer.
std::string inspect(Page& page, const std::string& name, int width = 1280, int height = 900);

}  // namespace ws101::testing
