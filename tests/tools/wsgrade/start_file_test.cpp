// The start command of a submission.
#include "wsgrade/start_file.hpp"

#include <unistd.h>

#include <fstream>

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

namespace fs = std::filesystem;

struct Folder {
  const fs::path path = fs::temp_directory_path() / ("wsgrade-start-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  StartLine read(const std::string& text) const {
    std::ofstream(path / "start", std::ios::binary) << text;
    return read_start_file(path, "start");
  }
};

}  // namespace

TEST_CASE("The start command is the first line that is no comment", "[wsgrade]") {
  const Folder folder;
  CHECK(folder.read("python3 server.py {port}\n").line == "python3 server.py {port}");
  CHECK(folder.read("#!/bin/sh\r\n\r\n  ./run {port} \r\nrm -rf x\n").line == "./run {port}");
}

TEST_CASE("A start file without a command says so", "[wsgrade]") {
  const Folder folder;
  for (const std::string& text : {std::string(), std::string("# later\n\n"), std::string("a\0b\n", 4)}) {
    const StartLine start = folder.read(text);
    CHECK(start.line.empty());
    CHECK(start.fault.find("expected a command") != std::string::npos);
  }
}

TEST_CASE("What is no regular file is no start file", "[wsgrade]") {
  const Folder folder;
  CHECK(read_start_file(folder.path, "start").fault.find("got none") != std::string::npos);
  fs::create_symlink("/dev/zero", folder.path / "endless");
  CHECK(read_start_file(folder.path, "endless").fault.find("got none") != std::string::npos);
}

TEST_CASE("A huge start file is read to its limit", "[wsgrade]") {
  const Folder folder;
  CHECK(folder.read(std::string(1 << 20, 'x')).line.size() == 4096);
}

TEST_CASE("The port goes wherever the line names it", "[wsgrade]") {
  CHECK(with_port("serve {port} --admin {port}", 20001) == "serve 20001 --admin 20001");
  CHECK(with_port("serve {host}", 20001) == "serve {host}");
  CHECK(names_port("go run . {port}"));
  CHECK_FALSE(names_port("go run . $PORT"));
}

}  // namespace ws101::labs
