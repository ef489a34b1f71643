// The settings that all cases of a run share.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "handshake/fields.hpp"
#include "handshake/url.hpp"

namespace ws101::wscheck {

struct Settings {
  Url url;
  std::string origin;                        // empty: no Origin field
  Fields extra;                              // of --header
  std::vector<std::string> subprotocols;     // offered in every handshake
  std::chrono::milliseconds timeout{3'000};  // how long to wait for an answer
  bool strict = false;
  bool pictures = false;
  const std::atomic<bool>* stop = nullptr;  // set by Ctrl-C: then no case waits any longer

  bool is_stopped() const { return stop != nullptr && *stop; }

  // The longest time of a case, whatever the peer does.
  std::chrono::milliseconds case_limit() const { return timeout * 10; }
};

}  // namespace ws101::wscheck
