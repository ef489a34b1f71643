#include "wscat/sender.hpp"

#include <unistd.h>

#include <algorithm>
#include <exception>

#include "net/poller.hpp"
#include "wscat/words.hpp"

namespace ws101::wscat {

Sender::Sender(const Plan& plan, Client& client, Screen& screen, Course& course)
    : plan_(plan), client_(client), screen_(screen), course_(course), lines_(STDIN_FILENO) {
  if (plan.ping_interval) next_ping_ = Clock::now() + *plan.ping_interval;
  const bool at_terminal = ::isatty(STDIN_FILENO) == 1;
  input_done_ = plan.job == Plan::Job::Echo || (plan.close_asked && plan.files.empty() && at_terminal);
}

void Sender::run() {
  try {
    work();
  } catch (const std::exception& error) {
    screen_.warn(error.what());
    course_.failed = true;
  }
  if (!course_.ended) {
    // RFC 6455 7.4.1: "1001 indicates that an endpoint is "going away""
    if (course_.leave) {
      client_.close(CloseCode::GoingAway);
    } else {
      client_.close(plan_.close_code, plan_.close_reason);
    }
  }
  course_.closing = true;
  course_.overseer.wake();
}

void Sender::work() {
  if (!plan_.files.empty()) send_files();
  if (!input_done_) screen_.prompt();
  while (!course_.ended && !course_.leave && !course_.failed) {
    send_lines();
    keep_alive();
    if (all_said()) return;
    wait();
  }
}

void Sender::send_files() {
  for (const std::string& path : plan_.files) {
    if (course_.leave || course_.ended) return;
    if (!send(read_file(path), "'" + path + "'")) break;
    if (plan_.once) break;
  }
  input_done_ = true;
}

// Sends the lines that were read, until it would have to wait for more.
void Sender::send_lines() {
  while (!input_done_ && !course_.ended && !course_.leave) {
    if (const auto line = lines_.next_line()) {
      send_line(*line);
      continue;
    }
    if (lines_.ended()) {
      input_done_ = true;
      course_.touch();
      return;
    }
    Poller poller;
    poller.add_readable(STDIN_FILENO);
    poller.wait(std::chrono::milliseconds(0));
    if (!poller.ready(0)) return;
    lines_.read_more();
  }
}

void Sender::send_line(std::string_view line) {
  ++line_number_;
  if (send(line, "line " + std::to_string(line_number_))) {
    if (plan_.once) input_done_ = true;
  } else if (!screen_.interactive()) {
    input_done_ = true;
  }
  if (!input_done_) screen_.prompt();
}

bool Sender::send(std::string_view payload, const std::string& what) {
  if (const std::string why = why_not_sent(plan_.kind, payload, what); !why.empty()) {
    screen_.warn(why);
    if (!screen_.interactive()) course_.failed = true;
    return false;
  }
  if (!client_.send(plan_.kind, bytes_of(payload))) return false;
  course_.touch();
  return true;
}

void Sender::keep_alive() {
  const Clock::time_point now = Clock::now();
  if (now < next_ping_) return;
  if (pings_ > 0 && course_.pongs == pongs_before_) {
    course_.pong_missing = true;
    client_.abort();
    next_ping_ = Clock::time_point::max();
    return;
  }
  pongs_before_ = course_.pongs;
  client_.ping(std::to_string(++pings_));
  if (plan_.show_ping_pong) screen_.note("> ping \"" + std::to_string(pings_) + "\"");
  next_ping_ = now + *plan_.ping_interval;
}

// The time when the silence has lasted long enough; the far future if nothing ends it.
Sender::Clock::time_point Sender::closing_time() const {
  if (!input_done_ || plan_.job == Plan::Job::Echo || !plan_.wait) return Clock::time_point::max();
  return course_.quiet_since() + *plan_.wait;
}

bool Sender::all_said() const {
  if (!input_done_ || plan_.job == Plan::Job::Echo) return false;
  if (plan_.once && course_.answered) return true;
  // At a terminal the end of the input is Ctrl-D: the user wants to leave.
  if (!plan_.once && screen_.interactive()) return true;
  return Clock::now() >= closing_time();
}

void Sender::wait() {
  Poller poller;
  poller.add_readable(course_.sender.fd());
  poller.add_readable(input_done_ ? -1 : STDIN_FILENO);
  poller.wait_until(std::min(next_ping_, closing_time()));
  course_.sender.sleep_again();
}

}  // namespace ws101::wscat
