// Runs wsdump as a user does and keeps what it printed.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::testing {

struct Ran {
  std::string out;
  int status = -1;
};

// `arguments` as a shell would read them, in a folder of the test data; standard error is dropped unless `with_errors`.
inline Ran run_wsdump(const std::string& arguments, bool with_errors = false,
                      const std::string& folder = "captures") {
  std::string command = "cd '" WS101_TEST_DATA "/" + folder + "' && '" WS101_BIN "/wsdump' ";
  command += arguments;
  command += with_errors ? " 2>&1 </dev/null" : " 2>/dev/null </dev/null";
  Ran ran;
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return ran;
  std::array<char, 65536> block;
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe))
    ran.out.append(block.data(), count);
  const int status = ::pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The value of a field of a one-line JSON object as it stands there (strings with their quotes); "" if it is not there.
// Good for the flat objects of these tests, whose strings hold no name of a field.
inline std::string field(const std::string& line, std::string_view name) {
  const std::string wanted = '"' + std::string(name) + "\":";
  std::size_t at = line.find(wanted);
  if (at == std::string::npos) return {};
  at += wanted.size();
  while (at < line.size() && line[at] == ' ') ++at;
  std::size_t end = at;
  if (line[at] == '"') {
    for (end = at + 1; end < line.size() && line[end] != '"'; ++end) end += line[end] == '\\' ? 1U : 0U;
    return line.substr(at, end + 1 - at);
  }
  if (line[at] == '[') return line.substr(at, line.find(']', at) + 1 - at);
  return line.substr(at, line.find_first_of(",}", at) - at);
}

}  // namespace ws101::testing
