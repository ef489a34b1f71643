// Prints the frames of many connections to standard error, each line or picture whole.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "describe/trace.hpp"

namespace ws101 {

// The watcher of one connection; any of the threads that send may call it.
class FramePrinter : public FrameObserver, private TraceSink {
 public:
  FramePrinter(bool full, std::string label) : label_(std::move(label)), trace_(*this, style(full)) {}

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
  void on_trace(std::string_view text) override {
    const std::string line = std::string(text) + "\n";
    std::fwrite(line.data(), 1, line.size(),
                stderr);  // one call: stdio does not mix it with another thread's
  }

  std::mutex mutex_;
  std::string label_;
  FrameTrace trace_;
};

}  // namespace ws101
