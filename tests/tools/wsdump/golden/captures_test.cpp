// wsdump --json against what an independent decoder saw in the same captures, and against the table of violations.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "program.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;

namespace {

std::vector<std::string> events(const std::string& capture, const std::string& type) {
  std::vector<std::string> found;
  for (const std::string& line : lines_of(run_wsdump("list --json " + capture).out)) {
    if (field(line, "type") == '"' + type + '"') found.push_back(line);
  }
  return found;
}

std::string as_bit(const std::string& boolean) {
  return boolean == "true" ? "1" : boolean == "false" ? "0" : boolean;
}

std::string rsv_number(const std::string& bits) {
  return std::to_string((bits[1] - '0') * 4 + (bits[3] - '0') * 2 + (bits[5] - '0'));
}

}  // namespace

TEST_CASE("every frame of the captures is as the independent decoder saw it", "[wsdump][golden]") {
  const char* const names[][2] = {{"01-hello", ".pcapng"},          {"02-lengths", ".pcapng"},
                                  {"03-fragments-ping", ".pcapng"}, {"05-binary", ".pcap"},
                                  {"08-segments", ".pcap"},         {"12-rfc57", ".pcap"}};
  for (const auto& name : names) {
    const std::vector<std::string> got = events(std::string(name[0]) + name[1], "frame");
    const std::vector<std::string> expected = lines_of(
        read_file(std::string(WS101_TEST_DATA "/captures/").append(name[0]).append(".frames.jsonl")));
    INFO(name[0]);
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      INFO("frame " << i + 1);
      CHECK(field(got[i], "n") == std::to_string(i + 1));
      for (const char* same : {"packet", "opcode", "length_form", "length", "key", "payload"}) {
        INFO(same);
        CHECK(field(got[i], same) == field(expected[i], same));
      }
      CHECK(as_bit(field(got[i], "fin")) == field(expected[i], "fin"));
      CHECK(as_bit(field(got[i], "masked")) == field(expected[i], "mask"));
      CHECK(rsv_number(field(got[i], "rsv")) == field(expected[i], "rsv"));
      CHECK(field(got[i], "close_code") == field(expected[i], "close_code"));
      CHECK(field(got[i], "complete") == "true");
    }
  }
}

TEST_CASE("damaged TCP gives the same frames, but for what is missing", "[wsdump][golden]") {
  // By sender: how the two directions interleave depends on which packet completed a gap.
  const auto frames = [](const std::string& capture, const std::string& from) {
    std::vector<std::string> list;
    for (const std::string& line : events(capture, "frame")) {
      if (field(line, "from") != '"' + from + '"') continue;
      if (field(line, "complete") != "true") continue;
      list.push_back(field(line, "opcode") + ' ' + field(line, "length") + ' ' + field(line, "payload"));
    }
    return list;
  };
  struct Missing {
    const char* capture;
    std::size_t client;
    std::size_t server;
  };
  // midstream begins behind the segment with the 101, which also held the server's first frame; lost lacks one byte
  // of one frame; of snaplen only the first 80 bytes of each packet are there.
  for (const Missing& missing : {Missing{"10-retransmit.pcap", 0, 0}, Missing{"10-outoforder.pcap", 0, 0},
                                 Missing{"10-midstream.pcap", 0, 1}, Missing{"10-lost.pcap", 1, 0},
                                 Missing{"10-snaplen.pcap", 42, 198}}) {
    INFO(missing.capture);
    for (const std::string from : {"client", "server"}) {
      const std::vector<std::string> all = frames("08-segments.pcap", from);
      const std::vector<std::string> got = frames(missing.capture, from);
      CHECK(all.size() - got.size() == (from == "client" ? missing.client : missing.server));
      // What is there comes in the same order.
      std::size_t at = 0;
      for (const std::string& frame : got) {
        while (at < all.size() && all[at] != frame) ++at;
        CHECK(at < all.size());
        ++at;
      }
    }
    for (const std::string& violation : events(missing.capture, "violation")) {
      CHECK(field(violation, "id") == "\"key-weak\"");  // as in the undamaged one
    }
  }
}

