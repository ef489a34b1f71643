// Reads labN.tsv.
#include "manifest.hpp"

#include <charconv>
#include <fstream>
#include <stdexcept>

namespace ws101::labs {
namespace {

std::vector<std::string> split_at_tabs(const std::string& line) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t tab; (tab = line.find('\t', begin)) != std::string::npos; begin = tab + 1) {
    parts.push_back(line.substr(begin, tab - begin));
  }
  parts.push_back(line.substr(begin));
  return parts;
}

bool take_number(const std::string& text, int& number) {
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  return error == std::errc() && end == last;
}

// Parses one line; false if it is of no known kind, or if a number is expected and something else comes.
bool take_line(Lab& lab, const std::vector<std::string>& part) {
  const std::string& kind = part[0];
  if (kind == "lab" && part.size() == 2) {
    lab.title = part[1];
  } else if (kind == "build" && part.size() == 2) {
    lab.build = part[1];
  } else if (kind == "seconds" && part.size() == 2) {
    return take_number(part[1], lab.seconds);
  } else if (kind == "file" && part.size() == 2) {
    lab.files.push_back(part[1]);
  } else if (kind == "uses" && part.size() == 2) {
    // For CMake: the kit names the objects.
  } else if (kind == "topic" && part.size() == 5) {
    lab.topics.push_back({part[1], 0, part[3], part[4], {}});
    return take_number(part[2], lab.topics.back().points);
  } else if (kind == "test" && part.size() == 3 && !lab.topics.empty()) {
    lab.topics.back().tests.push_back({part[1], part[2], {}});
  } else if (kind == "skip" && part.size() == 4) {
    lab.not_graded.push_back({part[2], part[3], {}});
  } else {
    return false;
  }
  return true;
}

}  // namespace

int Lab::points() const {
  int sum = 0;
  for (const Topic& topic : topics) sum += topic.points;
  return sum;
}

Lab read_lab(const std::string& root, int number) {
  const std::string path = root + "/tests/labs/lab" + std::to_string(number) + ".tsv";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("expected a list of tests at " + path + ", got no such file");
  Lab lab;
  lab.number = number;
  std::string line;
  for (int count = 1; std::getline(file, line); ++count) {
    if (line.empty() || line[0] == '#') continue;
    if (!take_line(lab, split_at_tabs(line))) {
      throw std::runtime_error(path + ":" + std::to_string(count) + ": not a line of this format: " + line);
    }
  }
  return lab;
}

}  // namespace ws101::labs
