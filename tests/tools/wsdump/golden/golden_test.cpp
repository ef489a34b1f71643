// The output of wsdump for the captures, byte for byte. tests/golden/wsdump/regenerate.sh writes the files anew.
#include <string>

#include "program.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;

TEST_CASE("wsdump prints what it has always printed", "[wsdump][golden]") {
  const std::string folder = WS101_TEST_DATA "/golden/wsdump/";
  const std::vector<std::string> cases = lines_of(read_file(folder + "cases.tsv"));
  REQUIRE(cases.size() > 20);
  for (const std::string& line : cases) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    const std::string name = line.substr(0, tab);
    INFO("wsdump " << line.substr(tab + 1) << "   (golden/wsdump/" << name << ".txt)");
    const Ran ran = run_wsdump(line.substr(tab + 1));
    const std::string got = ran.out + "exit " + std::to_string(ran.status) + '\n';
    const std::string expected = read_file(folder + name + ".txt");
    if (got == expected) continue;
    // The first line that differs tells more than two long texts.
    const std::vector<std::string> got_lines = lines_of(got);
    const std::vector<std::string> expected_lines = lines_of(expected);
    std::size_t at = 0;
    while (at < got_lines.size() && at < expected_lines.size() && got_lines[at] == expected_lines[at]) ++at;
    INFO("line " << at + 1);
    CHECK((at < got_lines.size() ? got_lines[at] : "(end)") ==
          (at < expected_lines.size() ? expected_lines[at] : "(end)"));
  }
}

TEST_CASE("human output is ASCII of at most 80 columns, but for check", "[wsdump][golden]") {
  for (const char* arguments :
       {"list 03-fragments-ping.pcapng", "list 04-close.pcapng", "list 06-invalid.pcap",
        "list 08-segments.pcap", "list 14-deflate.pcap", "list 15-deflate-wrong.pcap",
        "messages 15-deflate-wrong.pcap", "messages 16-deflate-midstream.pcap", "list 10-snaplen.pcap",
        "messages 03-fragments-ping.pcapng", "--help", "explain 05-binary.pcap",
        "handshake 01-hello.pcapng"}) {
    INFO("wsdump " << arguments);
    for (const std::string& line : lines_of(run_wsdump(arguments).out)) {
      INFO(line);
      CHECK(line.size() <= 80);
      for (const char c : line) {
        if (c >= 0x20 && c < 0x7f) continue;
        CHECK(static_cast<int>(c) == 0x20);
      }
    }
  }
}
