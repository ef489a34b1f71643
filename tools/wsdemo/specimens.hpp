// The frames that the microscope's server sends on request: valid ones of every form, and each violation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ws101::demos {

struct Specimen {
  std::string_view id;             // stable: the page requests it by this name
  std::string_view group;          // "right", "closing" or "wrong"
  std::string_view words;          // for the button
  std::vector<std::uint8_t> wire;  // one or more whole frames, unmasked but for the masked specimen
};

std::span<const Specimen> all_specimens();
// Null if there is none of that name.
const Specimen* find_specimen(std::string_view id);

}  // namespace ws101::demos
