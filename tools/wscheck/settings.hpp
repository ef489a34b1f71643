// What all cases of one run have in common.
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
  std::chrono::milliseconds timeout{3'000};  // silence that is taken for "nothing will come"
  bool strict = false;
  bool pictures = false;
  const std::atomic<bool>* stop = nullptr;  // set by Ctrl-C: no case waits any more

  bool is_stopped() const { return stop != nullptr && *stop; }

  // No case takes longer, whatever the peer does.
  std::chrono::milliseconds case_limit() const { return timeout * 10; }
};

}  // namespace ws101::wscheck
