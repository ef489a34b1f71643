// wscheck as a server: the house's own client passes every case, and a driver that counts is served.
#include "wscheck/check_clients.hpp"

#include <atomic>
#include <thread>

#include "client/client.hpp"
#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

// Echoes until the connection ends; nothing if there was none.
void echo_once(const std::string& url) {
  ClientOptions options;
  options.message.max_message = std::size_t{64} << 20;
  options.deflate = DeflateParams{};
  try {
    Client client(url, options);
    while (const auto message = client.receive(std::chrono::milliseconds(20'000))) {
      client.send(message->kind, bytes_of(message->payload));
    }
  } catch (const std::exception&) {  // the case was an answer that no client takes
  }
}

Plan plan_for(std::string only) {
  Plan plan;
  plan.job = Plan::Job::CheckClients;
  plan.detail = Detail::Brief;
  plan.only = std::move(only);
  plan.settings.timeout = std::chrono::milliseconds(10'000);
  return plan;
}

void check_none_failed(const Results& results) {
  for (const Result& result : results.all) {
    INFO(result.tried->id << ": " << result.seen << "; expected " << result.expected << "\n" << result.story);
    CHECK(result.verdict != Verdict::Fail);
  }
}

TEST_CASE("a request tells which case a client wants") {
  CHECK(wish_of("/").kind == ClientWish::Kind::NextCase);
  CHECK(wish_of("/getCaseCount").kind == ClientWish::Kind::Count);
  CHECK(wish_of("/updateReports?agent=x").kind == ClientWish::Kind::TheEnd);
  CHECK(wish_of("/runCase?case=12&agent=x").kind == ClientWish::Kind::OneCase);
  CHECK(wish_of("/runCase?case=12&agent=x").number == 12);
  CHECK(wish_of("/runCase?agent=x&case=7").number == 7);
  CHECK(wish_of("/runCase?agent=x&lowercase=7").number == 0);
  CHECK(wish_of("/runCase").number == 0);
  CHECK(wish_of("/runCase?case=99999999999999999999").number == 999'999'999);
}

TEST_CASE("our own client passes every case for clients") {
  TcpListener listener("127.0.0.1", 0);
  const std::string url = "ws://" + listener.local().text() + "/";
  const Plan plan = plan_for("");
  std::atomic<bool> done = false;
  std::thread client([&] {
    while (!done) echo_once(url);
  });
  const Results results = serve_clients(listener, plan);
  done = true;
  listener.close();
  client.join();
  CHECK(results.all.size() == results.asked);
  CHECK(results.asked > 300);
  check_none_failed(results);
}

TEST_CASE("a driver that asks for the number of cases is served") {
  TcpListener listener("127.0.0.1", 0);
  const std::string url = "ws://" + listener.local().text();
  const Plan plan = plan_for("framing/text-1,framing/text-5,ping-5");
  std::string count;
  std::thread driver([&] {
    if (const auto message = Client(url + "/getCaseCount").receive()) count = message->payload;
    for (int i = 1; i <= std::atoi(count.c_str()); ++i) {
      echo_once(url + "/runCase?case=" + std::to_string(i) + "&agent=test");
    }
    echo_once(url + "/runCase?case=99&agent=test");
    echo_once(url + "/updateReports?agent=test");
  });
  const Results results = serve_clients(listener, plan);
  driver.join();
  CHECK(count == std::to_string(results.asked));
  CHECK(results.all.size() == results.asked);
  check_none_failed(results);
}

}  // namespace
}  // namespace ws101::wscheck
