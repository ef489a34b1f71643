// What a server prints is kept up to a limit, and never stops the server.
#include "wsgrade/output_log.hpp"

#include <unistd.h>

#include <filesystem>

#include "support/catch.hpp"
#include "wsgrade/kit.hpp"

namespace ws101::labs {
namespace {

namespace fs = std::filesystem;

struct Logged {
  const std::string path =
      (fs::temp_directory_path() / ("wsgrade-log-" + std::to_string(::getpid()))).string();
  OutputLog log{path};
  ~Logged() { fs::remove(path); }
  void print(const std::string& text) {
    REQUIRE(::write(log.writer(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    log.take(0);
  }
};

}  // namespace

TEST_CASE("Output goes into the log", "[wsgrade]") {
  Logged logged;
  logged.print("one\n");
  logged.print("two");
  CHECK(read_file(logged.path) == "one\ntwo");
}

TEST_CASE("The log keeps the beginning, and the last line is still known", "[wsgrade]") {
  Logged logged;
  const std::string piece(32768, 'x');
  for (std::size_t i = 0; i < 2 * kMostLog / piece.size(); ++i) logged.print(piece);
  logged.print("\nthe end\n\n");
  const std::string kept = read_file(logged.path);
  CHECK(kept.size() > kMostLog);
  CHECK(kept.size() < kMostLog + 100);
  CHECK(kept.find("left out") != std::string::npos);
  CHECK(logged.log.last_line() == "the end");
}

TEST_CASE("The last line is harmless and short", "[wsgrade]") {
  Logged logged;
  CHECK(logged.log.last_line() == "");
  logged.print("first\n\x1B]0;title\x07red\n \n");
  CHECK(logged.log.last_line() == "]0;titlered");
  logged.print(std::string(3000, 'y'));
  CHECK(logged.log.last_line() == std::string(200, 'y'));
}

TEST_CASE("A log whose writers are gone does not wait for ever", "[wsgrade]") {
  Logged logged;
  logged.log.close_writer();
  logged.log.take(1);
  CHECK(logged.log.last_line() == "");
}

}  // namespace ws101::labs
