// The sending side of a conversation: reads the input, sends it, pings, and closes at the end.
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

// The state that the threads of one conversation share.
struct Course {
  using Clock = std::chrono::steady_clock;

  Waker sender;    // wakes the sending thread: the connection ended, the answer came, or Ctrl-C
  Waker overseer;  // wakes the main thread: the connection ended, the closing has begun
  std::atomic<bool> ended = false;         // nothing more will come
  std::atomic<bool> leave = false;         // Ctrl-C
  std::atomic<bool> closing = false;       // our Close was sent, or will not be sent
  std::atomic<bool> answered = false;      // --once has its answer
  std::atomic<bool> failed = false;        // the input or the output could not be used
  std::atomic<bool> pong_missing = false;  // no Pong came in time: the peer counts as dead
  std::atomic<std::uint64_t> pongs = 0;
  std::atomic<Clock::rep> last_event = Clock::now().time_since_epoch().count();

  void touch() { last_event = Clock::now().time_since_epoch().count(); }
  Clock::time_point quiet_since() const { return Clock::time_point(Clock::duration(last_event.load())); }
};

// Used by the sending thread only. A send may block as long as the peer does not read; Client::abort() ends
// it.
class Sender {
 public:
  Sender(const Plan& plan, Client& client, Screen& screen, Course& course);

  // Returns when our Close was sent or the connection has ended. Throws nothing.
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
