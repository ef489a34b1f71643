// The file in a submission that says how its server is started.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ws101::labs {

// One line of shell command, such as "python3 server.py {port}".
struct StartLine {
  std::string line;   // empty if there is none
  std::string fault;  // why there is none
};

// The first line of `folder/name` that is neither empty nor a comment (#). Of the file only the first 4 KiB are read.
StartLine read_start_file(const std::filesystem::path& folder, const std::string& name);

// The line with the number in place of each {port}.
std::string with_port(std::string line, std::uint16_t port);

// Whether with_port() would change it.
bool names_port(const std::string& line);

}  // namespace ws101::labs
