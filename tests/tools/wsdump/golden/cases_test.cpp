// Pastes and files from people who had a problem: what wsdump says about each, whichever way it is first asked.
#include <filesystem>
#include <string>

#include "program.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;

namespace {

std::vector<std::string> split(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + mark.size();
  }
  return parts;
}

// Lines are folded and columns aligned as the terminal wants them; the words are what counts.
std::string with_single_blanks(const std::string& text) {
  std::string words;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) words += c;
    if (blank && !words.empty() && words.back() != ' ') words += ' ';
  }
  return words;
}

void check_table(const std::string& table) {
  for (const std::string& line : lines_of(read_file(table))) {
    if (line.empty() || line[0] == '#') continue;
    // Empty columns at the end of a row may be missing.
    std::vector<std::string> columns;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      columns.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    REQUIRE(columns.size() >= 3);
    INFO("wsdump " << columns[0]);
    const Ran ran = run_wsdump(columns[0], true, "cases");
    const std::string words = with_single_blanks(ran.out);
    INFO(ran.out);
    CHECK(ran.status == std::stoi(columns[1]));
    for (const std::string& part : split(columns[2], " ;; ")) {
      INFO("must contain: " << part);
      CHECK(words.find(with_single_blanks(part)) != std::string::npos);
    }
    for (const std::string& part : split(columns.size() > 3 ? columns[3] : "", " ;; ")) {
      INFO("must not contain: " << part);
      CHECK(words.find(with_single_blanks(part)) == std::string::npos);
    }
  }
}

}  // namespace

TEST_CASE("what people paste is answered as it deserves", "[wsdump][golden]") {
  std::size_t tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(WS101_TEST_DATA "/cases")) {
    if (entry.path().extension() != ".tsv") continue;
    check_table(entry.path().string());
    ++tables;
  }
  CHECK(tables > 0);
}
