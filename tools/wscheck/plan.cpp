#include "wscheck/plan.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <variant>

#include "net/random.hpp"
#include "wscheck/fuzz.hpp"
#include "wscheck/runner.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::chrono::milliseconds kLeastTimeout{50};
constexpr std::chrono::milliseconds kMostTimeout{60'000};

void read_settings(Options& options, Settings& settings) {
  settings.timeout = options.time("--timeout", settings.timeout);
  if (settings.timeout < kLeastTimeout || settings.timeout > kMostTimeout) {
    throw UsageError("option --timeout: expected a time from 50ms to 60s");
  }
  settings.strict = options.flag("--strict");
  settings.origin = options.value("--origin").value_or("");
  settings.subprotocols = options.values("--subprotocol");
  for (const std::string& text : options.values("--header")) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || text.find_first_of("\r\n") != std::string::npos) {
      throw UsageError("option --header: expected 'Name: value', got '" + text + "'");
    }
    const std::size_t start = text.find_first_not_of(" \t", colon + 1);
    settings.extra.add(text.substr(0, colon), start == std::string::npos ? "" : text.substr(start));
  }
}

void read_reports(Options& options, Plan& plan) {
  const bool quiet = options.flag("-q") || options.flag("--quiet");
  const bool verbose = options.flag("-v") || options.flag("--verbose");
  if (quiet && verbose) throw UsageError("option -q does not go with -v");
  if (quiet) plan.detail = Detail::Brief;
  if (verbose) plan.detail = Detail::Verbose;
  plan.settings.pictures = verbose;
  plan.json = options.flag("--json");
  plan.junit_file = options.value("--junit");
  plan.html_file = options.value("--html");
  const std::string color = options.value("--color").value_or("auto");
  if (color == "always") {
    plan.color = Color::Always;
  } else if (color == "never") {
    plan.color = Color::Never;
  } else if (color != "auto") {
    throw UsageError("option --color: expected auto, always or never, got '" + color + "'");
  }
}

void check_selection(const Plan& plan) {
  for (const auto* const cases : {&all_cases(), &plan.fuzz}) {
    for (const Case& a_case : *cases) {
      if (is_wanted(a_case, plan.only)) return;
    }
  }
  throw UsageError("no case has the topic, section or id '" + plan.only + "'; --list shows them");
}

// Without --seed another one each time; the report names it.
void read_fuzz(Options& options, Plan& plan) {
  const std::size_t count = options.number("--fuzz", 0, 1, kMostFuzz);
  const auto seed = options.value("--seed");
  if (seed && count == 0) throw UsageError("option --seed goes with --fuzz N");
  if (count == 0) return;
  std::array<std::uint8_t, 4> fresh{};
  fill_random(fresh);
  for (const std::uint8_t byte : fresh) plan.seed = plan.seed << 8 | byte;
  if (seed) {
    const char* const end = seed->data() + seed->size();
    const auto read = std::from_chars(seed->data(), end, plan.seed);
    if (read.ec != std::errc() || read.ptr != end) {
      throw UsageError("option --seed: expected a number from 0 to 2^64 - 1, got '" + *seed + "'");
    }
  }
  plan.fuzz = fuzz_cases(count, plan.seed);
}

void read_url(std::vector<std::string> words, Plan& plan) {
  if (words.size() != 1) {
    throw UsageError(words.empty() ? "expected a URL such as ws://127.0.0.1:8000/"
                                   : "expected one URL, got also '" + words[1] + "'");
  }
  plan.url = words[0];
  auto url = parse_url(plan.url);
  if (auto* const error = std::get_if<SyntaxError>(&url)) throw UsageError(plan.url + ": " + error->words);
  plan.settings.url = std::move(std::get<Url>(url));
}

}  // namespace

std::vector<const Case*> chosen_cases(const Plan& plan, Peers peers) {
  std::vector<const Case*> chosen;
  for (const auto* const cases : {&all_cases(), &plan.fuzz}) {
    for (const Case& a_case : *cases) {
      const bool fits =
          (a_case.peers == Peers::Both || a_case.peers == peers) && (plan.echo || !a_case.needs_echo);
      if (fits && is_wanted(a_case, plan.only)) chosen.push_back(&a_case);
    }
  }
  if (chosen.empty()) throw UsageError("none of the cases '" + plan.only + "' is for such a peer");
  return chosen;
}

Plan read_plan(Options& options) {
  Plan plan;
  read_settings(options, plan.settings);
  read_reports(options, plan);
  read_fuzz(options, plan);
  plan.only = options.value("--only").value_or("");
  plan.echo = !options.flag("--no-echo");
  plan.jobs = options.number("--jobs", 0, 1, kMostJobs);
  const bool lists = options.flag("--list");
  const auto port = options.value("--listen");
  const auto host = options.value("--host");
  if (host && !port) throw UsageError("option --host goes with --listen PORT");
  std::vector<std::string> words = options.rest();
  if (lists) {
    plan.job = Plan::Job::List;
    for (const std::string& word : words) plan.only += (plan.only.empty() ? "" : ",") + word;
  } else if (port) {
    plan.job = Plan::Job::CheckClients;
    const bool digits = !port->empty() && port->find_first_not_of("0123456789") == std::string::npos;
    if (!digits || port->size() > 5 || std::stoul(*port) > 65535) {
      throw UsageError("option --listen: expected a port from 0 to 65535, got '" + *port + "'");
    }
    plan.port = static_cast<std::uint16_t>(std::stoul(*port));
    plan.host = host.value_or(plan.host);
    if (!words.empty()) throw UsageError("expected no argument with --listen, got '" + words[0] + "'");
  } else {
    read_url(std::move(words), plan);
  }
  check_selection(plan);
  return plan;
}

}  // namespace ws101::wscheck
