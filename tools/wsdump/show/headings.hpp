// The lines that say whose events follow, the same in every view.
#pragma once

#include <cstdint>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

class Headings {
 public:
  // `quiet`: counts, but prints nothing.
  explicit Headings(Output& out, bool quiet = false) : out_(out), quiet_(quiet) {}

  // "Connection 1  client 127.0.0.1:40000  server 127.0.0.1:9001", after an empty line unless it is the first. The
  // only connection of an input without addresses gets no heading.
  void begin(const ConnectionEvent& event);
  // "Connection 1 goes on", if the last lines were about another.
  void go_on(std::uint32_t conn);
  std::uint64_t connections() const { return connections_; }

 private:
  Output& out_;
  bool quiet_;
  std::uint64_t connections_ = 0;
  std::uint32_t conn_ = 0;
};

}  // namespace ws101::wsdump
