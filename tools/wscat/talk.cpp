// Three threads: one receives and shows (or echoes), one sends (sender.hpp), and the main one waits for Ctrl-C and
// limits the time of the closing, even while the others block on a peer that does not read.
#include "wscat/talk.hpp"

#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "frame_printer.hpp"
#include "net/poller.hpp"
#include "wscat/interrupt.hpp"
#include "wscat/sender.hpp"
#include "wscat/words.hpp"

namespace ws101::wscat {
namespace {

// Used by the receiving thread only.
class Receiver {
 public:
  Receiver(const Plan& plan, Client& client, Screen& screen, Course& course)
      : plan_(plan), client_(client), screen_(screen), course_(course) {}

  void run() {
    while (const auto event = client_.next()) {
      std::visit([this](const auto& what) { tell(what); }, *event);
      course_.touch();
      if (plan_.job == Plan::Job::Echo) continue;
      screen_.flush();
      if (!screen_.good() && !course_.failed.exchange(true)) {
        screen_.warn("standard output takes no more");
        course_.sender.wake();
      }
    }
    course_.ended = true;
    course_.sender.wake();
    course_.overseer.wake();
  }

 private:
  void tell(const ReceivedMessage& message) {
    if (plan_.job == Plan::Job::Echo) {
      client_.send(message.kind, bytes_of(message.payload));
    } else if (!plan_.once || !course_.answered) {
      screen_.show(message.kind, bytes_of(message.payload));
      if (!plan_.once) return;
      course_.answered = true;
      course_.sender.wake();
    }
  }
  void tell(const ReceivedPing& ping) {
    if (plan_.show_ping_pong) screen_.note("< ping " + short_quote(bytes_of(ping.payload)) + ", answered");
  }
  void tell(const ReceivedPong& pong) {
    ++course_.pongs;
    if (plan_.show_ping_pong) screen_.note("< pong " + short_quote(bytes_of(pong.payload)));
  }
  void tell(const Ending& ending) {
    const std::string words = words_of({ending.code, ending.reason, ending.state, ending.violation});
    if (ending.state == State::Lost && course_.pong_missing) {
      screen_.warn("no pong came within the ping interval: the peer is taken for dead");
    } else if (ending.state == State::Lost && course_.closing) {
      screen_.warn("the peer did not answer our Close");
    } else if (!ending.clean) {
      screen_.warn(words);
    } else if (ending.state == State::ClosedByPeer && is_remarkable(ending.code)) {
      screen_.note(words);
    } else {
      screen_.tell(words);
    }
  }

  const Plan& plan_;
  Client& client_;
  Screen& screen_;
  Course& course_;
};

// Returns when the connection has ended, or has been ended because the closing took too long.
void oversee(const Plan& plan, Client& client, Course& course, const Interrupt& interrupt) {
  using Clock = Course::Clock;
  bool closing = false;
  Clock::time_point deadline = Clock::time_point::max();
  while (!course.ended) {
    if (interrupt.came() && !course.leave.exchange(true)) course.sender.wake();
    if (!closing && (course.leave || course.closing)) {
      closing = true;
      deadline = Clock::now() + plan.client.closing_time;
    }
    if (Clock::now() >= deadline) {
      client.abort();
      deadline = Clock::time_point::max();
    }
    Poller poller;
    poller.add_readable(course.overseer.fd());
    poller.wait_until(deadline);
    course.overseer.sleep_again();
  }
}

}  // namespace

int talk(const Plan& plan, Screen& screen) {
  ClientOptions options = plan.client;
  std::optional<FramePrinter> printer;
  if (plan.trace != Trace::No)
    options.observer = &printer.emplace(plan.trace == Trace::Full, "", print_to_stderr);
  Client client(plan.url, options);
  std::string chosen = client.subprotocol().empty() ? "" : ", subprotocol " + client.subprotocol();
  if (client.deflate()) chosen += ", permessage-deflate";
  screen.tell("connected to " + plan.url + chosen + (screen.interactive() ? " (Ctrl-D ends)" : ""));

  Course course;
  const Interrupt interrupt(course.overseer);
  Receiver receiver(plan, client, screen, course);
  Sender sender(plan, client, screen, course);
  std::thread receiving([&] { receiver.run(); });
  std::thread sending([&] { sender.run(); });
  oversee(plan, client, course, interrupt);
  sending.join();
  receiving.join();
  screen.finish();

  if (course.failed || !screen.good()) return kNoConnection;
  if (!client.ending() || !client.ending()->clean) return kUnclean;
  if (plan.once && !course.answered) {
    screen.warn("the connection was closed before an answer came");
    return kUnclean;
  }
  return kClean;
}

}  // namespace ws101::wscat
