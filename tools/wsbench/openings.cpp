#include "wsbench/openings.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "wsbench/server_process.hpp"

namespace ws101::wsbench {
namespace {

constexpr int kTick = 100;  // milliseconds between two looks at the clock if nothing comes
constexpr std::size_t kEvents = 256;

struct Attempt {
  FileDescriptor socket;
  bool connected = false;
  std::size_t sent = 0;
  std::string answer;
  Clock::time_point began;
};

class Opener {
 public:
  Opener(const Plan& plan, const std::function<void(FileDescriptor)>& done)
      : address_(resolve(plan.url.host, plan.url.port, false).at(0)),
        opening_(plan),
        done_(done),
        epoll_(make_epoll()),
        plan_(plan) {}

  OpeningsResult run(std::size_t count, std::size_t parallel) {
    attempts_.resize(std::min(count, parallel));
    const CpuMeter cpu(plan_.pid);
    const Clock::time_point start = Clock::now();
    Clock::time_point last_progress = start;
    std::size_t begun = 0;
    for (std::size_t slot = 0; slot < attempts_.size(); ++slot, ++begun) begin(slot);
    std::array<epoll_event, kEvents> events;
    while (result_.opened < count && !interrupted()) {
      const int ready = ::epoll_wait(epoll_.get(), events.data(), kEvents, kTick);
      if (ready < 0 && errno != EINTR) throw_errno("cannot wait for events");
      const Clock::time_point now = Clock::now();
      if (ready > 0) last_progress = now;
      if (now - last_progress > plan_.timeout) {
        throw Failure("no handshake was completed for " + std::to_string(plan_.timeout.count()) + " ms");
      }
      for (int i = 0; i < ready; ++i) {
        const auto slot = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
        if (!advance(slot)) continue;
        ++result_.opened;
        if (begun < count) {
          begin(slot);
          ++begun;
        }
      }
    }
    result_.server_cpu = cpu.used();
    result_.seconds = seconds(Clock::now() - start);
    return result_;
  }

 private:
  void begin(std::size_t slot) {
    Attempt& attempt = attempts_[slot];
    attempt.began = Clock::now();
    Dialled begun = dial(address_);
    attempt.socket = std::move(begun.socket);
    attempt.connected = begun.connected;
    attempt.sent = 0;
    attempt.answer.clear();
    if (attempt.connected) send_request(attempt);
    watch(epoll_.get(), attempt.socket.get(), slot);
  }

  void send_request(Attempt& attempt) {
    const Bytes rest = opening_.request().subspan(attempt.sent);
    if (rest.empty()) return;
    const ssize_t sent = ::send(attempt.socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) throw_errno("cannot send the handshake");
    if (sent > 0) attempt.sent += static_cast<std::size_t>(sent);
  }

  // True if the handshake of this slot is complete and its socket was handed over.
  bool advance(std::size_t slot) {
    Attempt& attempt = attempts_[slot];
    if (!attempt.socket.valid()) return false;
    if (!attempt.connected) {
      finish_dial(attempt.socket.get(), address_);
      attempt.connected = true;
    }
    send_request(attempt);
    std::array<char, 4096> buffer;
    for (;;) {
      const ssize_t got = ::recv(attempt.socket.get(), buffer.data(), buffer.size(), 0);
      if (got < 0 && errno == EAGAIN) return false;
      if (got < 0) throw_errno("cannot receive the answer to the handshake");
      if (got == 0) throw Failure("the server closed the connection instead of answering the handshake");
      attempt.answer.append(buffer.data(), static_cast<std::size_t>(got));
      const auto verdict = opening_.judge(attempt.answer);
      if (const auto* words = std::get_if<std::string>(&verdict)) throw Failure(*words);
      if (std::holds_alternative<NeedMore>(verdict)) continue;
      result_.latency.add(nanoseconds(Clock::now() - attempt.began));
      if (::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, attempt.socket.get(), nullptr) != 0) {
        throw_errno("cannot stop watching a socket");
      }
      done_(std::move(attempt.socket));
      return true;
    }
  }

  Address address_;
  Opening opening_;
  const std::function<void(FileDescriptor)>& done_;
  FileDescriptor epoll_;
  const Plan& plan_;
  std::vector<Attempt> attempts_;
  OpeningsResult result_;
};

}  // namespace

OpeningsResult open_connections(const Plan& plan, std::size_t count, std::size_t parallel,
                                const std::function<void(FileDescriptor)>& done) {
  return Opener(plan, done).run(count, parallel);
}

}  // namespace ws101::wsbench
