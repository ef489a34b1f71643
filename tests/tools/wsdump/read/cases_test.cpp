// Every row of cases.tsv: what people paste, and the bytes that it stands for or the words that refuse it.
#include <fstream>
#include <string>

#include "pasted.hpp"

#ifndef WS101_TEST_DATA
#define WS101_TEST_DATA "tests"
#endif

namespace {

using namespace ws101::wsdump;

// Undoes \n \t \r \\ and \xNN.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char c = text.at(++i);
    if (c == 'x') {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("cases: every row is read or refused as it says, whichever format is tried first", "[wsdump]") {
  ReadOptions options;
  options.backwards = GENERATE(false, true);
  std::ifstream table(WS101_TEST_DATA "/tools/wsdump/read/cases.tsv");
  REQUIRE(table.good());
  std::size_t rows = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    const std::string expected = line.substr(0, tab);
    INFO(line.substr(tab + 1));
    ++rows;
    const auto result = read_text(unescaped(line.substr(tab + 1)), options);
    if (const auto* error = std::get_if<ReadError>(&result)) {
      const std::string words = error->message + " (" + error->hint + ")";
      INFO(words);
      CHECK(expected.starts_with("! "));
      if (expected.starts_with("! ")) CHECK(words.find(expected.substr(2)) != std::string::npos);
    } else {
      const Reading& reading = std::get<Reading>(result);
      INFO("read as " << reading.words);
      CHECK(pasted::all(reading) + (reading.incomplete ? " ..." : "") == expected);
    }
  }
  CHECK(rows > 150);
}
