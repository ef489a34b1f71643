#include "wsdump/cli/options.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

std::variant<Options, UsageError> parse(std::vector<std::string_view> words) {
  return parse_options(words);
}

Options good(std::vector<std::string_view> words) {
  const auto parsed = parse(std::move(words));
  if (const auto* error = std::get_if<UsageError>(&parsed)) FAIL(error->message);
  return std::get<Options>(parsed);
}

std::string wrong(std::vector<std::string_view> words) {
  const auto parsed = parse(std::move(words));
  REQUIRE(std::holds_alternative<UsageError>(parsed));
  return std::get<UsageError>(parsed).message;
}

}  // namespace

TEST_CASE("commands and words are told apart", "[wsdump]") {
  CHECK(good({}).command == Command::Auto);
  CHECK(good({"81", "05"}).words.size() == 2);
  CHECK(good({"list", "a.pcap"}).command == Command::List);
  CHECK(good({"a.pcap", "list"}).words.size() ==
        2);  // only the first word that is no option can be a command
  CHECK(good({"--json", "list", "a.pcap"}).command == Command::List);
  CHECK(good({"encode", "--mask", "none"}).words.size() == 2);  // encode reads its own options
  CHECK(good({"--", "--json"}).words.size() == 1);
  CHECK(good({"-"}).words.size() == 1);
}

TEST_CASE("options take their values in three forms", "[wsdump]") {
  CHECK(good({"-n", "12"}).bytes == 12);
  CHECK(good({"-n12"}).bytes == 12);
  CHECK(good({"--bytes=12"}).bytes == 12);
  CHECK(good({"--bytes", "all"}).bytes == kAllBytes);
  CHECK(good({"-f", "raw"}).format == "raw");
  CHECK(good({"--from", "server"}).from == Direction::Server);
  CHECK(good({"--dir=client"}).selection.from == Direction::Client);
}

TEST_CASE("ranges and lists of frames", "[wsdump]") {
  CHECK(good({"--frame", "3-7"}).selection.last_frame == 7);
  CHECK(good({"--frame", "3"}).selection.last_frame == 3);
  CHECK(good({"--frame", "3-"}).selection.last_frame == UINT64_MAX);
  CHECK(good({"--frame", "-7"}).selection.first_frame == 1);
  CHECK(good({"--only", "text,close"}).selection.opcodes.count() == 2);
  CHECK(good({"--only", "control"}).selection.opcodes.count() == 3);
}

TEST_CASE("what is wrong on the command line is named in one line", "[wsdump]") {
  CHECK(wrong({"--nonsense"}) == "unknown option '--nonsense'; see wsdump --help");
  CHECK(wrong({"--port", "0"}) == "--port '0': expected N");
  CHECK(wrong({"--port", "70000"}) == "--port '70000': expected N");
  CHECK(wrong({"--frame", "7-3"}) == "--frame '7-3': expected A-B");
  CHECK(wrong({"--from", "peer"}) == "--from 'peer': expected client|server");
  CHECK(wrong({"--only", "text,nonsense"}) == "--only 'text,nonsense': expected LIST");
  CHECK(wrong({"--bytes"}) == "--bytes needs a value: N|all");
  CHECK(wrong({"--json=yes"}) == "--json takes no value");
  CHECK(wrong({"list", "-o", "x"}).find("wsdump messages -o") != std::string::npos);
  CHECK(wrong({"--\x1b[31m"}).find('\x1b') == std::string::npos);
}

TEST_CASE("the manual page and --help name the same options and commands", "[wsdump]") {
  std::ifstream file(WS101_TEST_DATA "/../docs/man/wsdump.1");
  std::ostringstream stream;
  stream << file.rdbuf();
  std::string page = stream.str();
  REQUIRE(!page.empty());
  for (std::size_t at; (at = page.find("\\-")) != std::string::npos;) page.erase(at, 1);

  const std::string help = help_text();
  const auto options_in = [](const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--", at + 2)) {
      std::size_t end = at + 2;
      while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '-')) ++end;
      if (end > at + 2) found.insert(text.substr(at, end - at));
    }
    return found;
  };
  std::set<std::string> known;
  for (const OptionInfo& option : option_infos()) known.insert("--" + std::string(option.long_name));
  // The options, without the examples behind them: those name an option of tcpdump.
  CHECK(options_in(help.substr(0, help.find("\nexamples:"))) == known);
  // The page may also name the options of encode, which has a help of its own.
  const std::size_t begin = page.find(".SH OPTIONS");
  const std::size_t end = page.find(".SH ", begin + 4);
  REQUIRE(begin != std::string::npos);
  CHECK(options_in(page.substr(begin, end - begin)) == known);
  for (const char* command :
       {"explain", "list", "messages", "check", "handshake", "accept", "encode", "rfc"}) {
    INFO(command);
    CHECK(help.find(command) != std::string::npos);
    CHECK(page.find(std::string(".B wsdump ") + command) != std::string::npos);
  }
}
