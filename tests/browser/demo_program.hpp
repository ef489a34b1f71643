// wsdemo or wsecho as a test runs it: on a port of the system's choice, and again on the same port after a restart.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "browser/process.hpp"
#include "support/catch.hpp"

namespace ws101::testing {

class DemoProgram {
 public:
  explicit DemoProgram(std::vector<std::string> options = {}, const std::string& name = "wsdemo")
      : name_(name), options_(std::move(options)) {
    start("0");
  }

  std::string url(const std::string& path, const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + port_ + path;
  }
  Process& process() { return *process_; }
  void stop() { CHECK(process_->stop() == 0); }
  void start_again() { start(port_); }
  void start_again(std::vector<std::string> options) {
    options_ = std::move(options);
    start(port_);
  }

 private:
  void start(const std::string& port) {
    // No ping of its own, however long a test takes: it would be one more frame.
    std::vector<std::string> words{std::string(WS101_BIN) + "/" + name_, "--port", port, "--ping-after", "0"};
    words.insert(words.end(), options_.begin(), options_.end());
    process_ = std::make_unique<Process>(words);
    const auto line = process_->wait_line("listening on ");
    REQUIRE(line.has_value());
    const std::size_t host = line->find("127.0.0.1:");
    REQUIRE(host != std::string::npos);
    port_ = line->substr(host + 10, line->find('/', host) - host - 10);
  }

  const std::string name_;
  std::vector<std::string> options_;
  std::string port_;
  std::unique_ptr<Process> process_;
};

}  // namespace ws101::testing
