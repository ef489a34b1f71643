// The version of ws101, in one place: CMakeLists.txt reads it from here.
#pragma once

#include <string_view>

namespace ws101 {

// MAJOR.MINOR.PATCH. Before 1.0.0 a new minor version may change public headers.
inline constexpr std::string_view kVersion = "0.2.0";

}  // namespace ws101
