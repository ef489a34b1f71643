#include "wsbench/load.hpp"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "wsbench/exchange.hpp"
#include "wsbench/flow.hpp"
#include "wsbench/openings.hpp"

namespace ws101::wsbench {
namespace {

constexpr int kTick = 100;  // milliseconds between two looks at the clock when nothing comes
constexpr std::size_t kEvents = 512;
constexpr std::size_t kReceiveBuffer = std::size_t{256} << 10;  // shared by all connections
constexpr std::size_t kOpenAtOnce = 16;
constexpr double kProgressEvery = 0.25;  // seconds

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// One thread and one epoll for all connections. They are edge-triggered: two system calls for a batch of
// messages, one to receive and one to send, plus a share of the epoll_wait.
class Load {
 public:
  Load(const Options& options, const Progress& progress)
      : options_(options),
        progress_(progress),
        exchange_(make_exchange(options)),
        buffer_(kReceiveBuffer),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_.fd() < 0) throw_errno("cannot make an epoll");
  }

  LoadResult run() {
    open();
    start_ = last_shown_ = last_progress_ = Clock::now();
    for (Flow& flow : flows_) flow.send_more(options_.depth);
    while (!finished()) turn();
    for (Flow& flow : flows_) flow.take_leave(options_.raw, options_.timeout);
    result_.seconds = seconds_between(first_, last_);
    return std::move(result_);
  }

 private:
  enum class Phase : std::uint8_t {
    Warmup,    // runs, nothing is counted
    Measured,  // runs, counted
    Drain,     // no more is sent; what is under way comes home
  };

  void open() {
    flows_.reserve(options_.connections);
    open_connections(options_, options_.connections, kOpenAtOnce, [this](Socket socket) {
      epoll_event event{};
      event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
      event.data.u64 = flows_.size();
      if (::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, socket.fd(), &event) != 0) {
        throw_errno("cannot watch a socket");
      }
      flows_.emplace_back(std::move(socket), exchange_, flows_.size(), options_.depth);
    });
    if (flows_.size() < options_.connections) throw Failure("interrupted before the measurement began");
  }

  bool finished() const {
    if (phase_ != Phase::Drain) return false;
    for (const Flow& flow : flows_) {
      if (flow.in_flight() > 0) return false;
    }
    return true;
  }

  void turn() {
    std::array<epoll_event, kEvents> events;
    const int ready = ::epoll_wait(epoll_.fd(), events.data(), kEvents, kTick);
    if (ready < 0 && errno != EINTR) throw_errno("cannot wait for events");
    std::size_t completed = 0;
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      completed += serve(flows_[static_cast<std::size_t>(event.data.u64)], event.events);
    }
    look_at_clock(ready > 0, completed);
  }

  std::size_t serve(Flow& flow, std::uint32_t events) {
    std::size_t completed = 0;
    // When the peer has ended its half, no further edge will come: read on to the end.
    const bool ending = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    LatencyHistogram& latency = phase_ == Phase::Measured ? result_.latency : not_counted_;
    if ((events & EPOLLIN) != 0 || ending) completed = flow.receive(buffer_, ending, latency);
    const std::size_t next = phase_ == Phase::Drain ? 0 : completed;
    if (next > 0 || flow.sending()) flow.send_more(next);
    return completed;
  }

  // The measured time begins with the first message that comes home after the warm-up, which is not counted,
  // and ends with the last one: long messages are not cut at either end.
  void look_at_clock(bool moved, std::size_t completed) {
    const Clock::time_point now = Clock::now();
    const double elapsed = seconds_between(start_, now);
    if (moved) last_progress_ = now;
    if (seconds_between(last_progress_, now) > options_.timeout) {
      throw Failure("nothing came for " + std::to_string(options_.timeout) + " seconds");
    }
    if (completed > 0 && phase_ == Phase::Warmup && elapsed >= options_.warmup) {
      phase_ = Phase::Measured;
      first_ = last_ = now;
    } else if (completed > 0 && phase_ == Phase::Measured) {
      result_.messages += completed;
      last_ = now;
      if (seconds_between(first_, now) >= options_.seconds) phase_ = Phase::Drain;
    }
    if (interrupted()) phase_ = Phase::Drain;
    since_shown_ += completed;
    if (progress_ && seconds_between(last_shown_, now) >= kProgressEvery) {
      progress_(elapsed, static_cast<double>(since_shown_) / seconds_between(last_shown_, now));
      last_shown_ = now;
      since_shown_ = 0;
    }
  }

  const Options& options_;
  const Progress& progress_;
  const Exchange exchange_;
  std::vector<std::uint8_t> buffer_;
  Socket epoll_;
  std::vector<Flow> flows_;
  Phase phase_ = Phase::Warmup;
  Clock::time_point start_, first_, last_, last_shown_, last_progress_;
  std::size_t since_shown_ = 0;
  LoadResult result_;
  LatencyHistogram not_counted_;
};

}  // namespace

LoadResult run_load(const Options& options, const Progress& progress) {
  return Load(options, progress).run();
}

}  // namespace ws101::wsbench
