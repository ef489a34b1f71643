#include "wsbench/report.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "text/counted.hpp"

namespace ws101::wsbench {
namespace {

std::string number(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

// One JSON object, flat, on one line.
class JsonLine {
 public:
  JsonLine& add(std::string_view key, std::string_view word) {
    return put(key, '"' + std::string(word) + '"');
  }
  JsonLine& add(std::string_view key, double value, int decimals) {
    return put(key, number(value, decimals));
  }
  JsonLine& add(std::string_view key, std::uint64_t value) { return put(key, std::to_string(value)); }
  JsonLine& add_latency(const LatencyHistogram& latency) {
    add("p50_us", static_cast<double>(latency.percentile(0.50)) / 1e3, 1);
    add("p90_us", static_cast<double>(latency.percentile(0.90)) / 1e3, 1);
    add("p99_us", static_cast<double>(latency.percentile(0.99)) / 1e3, 1);
    return add("max_us", static_cast<double>(latency.max()) / 1e3, 1);
  }
  JsonLine& add_cpu(std::optional<std::uint64_t> used, std::uint64_t things) {
    if (!used || things == 0) return *this;
    return add("server_cpu_us", static_cast<double>(*used) / 1e3 / static_cast<double>(things), 3);
  }
  std::string end() const { return line_ + "}\n"; }

 private:
  JsonLine& put(std::string_view key, const std::string& value) {
    line_ += (line_.size() > 1 ? ",\"" : "\"") + std::string(key) + "\":" + value;
    return *this;
  }
  std::string line_ = "{";
};

std::string_view mode(const Plan& plan) {
  return plan.raw ? "raw" : plan.deflate ? "deflate" : plan.text ? "text" : "binary";
}

std::string latency_line(const LatencyHistogram& latency) {
  return "latency    p50 " + time_in_words(latency.percentile(0.50)) + ", p90 " +
         time_in_words(latency.percentile(0.90)) + ", p99 " + time_in_words(latency.percentile(0.99)) +
         ", max " + time_in_words(latency.max()) + "\n";
}

std::string cpu_line(std::optional<std::uint64_t> used, std::uint64_t things, std::string_view thing) {
  if (!used || things == 0) return {};
  return "server     " + time_in_words(*used / things) + " of processor time for each " + std::string(thing) +
         "\n";
}

}  // namespace

std::string size_in_words(double bytes) {
  constexpr std::array<std::string_view, 4> kUnits = {" B", " KiB", " MiB", " GiB"};
  std::size_t unit = 0;
  while (std::fabs(bytes) >= 1024 && unit + 1 < kUnits.size()) {
    bytes /= 1024;
    ++unit;
  }
  return number(bytes, bytes == std::floor(bytes) ? 0 : 1) + std::string(kUnits[unit]);
}

std::string time_in_words(std::uint64_t nanoseconds) {
  const auto value = static_cast<double>(nanoseconds);
  if (value < 1e3) return number(value, 0) + " ns";
  if (value < 1e6) return number(value / 1e3, 1) + " us";
  if (value < 1e9) return number(value / 1e6, 2) + " ms";
  return number(value / 1e9, 2) + " s";
}

std::string report(const Plan& plan, const LoadResult& result) {
  const double rate = result.messages_per_second();
  const double bytes = rate * static_cast<double>(plan.size);
  if (plan.json) {
    return JsonLine()
        .add("job", "echo")
        .add("mode", mode(plan))
        .add("connections", plan.connections)
        .add("size", plan.size)
        .add("depth", plan.depth)
        .add("seconds", result.seconds, 6)
        .add("messages", result.messages)
        .add("messages_per_second", rate, 1)
        .add("payload_bytes_per_second", bytes, 0)
        .add_latency(result.latency)
        .add_cpu(result.server_cpu, result.messages)
        .end();
  }
  return url_text(plan.url) + "  " + std::string(mode(plan)) + ", " +
         counted(plan.connections, "connection") + ", " + size_in_words(static_cast<double>(plan.size)) +
         ", " + std::to_string(plan.depth) + " in flight on each\n" + "messages   " +
         std::to_string(result.messages) + " in " + number(result.seconds, 2) + " s: " + number(rate, 0) +
         " a second, " + size_in_words(bytes) + "/s each way, every byte as expected\n" +
         latency_line(result.latency) + cpu_line(result.server_cpu, result.messages, "message");
}

std::string report(const Plan& plan, const OpeningsResult& result) {
  const double rate = result.seconds > 0 ? static_cast<double>(result.opened) / result.seconds : 0;
  if (plan.json) {
    return JsonLine()
        .add("job", "handshakes")
        .add("mode", mode(plan))
        .add("connections", plan.connections)
        .add("handshakes", result.opened)
        .add("seconds", result.seconds, 6)
        .add("handshakes_per_second", rate, 1)
        .add_latency(result.latency)
        .add_cpu(result.server_cpu, result.opened)
        .end();
  }
  return url_text(plan.url) + "  " + counted(result.opened, "handshake") + ", at most " +
         std::to_string(plan.connections) + " at a time\n" + "handshakes " + number(rate, 0) + " a second\n" +
         latency_line(result.latency) + cpu_line(result.server_cpu, result.opened, "handshake");
}

std::string report(const Plan& plan, const IdleResult& result) {
  const auto each = [&](std::uint64_t with) {
    const double more = static_cast<double>(with) - static_cast<double>(result.memory->before);
    return result.connections > 0 ? more / static_cast<double>(result.connections) : 0;
  };
  if (plan.json) {
    JsonLine line;
    line.add("job", "idle").add("mode", mode(plan)).add("connections", result.connections);
    line.add("open_seconds", result.open_seconds, 6);
    if (result.memory) {
      line.add("rss_before", result.memory->before).add("rss_opened", result.memory->opened);
      line.add("rss_held", result.memory->held).add("threads_before", result.memory->threads_before);
      line.add("threads", result.memory->threads);
      line.add("rss_per_connection", each(result.memory->held), 0);
    }
    return line.end();
  }
  std::string out = url_text(plan.url) + "  " + counted(result.connections, "idle connection") +
                    ", opened in " + number(result.open_seconds, 2) + " s\n";
  if (result.memory) {
    out += "memory     " + size_in_words(each(result.memory->held)) + " for each (" +
           size_in_words(each(result.memory->opened)) + " just after opening); the server had " +
           size_in_words(static_cast<double>(result.memory->before)) + " before and " +
           size_in_words(static_cast<double>(result.memory->held)) + " with them\n" + "threads    " +
           std::to_string(result.memory->threads_before) + " before, " +
           std::to_string(result.memory->threads) + " with them\n";
  }
  return out;
}

}  // namespace ws101::wsbench