TEST_CASE("violations are exactly those of the table", "[wsdump][golden]") {
  // EXPECTED-violations.tsv in the words of the tool: capture, TCP stream from 0, ids.
  const std::map<std::string, std::map<int, std::set<std::string>>> table = {
      {"06-invalid.pcap",
       {{0, {"rsv"}},
        {1, {"rsv"}},
        {2, {"rsv"}},
        {3, {"opcode-reserved"}},
        {4, {"opcode-reserved"}},
        {5, {"opcode-reserved"}},
        {6, {"client-unmasked"}},
        {7, {"server-masked"}},
        {8, {"key-weak"}},
        {9, {"control-fragmented"}},
        {10, {"control-too-long"}},
        {12, {"cont-without-start"}},
        {13, {"data-inside-message", "message-unfinished"}},
        {14, {"length-not-minimal"}},
        {15, {"length-not-minimal"}},
        {16, {"length-msb"}},
        {19, {"text-not-utf8"}},
        {20, {"text-not-utf8"}},
        {21, {"text-not-utf8"}}}},
      {"04-close.pcapng",
       {{8, {"close-length-1"}},
        {9, {"close-code-range"}},
        {10, {"close-code-forbidden"}},
        {11, {"close-code-forbidden"}},
        {12, {"close-code-forbidden"}},
        {13, {"close-code-forbidden"}},
        {14, {"close-code-range"}},
        {15, {"close-code-range"}},
        {16, {"close-code-range"}},
        {17, {"close-reason-not-utf8"}},
        {18, {"control-too-long"}},
        {19, {"data-after-close"}},
        {20, {"no-close"}}}},
      {"01-hello.pcapng", {}},
      {"02-lengths.pcapng", {}},
      {"03-fragments-ping.pcapng", {{0, {"key-weak"}}}},  // one key for all 14 frames of the client
      {"05-binary.pcap", {}},
      {"07-deflate-ctx.pcapng", {}},
      {"12-rfc57.pcap", {}},
      {"14-deflate.pcap", {}},
      {"15-deflate-wrong.pcap",
       {{0, {"rsv1-on-control"}},
        {1, {"rsv1-on-continuation"}},
        {2, {"inflate-failed"}},
        {3, {"deflate-tail"}},
        {4, {"deflate-tail"}},
        {5, {"inflate-failed"}},
        {6, {"inflate-failed"}},
        {7, {"inflate-failed"}},
        {8, {"window-too-far"}},
        {9, {"window-too-far"}},
        {10, {"window-too-far"}},
        {11, {"text-not-utf8"}},
        {12, {"deflate-no-gain"}},
        {13, {"deflate-tail"}},
        {14, {"pmd-param"}}}},
      {"16-deflate-midstream.pcap", {}},
  };
  for (const auto& [capture, expected] : table) {
    std::map<int, std::set<std::string>> got;
    std::size_t count = 0;
    for (const std::string& line : events(capture, "violation")) {
      const std::string id = field(line, "id");
      got[std::stoi(field(line, "conn")) - 1].insert(id.substr(1, id.size() - 2));
      ++count;
    }
    INFO(capture);
    std::size_t expected_count = 0;
    for (const auto& [stream, ids] : expected) expected_count += ids.size();
    CHECK(count == expected_count);  // none twice
    for (int stream = 0; stream < 24; ++stream) {
      INFO("tcp.stream " << stream);
      const auto wanted = expected.find(stream);
      CHECK(got[stream] == (wanted == expected.end() ? std::set<std::string>{} : wanted->second));
    }
  }
}

