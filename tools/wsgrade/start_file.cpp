// Reads the start command of a submission, and puts the port into it.
#include "start_file.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

namespace ws101::labs {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostStart = 4096;  // bytes
constexpr std::string_view kPort = "{port}";

}  // namespace

StartLine read_start_file(const fs::path& folder, const std::string& name) {
  std::error_code none;
  if (!fs::is_regular_file(folder / name, none)) return {{}, "expected a file \"" + name + "\", got none"};
  std::array<char, kMostStart> text{};
  std::ifstream file(folder / name, std::ios::binary);
  file.read(text.data(), text.size());
  std::istringstream lines(std::string(text.data(), static_cast<std::size_t>(file.gcount())));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos || line[first] == '#') continue;
    if (line.find('\0') != std::string::npos) break;  // no text
    return {line.substr(first, line.find_last_not_of(" \t\r") - first + 1), {}};
  }
  return {{}, "expected a command in the file \"" + name + "\", got none"};
}

std::string with_port(std::string line, std::uint16_t port) {
  const std::string number = std::to_string(port);
  for (std::size_t at = 0; (at = line.find(kPort, at)) != std::string::npos; at += number.size()) {
    line.replace(at, kPort.size(), number);
  }
  return line;
}

bool names_port(const std::string& line) {
  return line.find(kPort) != std::string::npos;
}

}  // namespace ws101::labs
