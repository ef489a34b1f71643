// The sending side of a conversation: takes the input, sends it, pings, and closes when all is said.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "client/client.hpp"
#include "net/waker.hpp"
#include "wscat/input.hpp"
#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

// What the threads of one conversation tell each other.
struct Course {
  using Clock = std::chrono::steady_clock;

  Waker sender;    // wakes the sending thread: the connection ended, the answer came, somebody wants to leave
  Waker overseer;  // wakes the main thread: the connection ended, the closing has begun
  std::atomic<bool> ended = false;         // nothing more will come
  std::atomic<bool> leave = false;         // Ctrl-C
  std::atomic<bool> closing = false;       // our Close is on its way, or will not be
  std::atomic<bool> answered = false;      // --once has what it wanted
  std::atomic<bool> failed = false;        // the input or the output could not be used
  std::atomic<bool> pong_missing = false;  // the peer is taken for dead
  std::atomic<std::uint64_t> pongs = 0;
  std::atomic<Clock::rep> last_event = Clock::now().time_since_epoch().count();

  void touch() { last_event = Clock::now().time_since_epoch().count(); }
  Clock::time_point quiet_since() const { return Clock::time_point(Clock::duration(last_event.load())); }
};

// Belongs to the sending thread. A send may block for as long as the peer does not read: abort() of the client
// frees it.
class Sender {
 public:
  Sender(const Plan& plan, Client& client, Screen& screen, Course& course);

  // Returns when our Close is on its way or the connection has ended. Throws nothing.
  void run();

 private:
  using Clock = Course::Clock;

  void work();
  void send_files();
  void send_lines();
  void send_line(std::string_view line);
  bool send(std::string_view payload, const std::string& what);
  void keep_alive();
  bool all_said() const;
  Clock::time_point closing_time() const;
  void wait();

  const Plan& plan_;
  Client& client_;
  Screen& screen_;
  Course& course_;
  LineReader lines_;
  bool input_done_ = false;
  std::uint64_t line_number_ = 0;
  Clock::time_point next_ping_ = Clock::time_point::max();
  std::uint64_t pings_ = 0;
  std::uint64_t pongs_before_ = 0;
};

}  // namespace ws101::wscat
