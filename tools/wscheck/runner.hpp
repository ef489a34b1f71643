// Runs cases against a server, several at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "frame/header.hpp"
#include "wscheck/case.hpp"
#include "wscheck/result.hpp"
#include "wscheck/settings.hpp"
#include "wscheck/talk.hpp"
#include "wscheck/wire.hpp"

namespace ws101::wscheck {

inline constexpr std::size_t kDefaultJobs = 12;
inline constexpr std::size_t kMostJobs = 64;
inline constexpr std::size_t kMostRetries =
    12;  // silent failures that are tried again alone: a busy machine is no fault

// What is found out about the server before the cases begin.
struct Reach {
  bool one_at_a_time = false;  // a second client waits until the first has left
  std::string refusal = {};    // why no WebSocket could be opened; empty: one was
};
// Throws std::system_error, or std::runtime_error from the resolver, if there is no server.
Reach reach(const Settings& settings);

// One case on a connection of its own. Throws nothing.
Result run_case(const Case& a_case, const Settings& settings, const std::function<Wire()>& connect,
                Role role);

// The same on a connection that is open already.
Result run_on(const Case& a_case, Talk& talk, const Transcript& transcript, const Settings& settings);

// Called after each case, by one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all, const Result&)>;

// All cases, by `jobs` threads; cases with needs_alone run alone. Ends early when settings.stop is set:
// then only the cases that were complete have results.
Results run_all(const std::vector<const Case*>& cases, const Settings& settings, std::size_t jobs,
                const Progress& progress);

}  // namespace ws101::wscheck
