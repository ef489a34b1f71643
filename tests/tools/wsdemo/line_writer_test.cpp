#include "line_writer.hpp"

#include <fcntl.h>

#include <array>
#include <memory>

#include "program.hpp"
#include "support/catch.hpp"
#include "support/running_server.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

// A pipe that takes nothing more until somebody reads.
class FullPipe {
 public:
  FullPipe() {
    REQUIRE(::pipe2(ends_.data(), O_CLOEXEC) == 0);
    ::fcntl(ends_[1], F_SETFL, O_NONBLOCK);
    const std::string filler(4096, '.');
    while (::write(ends_[1], filler.data(), filler.size()) > 0) {
    }
    ::fcntl(ends_[1], F_SETFL, 0);  // from now on a write blocks
  }
  ~FullPipe() {
    ::close(ends_[0]);
    if (ends_[1] >= 0) ::close(ends_[1]);
  }
  int in() const { return ends_[1]; }
  // All that was written until the writing end is closed, without the filler.
  std::string read_all() {
    ::close(std::exchange(ends_[1], -1));
    std::string all;
    std::array<char, 4096> some;
    for (ssize_t count; (count = ::read(ends_[0], some.data(), some.size())) > 0;) {
      all.append(some.data(), static_cast<std::size_t>(count));
    }
    return all.substr(std::min(all.find_first_not_of('.'), all.size()));
  }
  // Reads the filler, so that there is room.
  void make_room() const {
    std::array<char, 4096> some;
    std::size_t left = static_cast<std::size_t>(::fcntl(ends_[1], F_GETPIPE_SZ));
    while (left > 0) left -= static_cast<std::size_t>(::read(ends_[0], some.data(), some.size()));
  }

 private:
  std::array<int, 2> ends_{};
};

}  // namespace

TEST_CASE("lines arrive whole and in order") {
  FullPipe pipe;
  pipe.make_room();
  {
    LineWriter writer(pipe.in(), "test");
    for (int i = 0; i < 100; ++i) writer.write("line " + std::to_string(i) + "\n");
  }
  std::string expected;
  for (int i = 0; i < 100; ++i) expected += "line " + std::to_string(i) + "\n";
  CHECK(pipe.read_all() == expected);
}

TEST_CASE("while nothing can be written nobody waits, and what is left out is counted") {
  FullPipe pipe;
  {
    LineWriter writer(pipe.in(), "test", 20);
    writer.write("one line\n");
    // The second may take the place of the first, which the thread has in its hands; the third is too much for both.
    for (int i = 0; i < 1000; ++i) writer.write("another one\n");
    pipe.make_room();
  }
  const std::string all = pipe.read_all();
  CHECK(all.rfind("one line\n", 0) == 0);
  CHECK(all.find(" lines left out: they could not be written in time\n") != std::string::npos);
}

TEST_CASE("a writer whose descriptor takes nothing ends all the same") {
  FullPipe pipe;
  {
    LineWriter writer(pipe.in(), "test");
    writer.write("never read\n");
  }
  CHECK(pipe.read_all().empty());
}

TEST_CASE_METHOD(NothingLeft, "a log that nobody reads stops neither clients nor the end of the server") {
  FullPipe pipe;
  auto talk = std::make_shared<LineWriter>(pipe.in(), "test", 1000);
  {
    RunningServer running(quiet_limits(), [&](Server& server) {
      server.endpoint("*", echo_endpoint());
      server.log(log_to(talk, "test"));
    });
    for (int i = 0; i < 50; ++i) {
      RawSocket client_socket = running.open();
      CHECK(client_socket.send(client().text("Hello")).read_frame().words() == "text Hello");
    }
  }
  talk.reset();
}
