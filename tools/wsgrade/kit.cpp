// Reads what CMake prepared.
#include "kit.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ws101::labs {

std::string Kit::object_of(const std::string& source) const {
  const std::string end = "/" + source + ".o";
  for (const auto* objects : {&reference, &tests}) {
    for (const std::string& object : *objects) {
      if (object.ends_with(end)) return object;
    }
  }
  return {};
}

Kit read_kit(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    throw std::runtime_error("expected what CMake prepares at " + path + ", got no such file: use make labN");
  Kit kit;
  std::string line;
  while (std::getline(file, line)) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab + 1 == line.size()) continue;
    const std::string kind = line.substr(0, tab);
    const std::string value = line.substr(tab + 1);
    if (kind == "root") kit.root = value;
    if (kind == "compiler") kit.compiler = value;
    if (kind == "sanitizers") kit.sanitizers = value;
    if (kind == "flag") kit.flags.push_back(value);
    if (kind == "link") kit.link.push_back(value);
    if (kind == "reference") kit.reference.push_back(value);
    if (kind == "test") kit.tests.push_back(value);
  }
  return kit;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace ws101::labs
