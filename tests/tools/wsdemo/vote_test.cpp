#include "wsdemo/vote.hpp"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "tools/wsdemo/running_server.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;

namespace {

struct StateFile {
  StateFile() {
    std::string folder = (std::filesystem::temp_directory_path() / "ws101-vote-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    path = folder + "/votes.json";
  }
  ~StateFile() { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); }
  std::string content() const {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  std::string path;
};

}  // namespace

TEST_CASE("50 clients with 100 votes each make 5000 votes") {
  constexpr int kClients = 50;
  constexpr int kVotes = 100;
  DemoServer running;
  Vote vote(running.server(), {}, {"Ada", "Grace"}, "");
  running.start();
  std::vector<std::thread> threads;
  std::atomic<int> saw_the_end = 0;
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&] {
      Client client(running.url("/vote"));
      for (int vote_number = 0; vote_number < kVotes; ++vote_number) client.send_text("1");
      while (const auto message = client.receive(kPatience)) {
        if (message->payload == "{\"cid\":\"1\",\"count\":5000}") {
          ++saw_the_end;
          break;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(saw_the_end == kClients);
  Client late(running.url("/vote"));
  CHECK(next(late) == "{\"cid\":\"1\",\"count\":5000,\"candidates\":[\"Ada\",\"Grace\"]}");
  CHECK(next(late) == "{\"cid\":\"2\",\"count\":0}");
  running.stop();
}

TEST_CASE("a message that is no vote is answered, and the connection stays open") {
  DemoServer running;
  Vote vote(running.server(), {}, {"Ada"}, "");
  running.start();
  Client client(running.url("/vote"));
  CHECK(next(client) == "{\"cid\":\"1\",\"count\":0,\"candidates\":[\"Ada\"]}");
  for (const char* text : {"", "0", "2", "-1", "1 ", " 1", "x", "18446744073709551617", "{\"cid\":1}"}) {
    client.send_text(text);
    CHECK(next(client) == "{\"error\":\"expected a candidate's number from 1 to 1\"}");
  }
  client.send_binary(bytes_of("1"));
  CHECK(next(client).starts_with("{\"error\""));
  client.send_text("1");
  CHECK(next(client) == "{\"cid\":\"1\",\"count\":1}");
  running.stop();
}

TEST_CASE("counts survive a restart, by the candidates' names") {
  const StateFile file;
  {
    DemoServer running;
    Vote vote(running.server(), {}, {"Ada", "Gra\"ce"}, file.path);
    running.start();
    Client client(running.url("/vote"));
    for (int i = 0; i < 7; ++i) client.send_text("2");
    next_with(client, "\"count\":7}");
    running.stop();
  }
  CHECK(file.content() == "{\n \"Ada\": 0,\n \"Gra\\\"ce\": 7\n}\n");
  CHECK_FALSE(std::filesystem::exists(file.path + ".new"));
  DemoServer running;
  Vote vote(running.server(), {}, {"Gra\"ce", "Edsger"}, file.path);
  running.start();
  Client client(running.url("/vote"));
  CHECK(next(client) == "{\"cid\":\"1\",\"count\":7,\"candidates\":[\"Gra\\\"ce\",\"Edsger\"]}");
  CHECK(next(client) == "{\"cid\":\"2\",\"count\":0}");
  running.stop();
  // Who does not stand this time has his votes kept for the next.
  CHECK(file.content() == "{\n \"Gra\\\"ce\": 7,\n \"Edsger\": 0,\n \"Ada\": 0\n}\n");
}

TEST_CASE("counts that cannot be saved are told, and the vote goes on") {
  const StateFile file;
  std::promise<std::string> told;
  std::atomic<bool> once = false;
  DemoServer running;
  Vote vote(running.server(), {}, {"Ada"}, file.path, [&](const std::string& words) {
    if (!once.exchange(true)) told.set_value(words);
  });
  running.start();
  std::filesystem::remove_all(std::filesystem::path(file.path).parent_path());
  Client client(running.url("/vote"));
  client.send_text("1");
  auto words = told.get_future();
  REQUIRE(words.wait_for(kPatience) == std::future_status::ready);
  CHECK(words.get().find(file.path) != std::string::npos);
  client.send_text("1");
  next_with(client, "\"count\":2}");
  running.stop();
}

TEST_CASE("a state file that is none is not overwritten") {
  const StateFile file;
  for (const char* text : {"", "[]", "{\"Ada\":-1}", "{\"Ada\":1.5}", "{\"Ada\":\"1\"}", "{\"Ada\":1",
                           "{\"Else\":[]}", "my diary"}) {
    INFO(text);
    std::ofstream(file.path) << text;
    Server server;
    CHECK_THROWS_AS(Vote(server, {}, {"Ada"}, file.path), std::runtime_error);
    CHECK(file.content() == text);
  }
  Server server;
  CHECK_THROWS(Vote(server, {}, {"Ada"}, "/no/such/folder/votes.json"));
  CHECK_THROWS_WITH(Vote(server, {}, {"Ada"}, "/"), "cannot read /");
}

TEST_CASE("what others put where the votes are written does no harm") {
  const StateFile file;
  const std::string fresh = file.path + ".new";
  const std::string diary = std::filesystem::path(file.path).parent_path().string() + "/diary";
  std::ofstream(diary) << "my diary";
  std::filesystem::create_symlink(diary, fresh);
  Server server;
  CHECK_THROWS(Vote(server, {}, {"Ada"}, file.path));
  CHECK(std::filesystem::file_size(diary) == 8);
  for (const std::string& pipe : {fresh, file.path}) {  // to open it must not block
    std::filesystem::remove(fresh);
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_THROWS(Vote(server, {}, {"Ada"}, file.path));
  }
  CHECK_THROWS(Vote(server, {}, {"Ada"}, "/dev/zero"));
  std::filesystem::remove(file.path);
  std::ofstream(file.path) << "{}";
  std::filesystem::resize_file(file.path, std::uintmax_t{1} << 40);
  CHECK_THROWS_AS(Vote(server, {}, {"Ada"}, file.path), std::runtime_error);
}

TEST_CASE("a state file behind a link stays behind it") {
  const StateFile file;
  const std::string folder = std::filesystem::path(file.path).parent_path().string();
  std::filesystem::create_directory(folder + "/kept");
  std::filesystem::create_symlink("kept/real.json", folder + "/once.json");
  std::filesystem::create_symlink("once.json", file.path);
  for (const int count : {0, 3}) {  // also when what the link names is not there yet
    if (count > 0) std::ofstream(folder + "/kept/real.json") << "{\"Ada\":3}";
    Server server;
    const Vote vote(server, {}, {"Ada"}, file.path);
    CHECK(std::filesystem::is_symlink(file.path));
    CHECK(std::filesystem::is_symlink(folder + "/once.json"));
    CHECK(file.content() == "{\n \"Ada\": " + std::to_string(count) + "\n}\n");
  }
  std::filesystem::remove(folder + "/once.json");
  std::filesystem::create_symlink("votes.json", folder + "/once.json");
  Server server;
  CHECK_THROWS_AS(Vote(server, {}, {"Ada"}, file.path), std::runtime_error);
}

TEST_CASE("a state file belongs to one program at a time") {
  const StateFile file;
  {
    Server server;
    const Vote first(server, {}, {"Ada"}, file.path);
    CHECK_THROWS_WITH(Vote(server, {}, {"Grace"}, file.path),
                      "another program keeps its votes in " + file.path);
    VoteFile unsaved(file.path + ".2");  // not there yet: whoever saves first has it
    VoteFile other(file.path + ".2");
    unsaved.save({{"Ada", 1}}, {});
    CHECK_THROWS_AS(other.save({{"Grace", 2}}, {}), std::runtime_error);
  }
  Server server;
  const Vote second(server, {}, {"Grace"}, file.path);
  CHECK(file.content() == "{\n \"Grace\": 0,\n \"Ada\": 0\n}\n");
}
