// From wscheck's report to a line of the table.
#include "wsgrade/check_row.hpp"

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

using Topics = std::vector<std::string>;
const Topics kTopics = {"handshake", "framing", "deflate"};

std::string tally(int pass, int fail, int lenient, int unsupported, int not_judged) {
  return "{\"pass\":" + std::to_string(pass) + ",\"fail\":" + std::to_string(fail) +
         ",\"lenient\":" + std::to_string(lenient) + ",\"unsupported\":" + std::to_string(unsupported) +
         ",\"not judged\":" + std::to_string(not_judged) + "}";
}

std::string report(const std::string& topics, const std::string& rest = "") {
  return R"({"peer":"x","verdicts":)" + tally(1, 2, 3, 4, 5) + R"(,"topics":{)" + topics + "}" + rest + "}";
}

CheckScores scores(const std::string& json, CheckStatus status = CheckStatus::Ok,
                   const Topics& topics = kTopics) {
  const auto read = read_scores(json, topics, status);
  REQUIRE(read);
  return *read;
}

}  // namespace

TEST_CASE("A topic's points are its good cases of those judged", "[wsgrade]") {
  const CheckScores read = scores(report(R"("handshake":)" + tally(4, 1, 1, 7, 9) + R"(,"framing":)" +
                                         tally(199, 1, 0, 0, 0) + R"(,"deflate":)" + tally(0, 0, 0, 8, 0)));
  REQUIRE(read.topics.size() == 3);
  CHECK(read.topics[0] == 83);
  CHECK(read.topics[1] == 99);  // only what is perfect has 100
  CHECK_FALSE(read.topics[2]);  // it has no compression: nobody asked for it
  CHECK(read.total == 91);
  CHECK(read.failed == 2);
}

TEST_CASE("A server that opens no connection has no points for the other topics", "[wsgrade]") {
  const CheckScores read =
      scores(report(R"("handshake":)" + tally(6, 4, 0, 0, 0) + R"(,"framing":)" + tally(0, 0, 0, 0, 60)));
  CHECK(read.topics[0] == 60);
  CHECK_FALSE(read.topics[1]);
  CHECK(read.total == 20);
  CHECK(scores(report(R"("handshake":)" + tally(6, 4, 0, 0, 0)), CheckStatus::Ok, {"handshake"}).total == 60);
}

TEST_CASE("What a crash or the time-out left open is not good", "[wsgrade]") {
  const std::string json =
      report(R"("handshake":)" + tally(10, 0, 0, 0, 0) + R"(,"framing":)" + tally(5, 0, 0, 0, 15));
  CHECK(scores(json).total == 100);
  const CheckScores read = scores(json, CheckStatus::Crashed);
  CHECK(read.topics[1] == 25);
  CHECK(read.total == 41);  // deflate was not reached
}

TEST_CASE("The mistake is the first that is named and not forgiven, or else the first failure", "[wsgrade]") {
  CHECK(scores(report("")).mistake == "");
  const std::string cases = R"(,"cases":[{"id":"a/b","verdict":"pass"},)"
                            R"({"id":"framing/text-126","verdict":"fail","seen":"nothing came"}])";
  CHECK(scores(report("", cases)).mistake == "framing/text-126: nothing came");
  const std::string named = R"(,"diagnosis":[{"sentence":"small","forgiven":true},)"
                            R"({"sentence":"the mask is not taken off","forgiven":false}])";
  CHECK(scores(report("", named + cases)).mistake == "the mask is not taken off");
}

TEST_CASE("What is no report gives no scores", "[wsgrade]") {
  for (const std::string text :
       {"", "wscheck: no server there", "[]", "{}", R"({"verdicts":)", "{\"topics\":3}"})
    CHECK_FALSE(read_scores(text, kTopics, CheckStatus::Ok));
  CHECK(scores(R"({"verdicts":3,"topics":[],"diagnosis":{},"cases":[1]})").total == 0);
}

TEST_CASE("The topics are those of the list, in its order", "[wsgrade]") {
  CHECK(topics_of("framing/text-1   5.2  title\nframing/text-2\nutf8/valid-1\n\nnonsense\n") ==
        Topics{"framing", "utf8"});
}

TEST_CASE("A line has a cell for each column", "[wsgrade]") {
  CHECK(check_head(kTopics) == "name,status,total,handshake,framing,deflate,failed,mistake,note");
  CheckScores read;
  read.topics = {100, 50, std::nullopt};
  read.total = 75;
  read.failed = 4;
  read.mistake = "text, and more";
  CHECK(check_row("ada", {}, kTopics, read) == "ada,ok,75,100,50,,4,\"text, and more\",");
  CHECK(check_row("=eve", {CheckStatus::Crashed, "status 1"}, kTopics, std::nullopt) ==
        "'=eve,crashed,0,,,,,,status 1");
}

}  // namespace ws101::labs
