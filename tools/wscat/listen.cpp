#include "wscat/listen.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <thread>

#include "frame_printer.hpp"
#include "net/poller.hpp"
#include "net/waker.hpp"
#include "server/server.hpp"
#include "stop_signal.hpp"
#include "wscat/input.hpp"
#include "wscat/words.hpp"

namespace ws101::wscat {
namespace {

std::string label(const Peer& peer) {
  return "#" + std::to_string(peer.id()) + " ";
}

// The thread that sends the input to all clients. Threads of clients call client_came(), the main thread
// stop().
class Speaker {
 public:
  Speaker(const Plan& plan, Server& server, Screen& screen) : plan_(plan), server_(server), screen_(screen) {}

  void run() {
    try {
      wait_for_client();
      if (plan_.files.empty()) {
        send_lines();
      } else {
        for (const std::string& path : plan_.files) send(read_file(path), "'" + path + "'");
      }
    } catch (const std::exception& error) {
      screen_.warn(error.what());
      failed_ = true;
    }
  }

  void client_came() {
    came_ = true;
    waker_.wake();
  }
  void stop() {
    stopped_ = true;
    waker_.wake();
  }
  bool failed() const { return failed_; }

 private:
  // Waits for a client, so that piped input is not lost.
  void wait_for_client() {
    while (!came_ && !stopped_) wait(-1);
  }

  void send_lines() {
    LineReader lines(STDIN_FILENO);
    screen_.prompt();
    for (std::uint64_t number = 0; !stopped_;) {
      if (const auto line = lines.next_line()) {
        send(*line, "line " + std::to_string(++number));
        screen_.prompt();
      } else if (lines.ended()) {
        return;
      } else if (wait(STDIN_FILENO)) {
        lines.read_more();
      }
    }
  }

  // True if the descriptor can be read; false if something else woke.
  bool wait(int fd) {
    Poller poller;
    poller.add_readable(waker_.fd());
    const std::size_t input = poller.add_readable(fd);
    poller.wait(std::nullopt);
    waker_.sleep_again();
    return poller.ready(input);
  }

  void send(std::string_view payload, const std::string& what) {
    if (stopped_) return;
    if (const std::string why = why_not_sent(plan_.kind, payload, what); !why.empty())
      return screen_.warn(why);
    if (server_.broadcast(plan_.kind, bytes_of(payload)) == 0)
      screen_.tell("nobody is here: " + what + " is lost");
  }

  const Plan& plan_;
  Server& server_;
  Screen& screen_;
  Waker waker_;
  std::atomic<bool> came_ = false;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> failed_ = false;
};

Endpoint make_endpoint(const Plan& plan, Screen& screen, Speaker& speaker) {
  Endpoint endpoint;
  endpoint.deflate = plan.client.deflate;
  endpoint.open = [&](Peer& peer, const Request& request) {
    screen.tell(label(peer) + "came from " + request.from.text());
    speaker.client_came();
  };
  endpoint.message = [&](Peer& peer, const Message& message) {
    screen.show(message.kind, message.payload, label(peer));
    screen.flush();
  };
  endpoint.close = [&](Peer& peer, const CloseEvent& event) { screen.tell(label(peer) + words_of(event)); };
  if (plan.show_ping_pong) {
    endpoint.ping = [&](Peer& peer, Bytes payload) {
      screen.note(label(peer) + "< ping " + short_quote(payload) + ", answered");
    };
    endpoint.pong = [&](Peer& peer, Bytes payload) {
      screen.note(label(peer) + "< pong " + short_quote(payload));
    };
  }
  return endpoint;
}

}  // namespace

int listen(const Plan& plan, Screen& screen) {
  ServerLimits limits;
  limits.message = plan.client.message;
  limits.max_backlog = kListenBacklog;
  Server server(limits);
  Speaker speaker(plan, server, screen);
  server.endpoint("*", make_endpoint(plan, screen, speaker));
  if (plan.trace != Trace::No) {
    server.trace([&plan](const Peer& peer) {
      return std::make_unique<FramePrinter>(plan.trace == Trace::Full, label(peer), print_to_stderr);
    });
  }
  server.listen(plan.host, plan.port);
  const StopOnSignal stop(server);
  std::printf("wscat: listening on ws://%s/ (Ctrl-C stops)\n", server.address().text().c_str());
  std::fflush(stdout);

  std::thread speaking([&] { speaker.run(); });
  server.run();
  speaker.stop();
  speaking.join();
  screen.finish();
  return speaker.failed() || !screen.good() ? 1 : 0;
}

}  // namespace ws101::wscat
