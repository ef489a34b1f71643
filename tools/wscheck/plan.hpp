// What wscheck was asked to do: its command line as values, checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "wscheck/case.hpp"
#include "wscheck/report.hpp"
#include "wscheck/settings.hpp"

namespace ws101::wscheck {

extern const char* const kHelp;

enum class Color : std::uint8_t { Auto, Always, Never };

struct Plan {
  enum class Job : std::uint8_t { CheckServer, CheckClients, List };
  Job job = Job::CheckServer;
  Settings settings;
  std::string url;         // as it was given
  std::string only;        // as is_wanted() takes it
  bool echo = true;        // the peer sends messages back
  std::uint64_t seed = 0;  // of the random conversations
  std::vector<Case> fuzz;  // those; they follow the cases of the table
  std::size_t jobs = 0;    // 0: as many as suit the server
  std::uint16_t port = 0;  // of --listen
  std::string host = "127.0.0.1";
  Detail detail = Detail::Usual;
  Color color = Color::Auto;
  bool json = false;
  std::optional<std::string> junit_file;
  std::optional<std::string> html_file;
};

// The cases of the table and the random ones that are for such peers and that the plan names, in the order of the
// report. They live as long as the plan. Throws UsageError if there is none.
std::vector<const Case*> chosen_cases(const Plan& plan, Peers peers);

// Throws UsageError.
Plan read_plan(Options& options);

}  // namespace ws101::wscheck
