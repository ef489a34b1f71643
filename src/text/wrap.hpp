// Breaks text into lines of a given width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ws101 {

// Puts `first` and the text in lines of at most `width` columns, broken between words; later lines begin with
// `indent` spaces. A word wider than a line is cut into pieces. The text must be safe to show; a line break
// in it is kept. Each line ends with a line break.
std::string wrap(std::string_view first, std::string_view text, std::size_t indent, std::size_t width = 80);

}  // namespace ws101
