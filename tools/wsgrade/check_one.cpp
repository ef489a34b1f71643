// Watches a student's server and wscheck, side by side, until one of them or the time is at its end.
#include "check_one.hpp"

#include <csignal>
#include <cstring>
#include <optional>

#include "children.hpp"
#include "kit.hpp"
#include "listening.hpp"
#include "output_log.hpp"
#include "processes.hpp"
#include "start_file.hpp"

namespace ws101::labs {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLook = 5;  // milliseconds between two looks
constexpr std::chrono::milliseconds kMemoryLook{200};
constexpr std::size_t kMostMemory = std::size_t{4} << 30;  // bytes: a submission's processes together
constexpr int kNoLimit = 24 * 3600;                        // seconds: the time is looked at here
constexpr ChildLimits kServerLimits{kNoLimit, kNoLimit, 4096, 64};
constexpr ChildLimits kWscheckLimits{kNoLimit, kNoLimit, 4096, 256};
constexpr std::chrono::seconds kLastWords{10};  // for wscheck to report after the time-out

std::string in_seconds(std::chrono::milliseconds time) {
  return std::to_string((time.count() + 999) / 1000) + " s";
}

std::string how_it_ended(const Outcome& outcome) {
  if (outcome.end == Outcome::End::Exited) return "ended with status " + std::to_string(outcome.number);
  return "was ended by signal " + std::to_string(outcome.number) + " (" + ::strsignal(outcome.number) + ")";
}

class Submission {
 public:
  Submission(const std::filesystem::path& folder, std::uint16_t port, const CheckSettings& settings)
      : folder_(folder),
        files_(settings.reports + "/" + folder.filename().string()),
        port_(port),
        settings_(settings),
        log_(files_ + ".log"),
        begun_(Clock::now()) {}

  Checked check() {
    const StartLine start = read_start_file(folder_, settings_.start);
    if (start.line.empty()) return {CheckStatus::NoStartFile, start.fault};
    start_server(start.line);
    while (!wscheck_) {
      if (server_ended_) return crashed("before it listened");
      if (const std::string host = host_listening(port_); !host.empty()) {
        start_wscheck(host);
      } else if (Clock::now() - begun_ > std::min(settings_.wait, settings_.timeout)) {
        return did_not_listen(names_port(start.line));
      } else {
        look();
      }
    }
    while (!wscheck_ended_ && !is_over()) look();
    if (server_ended_) return crashed("while it was checked");
    if (wscheck_ended_ && host_listening(port_).empty()) {
      return {CheckStatus::Crashed,
              "at the end nothing listened on port " + std::to_string(port_) + last_words()};
    }
    if (too_much_memory_) return {CheckStatus::Crashed, "it was stopped: it took more than 4 GiB of memory"};
    if (!wscheck_ended_) return timed_out();
    if (wscheck_ended_->number > 1)
      return {CheckStatus::DidNotListen, first_line(read_file(files_ + ".json"))};
    return {};
  }

 private:
  void start_server(const std::string& line) {
    Command server;
    server.words = {"/bin/sh", "-c", with_port(line, port_)};
    server.folder = folder_.string();
    server.output_fd = log_.writer();
    server.limits = kServerLimits;
    server_ = children_.start(server);
    log_.close_writer();
  }

  void start_wscheck(const std::string& host) {
    Command check;
    check.words = {settings_.wscheck, "--json"};
    if (!settings_.only.empty()) check.words.insert(check.words.end(), {"--only", settings_.only});
    if (settings_.html) check.words.insert(check.words.end(), {"--html", files_ + ".html"});
    check.words.push_back("ws://" + host + ":" + std::to_string(port_) + "/");
    check.folder = settings_.reports;
    check.output = files_ + ".json";
    check.limits = kWscheckLimits;
    wscheck_ = children_.start(check);
  }

  void look() {
    log_.take(kLook);
    while (const auto ended = children_.poll()) {
      (ended->first == server_ ? server_ended_ : wscheck_ended_) = ended->second;
    }
    if (Clock::now() < next_memory_look_) return;
    next_memory_look_ = Clock::now() + kMemoryLook;
    std::size_t memory = 0;
    for (const Process& process : descendants()) memory += process.memory;
    too_much_memory_ = too_much_memory_ || memory > kMostMemory;
  }

  bool is_over() const {
    return Clock::now() - begun_ > settings_.timeout || too_much_memory_ || was_interrupted();
  }

  // Output that is still in the pipe belongs to the message, too.
  std::string last_words() {
    log_.take(0);
    const std::string line = log_.last_line();
    return line.empty() ? line : ": " + line;
  }

  Checked crashed(const std::string& when) {
    std::string note = "the start command " + how_it_ended(*server_ended_) + " " + when;
    if (server_ended_->good() && !wscheck_) note += "; it has to stay in the foreground";
    return {CheckStatus::Crashed, note + last_words()};
  }

  Checked did_not_listen(bool has_port) {
    std::string note = "nothing listened on port " + std::to_string(port_) + " within " +
                       in_seconds(std::min(settings_.wait, settings_.timeout));
    if (!has_port) note += "; the start command does not contain {port}";
    return {CheckStatus::DidNotListen, note + last_words()};
  }

  // wscheck reports what it knows; without its server, a case that waits ends at once.
  Checked timed_out() {
    children_.send_signal(*wscheck_, SIGINT);
    children_.send_signal(server_, SIGKILL);
    const Clock::time_point limit = Clock::now() + kLastWords;
    while (!wscheck_ended_ && Clock::now() < limit && !was_interrupted()) look();
    return {CheckStatus::TimeOut, "not done after " + in_seconds(settings_.timeout)};
  }

  static std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

  std::filesystem::path folder_;
  std::string files_;
  std::uint16_t port_;
  const CheckSettings& settings_;
  OutputLog log_;
  Children children_;
  Clock::time_point begun_;
  Clock::time_point next_memory_look_;
  int server_ = -1;
  std::optional<int> wscheck_;
  std::optional<Outcome> server_ended_;
  std::optional<Outcome> wscheck_ended_;
  bool too_much_memory_ = false;
};

}  // namespace

std::string word(CheckStatus status) {
  switch (status) {
    case CheckStatus::Ok:
      return "ok";
    case CheckStatus::NoStartFile:
      return "no start file";
    case CheckStatus::DidNotListen:
      return "did not listen";
    case CheckStatus::TimeOut:
      return "time-out";
    case CheckStatus::Crashed:
      return "crashed";
  }
  return "unknown";
}

Checked check_one(const std::filesystem::path& submission, std::uint16_t port,
                  const CheckSettings& settings) {
  keep_descendants();
  Checked checked = Submission(submission, port, settings).check();
  end_descendants();
  return checked;
}

}  // namespace ws101::labs
