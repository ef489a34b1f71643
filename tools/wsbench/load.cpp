#include "wsbench/load.hpp"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "wsbench/exchange.hpp"
#include "wsbench/flow.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/server_process.hpp"

namespace ws101::wsbench {
namespace {

constexpr int kTick = 100;  // milliseconds between two looks at the clock if nothing comes
constexpr std::size_t kEvents = 512;
constexpr std::size_t kReceiveBuffer = std::size_t{256} << 10;  // shared by all connections
constexpr std::chrono::milliseconds kProgressEvery{250};

// One thread and one epoll for all connections. They are edge-triggered: two system calls for a batch of
// messages, one to receive and one to send, plus a share of the epoll_wait.
class Load {
 public:
  Load(const Plan& plan, const Progress& progress)
      : plan_(plan),
        progress_(progress),
        exchange_(make_exchange(plan)),
        buffer_(kReceiveBuffer),
        epoll_(make_epoll()) {}

  LoadResult run() {
    open();
    start_ = last_shown_ = last_progress_ = Clock::now();
    for (Flow& flow : flows_) flow.send_more(plan_.depth);
    while (!finished()) turn();
    for (Flow& flow : flows_) flow.take_leave(plan_.raw, plan_.timeout);
    result_.seconds = seconds(last_ - first_);
    return result_;
  }

 private:
  enum class Phase : std::uint8_t {
    Warmup,    // runs, nothing is counted
    Measured,  // runs, counted
    Drain,     // nothing more is sent; waits for the messages in flight
  };

  void open() {
    flows_.reserve(plan_.connections);
    open_connections(plan_, plan_.connections, kOpenAtOnce, [this](FileDescriptor socket) {
      watch(epoll_.get(), socket.get(), flows_.size());
      flows_.emplace_back(std::move(socket), exchange_, flows_.size(), plan_.depth);
    });
    if (flows_.size() < plan_.connections) throw Failure("interrupted before the measurement began");
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
    const int ready = ::epoll_wait(epoll_.get(), events.data(), kEvents, kTick);
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
    // After the peer has ended its half there is no further edge: read to the end.
    const bool ending = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    LatencyHistogram& latency = phase_ == Phase::Measured ? result_.latency : not_counted_;
    if ((events & EPOLLIN) != 0 || ending) completed = flow.receive(buffer_, ending, latency);
    const std::size_t next = phase_ == Phase::Drain ? 0 : completed;
    if (next > 0 || flow.sending()) flow.send_more(next);
    return completed;
  }

  // The measured time begins with the first message that comes back after the warm-up, which is not counted,
  // and ends with the last one, so that it contains only whole messages.
  void look_at_clock(bool moved, std::size_t completed) {
    const Clock::time_point now = Clock::now();
    if (moved) last_progress_ = now;
    if (now - last_progress_ > plan_.timeout) {
      throw Failure("nothing came for " + std::to_string(plan_.timeout.count()) + " ms");
    }
    if (completed > 0 && phase_ == Phase::Warmup && now - start_ >= plan_.warmup) {
      phase_ = Phase::Measured;
      first_ = last_ = now;
      cpu_ = CpuMeter(plan_.pid);
    } else if (completed > 0 && phase_ == Phase::Measured) {
      result_.messages += completed;
      last_ = now;
      if (now - first_ >= plan_.measured) drain();
    }
    if (interrupted()) drain();
    since_shown_ += completed;
    if (progress_ && now - last_shown_ >= kProgressEvery) {
      progress_(seconds(now - start_), static_cast<double>(since_shown_) / seconds(now - last_shown_));
      last_shown_ = now;
      since_shown_ = 0;
    }
  }

  void drain() {
    if (phase_ == Phase::Measured) result_.server_cpu = cpu_.used();
    phase_ = Phase::Drain;
  }

  const Plan& plan_;
  const Progress& progress_;
  const Exchange exchange_;
  std::vector<std::uint8_t> buffer_;
  FileDescriptor epoll_;
  std::vector<Flow> flows_;
  CpuMeter cpu_{std::nullopt};
  Phase phase_ = Phase::Warmup;
  Clock::time_point start_, first_, last_, last_shown_, last_progress_;
  std::size_t since_shown_ = 0;
  LoadResult result_;
  LatencyHistogram not_counted_;
};

}  // namespace

LoadResult run_load(const Plan& plan, const Progress& progress) {
  return Load(plan, progress).run();
}

}  // namespace ws101::wsbench
