// Conversations by chance: the same for the same seed, harmless to a right server, and fatal to one that is not.
#include "wscheck/fuzz.hpp"

#include "support/catch.hpp"
#include "support/running_server.hpp"
#include "wscheck/dice.hpp"
#include "wscheck/runner.hpp"

namespace ws101::wscheck {
namespace {

Settings settings_for(std::uint16_t port) {
  Settings settings;
  settings.url.host = "127.0.0.1";
  settings.url.port = port;
  settings.timeout = std::chrono::milliseconds(10'000);
  return settings;
}

std::vector<const Case*> pointers(const std::vector<Case>& cases) {
  std::vector<const Case*> all;
  for (const Case& each : cases) all.push_back(&each);
  return all;
}

TEST_CASE("dice give the same numbers for the same seed") {
  Dice one(7);
  Dice same(7);
  Dice other(8);
  const std::uint64_t first = one.roll();
  CHECK(first == same.roll());
  CHECK(first != other.roll());
  CHECK(Dice(0).roll() == 0xE220'A839'7B1D'CDAF);  // as the authors' program gives it
  for (int i = 0; i < 100; ++i) CHECK(one.below(3) < 3);
}

TEST_CASE("our own server bears any conversation") {
  testing::RunningServer server;
  const std::vector<Case> cases = fuzz_cases(150, 20261128);
  const Results results = run_all(pointers(cases), settings_for(server.port()), 4, {});
  CHECK(results.all.size() == cases.size());
  for (const Result& result : results.all) {
    INFO(result.tried->title << ": " << result.seen << "; expected " << result.expected << "\n"
                             << result.story);
    CHECK(result.verdict == Verdict::Pass);
  }
}

// The story of a failure without the handshake and the Close that we leave with: their keys are never the same.
std::string frames_of(const std::string& story) {
  std::string frames;
  for (std::size_t at = 0; at < story.size();) {
    const std::size_t end = story.find('\n', at);
    const std::string line = story.substr(at, end - at);
    if (line.starts_with("> ") && !line.starts_with("> close") && line.find('"') != 2) frames += line + "\n";
    at = end + 1;
  }
  return frames;
}

TEST_CASE("a server that loses a byte is found, with the same story each time") {
  Endpoint endpoint;
  endpoint.message = [](Peer& peer, const Message& message) {
    const bool loses = message.kind == Opcode::Binary && message.payload.size() > 100;
    peer.send(message.kind, message.payload.first(message.payload.size() - (loses ? 1 : 0)));
  };
  testing::RunningServer server(endpoint);
  std::vector<std::string> stories;
  for (int turn = 0; turn < 2; ++turn) {
    const std::vector<Case> cases = fuzz_cases(40, 5);
    const Results results = run_all(pointers(cases), settings_for(server.port()), 4, {});
    std::string failed;
    for (const Result& result : results.all) {
      if (result.verdict == Verdict::Fail) failed += result.tried->title + "\n" + frames_of(result.story);
    }
    stories.push_back(failed);
  }
  CHECK(stories[0].find("(seed 5, number ") != std::string::npos);
  CHECK(stories[0].find("binary") != std::string::npos);
  CHECK(stories[0] == stories[1]);
}

}  // namespace
}  // namespace ws101::wscheck
