// wsgrade check over a class of good, broken and hostile submissions, with the programs themselves.
#include "wsgrade/check.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/catch.hpp"
#include "wsgrade/kit.hpp"

namespace ws101::labs {
namespace {

namespace fs = std::filesystem;

// A folder of submissions, and what wsgrade said about it.
class ClassRoom {
 public:
  ClassRoom() { fs::create_directories(path_ / "class"); }
  ~ClassRoom() { fs::remove_all(path_); }

  void add(const std::string& name, const std::string& start, const std::string& program = "") {
    const fs::path folder = path_ / "class" / name;
    fs::create_directories(folder);
    if (!start.empty()) std::ofstream(folder / "start") << start << '\n';
    if (!program.empty()) std::ofstream(folder / "server.py") << program;
  }

  int grade(const std::string& options) {
    const std::string command = std::string(WS101_BIN) + "/wsgrade check " + options + " " +
                                (path_ / "class").string() + " >" + (path_ / "out").string() + " 2>" +
                                (path_ / "err").string();
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string table() const { return read_file((path_ / "out").string()); }
  std::string complaint() const { return read_file((path_ / "err").string()); }
  std::string folder(const std::string& name) const { return (path_ / name).string(); }
  std::string row(const std::string& name) const {
    std::istringstream lines(table());
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(name + ",")) return line;
    }
    return "no row of " + name;
  }

 private:
  fs::path path_ = fs::temp_directory_path() / ("wsgrade-check-" + std::to_string(::getpid()));
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A time that no other `sleep` on this machine waits for, to find those that got away.
std::string long_sleep() {
  return "sleep 9" + std::to_string(::getpid()) + ".5";
}

bool runs(const std::string& words) {
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    std::string line = read_file((entry.path() / "cmdline").string());
    for (char& byte : line) byte = byte == '\0' ? ' ' : byte;
    if (has(line, words)) return true;
  }
  return false;
}

const std::string kEcho = std::string(WS101_BIN) + "/wsecho --quiet --port ";
const std::string kMuseum =
    std::string("python3 ") + WS101_TEST_DATA + "/wscheck/museum/server.py --port {port} ";
const std::string kSilent =
    "import socket, sys\nlistening = socket.create_server(('127.0.0.1', int(sys.argv[1])))\n"
    "clients = []\nwhile True: clients.append(listening.accept())\n";

}  // namespace

TEST_CASE("A class is graded: good servers, and those with a mistake", "[wsgrade]") {
  ClassRoom room;
  room.add("ada", kEcho + "{port}");
  room.add("bob", kMuseum + "accept-from-hex");
  room.add("eve", kMuseum + "bad-request-ends-server");
  room.add(".git", "rm -rf /nothing");
  REQUIRE(room.grade("--only handshake,framing --jobs 2 --reports " + room.folder("reports")) == 0);
  CHECK(room.table().starts_with("name,status,total,handshake,framing,failed,mistake,note\n"));
  CHECK(room.row("ada") == "ada,ok,100,100,100,0,,");
  CHECK(has(room.row("bob"), "bob,ok,"));
  CHECK(has(room.row("bob"), "Accept is base64 of the hex digest"));
  CHECK(has(room.row("eve"), "eve,crashed,"));
  CHECK(has(room.row("eve"), "a request that it does not understand ends the server"));
  CHECK_FALSE(has(room.table(), "git"));
  CHECK(has(read_file(room.folder("reports/ada.html")), "<!doctype html>"));
  CHECK(has(read_file(room.folder("reports/bob.json")), "\"diagnosis\":[{"));
  CHECK(has(read_file(room.folder("reports/bob.log")), "listening on"));
}

TEST_CASE("Submissions that do not start say why", "[wsgrade]") {
  ClassRoom room;
  room.add("empty", "");
  room.add("exits", "echo no module >&2; exit 3");
  room.add("leaves", "true &");
  room.add("other", kEcho + "0");
  room.add("prints", "yes");
  REQUIRE(room.grade("--only framing/text-1 --jobs 5 --wait 1s") == 0);
  CHECK(has(room.row("empty"), "empty,no start file,0,"));
  CHECK(has(room.row("exits"), "exits,crashed,0,"));
  CHECK(has(room.row("exits"), "ended with status 3 before it listened: no module"));
  CHECK(has(room.row("leaves"), "it has to stay in the foreground"));
  CHECK(has(room.row("other"), "other,did not listen,0,"));
  CHECK(has(room.row("other"), "does not contain {port}"));
  CHECK(has(room.row("prints"), "prints,did not listen,0,"));
}

TEST_CASE("The time-out ends a submission with all that it has started, and keeps what is known",
          "[wsgrade]") {
  ClassRoom room;
  const std::string sleeps = long_sleep();
  room.add("away", "(setsid sh -c '" + sleeps + " & exec " + sleeps + "' &); exec " + kEcho + "{port}");
  room.add("silent", "exec python3 server.py {port}", kSilent);
  REQUIRE(room.grade("--only handshake/status,framing/text-1 --jobs 2 --timeout 5s") == 0);
  CHECK(room.row("away") == "away,ok,100,100,100,0,,");
  CHECK(has(room.row("silent"), "silent,time-out,0,"));
  CHECK(has(room.row("silent"), "not done after 5 s"));
  CHECK_FALSE(runs(sleeps));
}

TEST_CASE("Wrong usage is said before anything runs", "[wsgrade]") {
  ClassRoom room;
  CHECK(room.grade("") == 2);
  CHECK(has(room.complaint(), "expected folders in"));
  room.add("ada", "true");
  CHECK(room.grade("--only nonsense") == 2);
  CHECK(has(room.complaint(), "nonsense"));
  CHECK(room.grade("--wscheck /nowhere/wscheck") == 2);
  CHECK(has(room.complaint(), "cannot run /nowhere/wscheck"));
  CHECK(room.grade("--timeout 10ms") == 2);
  CHECK(room.grade("one two") == 2);
  CHECK(room.table().empty());
}

}  // namespace ws101::labs
