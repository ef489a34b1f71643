// The time of day as text.
#pragma once

#include <array>
#include <ctime>
#include <string>

namespace ws101 {

// "21:07:03", local time.
inline std::string clock_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%H:%M:%S", &parts)};
}

}  // namespace ws101
