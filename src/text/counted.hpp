// A number with its noun, in the singular or the plural.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ws101 {

// "1 frame", "3 frames"; `many` is the plural if it is not formed with an s: "2 copies".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many = {});

}  // namespace ws101
