#include "wscheck/plan.hpp"

#include <utility>
#include <variant>

#include "wscheck/case.hpp"
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

void check_selection(const std::string& only) {
  for (const Case& a_case : all_cases()) {
    if (is_wanted(a_case, only)) return;
  }
  throw UsageError("no case has the topic, section or id '" + only + "'; --list shows them");
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

Plan read_plan(Options& options) {
  Plan plan;
  read_settings(options, plan.settings);
  read_reports(options, plan);
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
  check_selection(plan.only);
  return plan;
}

}  // namespace ws101::wscheck
