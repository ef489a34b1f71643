// One thread, one buffer for each direction. While one side takes nothing, nothing more is read for it: so memory
// is bounded, and the writer at the other end is slowed down.
#include "wscat/raw.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>

#include "net/poller.hpp"
#include "wscat/input.hpp"
#include "wscat/talk.hpp"

namespace ws101::wscat {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReceiveSize = std::size_t{64} << 10;

class Exchange {
 public:
  Exchange(TcpSocket socket, std::chrono::milliseconds rest_time)
      : socket_(std::move(socket)), rest_time_(rest_time) {}

  enum class End { Peer, Broken, Late, Output };
  End run() {
    while (!end_) step();
    return *end_;
  }
  int error() const { return error_; }  // of a broken connection, as errno

  // Writes to standard output immediately.
  void write(Bytes bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0) {
      end_ = End::Output;
    }
  }

 private:
  void step() {
    Poller poller;
    const std::size_t input = poller.add_readable(input_done_ || !to_send_.empty() ? -1 : STDIN_FILENO);
    const std::size_t from_peer = poller.add_readable(socket_.fd());
    const std::size_t to_peer = poller.add_writable(to_send_.empty() ? -1 : socket_.fd());
    poller.wait_until(deadline_);
    if (poller.ready(input) && !append_some(STDIN_FILENO, to_send_)) end_input();
    if (poller.ready(input) || poller.ready(to_peer)) send();
    if (poller.ready(from_peer)) receive();
    if (!end_ && Clock::now() >= deadline_) end_ = End::Late;
  }

  void end_input() {
    input_done_ = true;
    deadline_ = Clock::now() + rest_time_;
  }

  void send() {
    const std::array<Bytes, 1> part = {bytes_of(to_send_)};
    const auto count = to_send_.empty() ? std::optional<std::size_t>(0) : socket_.send_now(part);
    if (!count) {  // bytes that the peer sent before may still be readable
      to_send_.clear();
      end_input();
      return;
    }
    to_send_.erase(0, *count);
    if (input_done_ && to_send_.empty()) socket_.shutdown_send();
  }

  void receive() {
    std::array<std::uint8_t, kReceiveSize> bytes;
    const std::ptrdiff_t count = socket_.receive(bytes);
    if (count > 0) return write(Bytes(bytes).first(static_cast<std::size_t>(count)));
    end_ = count == 0 ? End::Peer : End::Broken;
    error_ = static_cast<int>(-count);
  }

  TcpSocket socket_;
  const std::chrono::milliseconds rest_time_;
  std::string to_send_;
  bool input_done_ = false;
  Clock::time_point deadline_ = Clock::time_point::max();  // set at the end of the input
  std::optional<End> end_;
  int error_ = 0;
};

Connected open(const Plan& plan) {
  if (!plan.tcp) return connect(plan.url, plan.client);
  Connected connected;
  connected.socket = TcpSocket::connect(plan.tcp->host, plan.tcp->port, plan.client.connect_time);
  return connected;
}

}  // namespace

int exchange_raw(const Plan& plan, Screen& screen) {
  Connected connected = open(plan);
  screen.tell("connected to " + plan.url + (plan.tcp ? ", TCP alone" : ", behind the opening handshake"));
  Exchange exchange(std::move(connected.socket), plan.rest_time);
  exchange.write(connected.early);
  switch (exchange.run()) {
    case Exchange::End::Peer:
      return kClean;
    case Exchange::End::Broken:
      screen.warn("TCP broke: " + std::generic_category().message(exchange.error()));
      return kUnclean;
    case Exchange::End::Late:
      screen.warn("the peer did not end TCP within " + std::to_string(plan.rest_time.count()) +
                  " ms of the end of the input (--timeout)");
      return kUnclean;
    case Exchange::End::Output:
      break;
  }
  screen.warn("standard output takes no more");
  return kNoConnection;
}

}  // namespace ws101::wscat