TEST_CASE("cut frames are shown as far as they go", "[wsdump][golden]") {
  std::map<std::string, std::string> cut;
  for (const std::string& line : events("06-invalid.pcap", "frame")) {
    if (field(line, "complete") == "false") cut[field(line, "conn")] = line;
  }
  REQUIRE(cut.size() == 4);
  CHECK(field(cut["17"], "length") == "9223372036854775813");  // the untrustworthy one
  CHECK(field(cut["18"], "length") == "4294967301");
  CHECK(field(cut["19"], "length") == "1099511627776");
  CHECK(field(cut["23"], "length") == "5");
  CHECK(field(cut["23"], "payload_came") == "2");
  CHECK(field(cut["23"], "payload") == "\"4865\"");
}

TEST_CASE("the exit status says what was found", "[wsdump]") {
  CHECK(run_wsdump("check 01-hello.pcapng").status == 0);
  CHECK(run_wsdump("check 06-invalid.pcap").status == 1);
  CHECK(run_wsdump("check 10-lost.pcap").status == 3);
  CHECK(run_wsdump("check 03-fragments-ping.pcapng").status == 0);
  CHECK(run_wsdump("check --strict 03-fragments-ping.pcapng").status == 1);
  CHECK(run_wsdump("check no-such-file.pcap").status == 2);
  CHECK(run_wsdump("list --frame x 01-hello.pcapng").status == 2);
  CHECK(run_wsdump("81 85 37 fa 21 3d 7f 9f 4d 51 58").status == 0);
  CHECK(run_wsdump("81 85 37 fa 21 3d 7f 9f").status == 3);
  CHECK(run_wsdump("c1 85 37 fa 21 3d 7f 9f 4d 51 58").status == 1);
}

TEST_CASE("messages -o writes each payload to a file of its own, in that directory only", "[wsdump]") {
  const std::string directory = std::string(WS101_BIN) + "/../wsdump-messages-test";
  std::system(("rm -rf '" + directory + "'").c_str());
  REQUIRE(run_wsdump("messages -o '" + directory + "' 03-fragments-ping.pcapng").status == 0);
  CHECK(read_file(directory + "/conn1-c-0001.txt") == "Hello world");
  CHECK(read_file(directory + "/conn1-s-0002.bin").size() == 20);
  CHECK(read_file(directory + "/conn1-c-0003.txt") == "\xe4\xbd\xa0\xe5\xa5\xbd");
  CHECK(run_wsdump("messages -o '" + directory + "' 03-fragments-ping.pcapng").status == 2);
  CHECK(run_wsdump("messages --force -o '" + directory + "' 03-fragments-ping.pcapng").status == 0);
  std::system(("rm -rf '" + directory + "'").c_str());
}

TEST_CASE("a reader that goes away ends wsdump quietly", "[wsdump]") {
  const Ran ran = run_wsdump("list 08-segments.pcap | head -1", true);
  CHECK(ran.out.find("rror") == std::string::npos);
  CHECK(ran.out.find("ipe") == std::string::npos);
}

TEST_CASE("a capture compressed with gzip is read as what is inside, from a file and from a pipe",
          "[wsdump]") {
  const auto piped = [](const std::string& command) {
    return run_wsdump("--version >/dev/null; " + command + " | '" WS101_BIN "/wsdump' list - 2>&1; exit $?");
  };
  const std::string plain = run_wsdump("list 01-hello.pcapng").out;
  CHECK(run_wsdump("list 01-hello.pcapng.gz").out == plain);
  CHECK(run_wsdump("list 01-hello.pcapng.gz", true).out.find("unpacked with gzip") != std::string::npos);
  CHECK(piped("cat 01-hello.pcapng.gz").out.find(plain) != std::string::npos);
  const std::string large = run_wsdump("list 02-lengths.pcapng").out;
  CHECK(piped("gzip -c 02-lengths.pcapng").out.find(large) != std::string::npos);
  const Ran cut = piped("head -c 500 01-hello.pcapng.gz");
  CHECK(cut.status == 3);
  CHECK(cut.out.find("the gzip file is cut") != std::string::npos);
  CHECK(piped("gzip -c ../formats/01-plain.hex").out.find("\"Hello\"") != std::string::npos);
}
