#include "wsdemo/cpu.hpp"

#include <array>
#include <cstdio>

#include "clock_time.hpp"
#include "json/quote.hpp"
#include "wsdemo/cpu.html.hpp"
#include "wsdemo/json_error.hpp"

namespace ws101::demos {
namespace {

std::string percent(const CoreTimes& before, const CoreTimes& after) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.1f", load_between(before, after));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

Cpu::Cpu(Server& server, const Access& access, std::chrono::milliseconds interval, Read read)
    : room_(server),
      numbers_(access.numbers),
      read_(std::move(read)),
      ticker_(
          interval, [this] { last_ = read_().value_or(ProcessorTimes{}); }, [this] { sample(); }) {
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this](Peer& peer, const Request&) {
    {
      const std::lock_guard lock(mutex_);
      for (const std::string& point : history_) peer.send_text(point);
      room_.join(peer);
    }
    ticker_.want();
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    ticker_.want_no_longer();
    room_.leave(peer);
  };
  endpoint.message = [](Peer& peer, const Message&) {
    send_error(peer, "expected no message: the load comes by itself");
  };
  access.serve(server, "/cpu", std::move(endpoint));
  server.page("/cpu", [](const Request&) { return render_page(kCpuPage); });
}

void Cpu::sample() {
  const auto now = read_();
  if (!now) {
    room_.tell(json_error("expected /proc/stat, which this system does not have"));
    return;
  }
  std::string cores;
  for (std::size_t i = 0; i < now->cores.size() && i < last_.cores.size(); ++i) {
    cores += (i > 0 ? "," : "") + percent(last_.cores[i], now->cores[i]);
  }
  const std::string load = percent(last_.together, now->together);
  if (numbers_ != nullptr) numbers_->set_value("cpu", load + " %");
  const std::string point =
      "{\"response\":[" + json_quote(clock_time()) + "," + load + "],\"cores\":[" + cores + "]}";
  last_ = *now;
  const std::lock_guard lock(mutex_);
  history_.push_back(point);
  if (history_.size() > kCpuHistory) history_.pop_front();
  room_.tell(point);
}

}  // namespace ws101::demos
