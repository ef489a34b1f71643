#include "wsdump/show/words.hpp"

#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace ws101::wsdump;

TEST_CASE("numbers and times in words", "[wsdump]") {
  std::string text;
  append_number(text, 42, 5);
  append_number(text, 18446744073709551615U);
  CHECK(text == "   4218446744073709551615");
  const auto seconds = [](std::int64_t ns) {
    std::string out;
    append_seconds(out, ns);
    return out;
  };
  CHECK(seconds(20'827'999) == "0.020827");
  CHECK(seconds(-1'500'000'000) == "-1.500000");
  CHECK(seconds(12'000'001'000) == "12.000001");
  const auto duration = [](std::int64_t ns) {
    std::string out;
    append_duration(out, ns);
    return out;
  };
  CHECK(duration(80'000) == "80 us");
  CHECK(duration(10'400'000) == "10 ms");
  CHECK(duration(-12'000'000'000) == "-12 s");
}

TEST_CASE("the numbers of frames, all or the first", "[wsdump]") {
  const std::vector<std::uint64_t> numbers = {1, 4, 5};
  MessageEvent message;
  message.frames = numbers;
  message.frame_count = 3;
  std::string all;
  append_frames(all, message, 3);
  CHECK(all == "#1+#4+#5");
  std::string some;
  append_frames(some, message, 2);
  CHECK(some == "#1+#4+...");
}

TEST_CASE("a finding names its severity, whom it is about, and its rule", "[wsdump]") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  {
    Output out(ends[1]);
    Finding finding;
    finding.id = "hs-accept";
    finding.section = "4.2.2";
    finding.text = "wrong";
    finding.hint = "no GUID";
    put_finding(out, "! ", finding, false, " (server, hs-accept)");
  }
  std::array<char, 200> block;
  const auto count = ::read(ends[0], block.data(), block.size());
  ::close(ends[0]);
  ::close(ends[1]);
  CHECK(std::string(block.data(), static_cast<std::size_t>(count)) ==
        "! error (server, hs-accept): wrong [RFC 6455 4.2.2]\n  likely cause: no GUID\n");
}
