// Prints the frames of many connections; lines and diagrams of different threads are not mixed.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "describe/trace.hpp"

namespace ws101 {

// One call: stdio does not mix it with output of another thread.
inline void print_to_stderr(std::string_view lines) {
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

// The observer of one connection; every thread that sends may call it.
class FramePrinter : public FrameObserver, private TraceSink {
 public:
  // `print` gets whole lines, and may be called by several threads.
  using Print = std::function<void(std::string_view)>;
  FramePrinter(bool full, std::string label, Print print)
      : print_(std::move(print)), label_(std::move(label)), trace_(*this, style(full)) {}

  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                bool last) override {
    const std::lock_guard lock(mutex_);
    trace_.on_frame(flow, header, payload, offset, last);
  }

  void on_inflated(Flow flow, Bytes message) override {
    const std::lock_guard lock(mutex_);
    trace_.on_inflated(flow, message);
  }

 private:
  TraceStyle style(bool full) const {
    TraceStyle style;
    style.full = full;
    style.label = label_;
    return style;
  }
  void on_trace(std::string_view text) override { print_(std::string(text) + "\n"); }

  Print print_;
  std::mutex mutex_;
  std::string label_;
  FrameTrace trace_;
};

}  // namespace ws101
