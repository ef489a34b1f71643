#include "wsdemo/runner.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "text/bytes.hpp"
#include "text/escape.hpp"
#include "wsdemo/child_process.hpp"
#include "wsdemo/hosts.hpp"
#include "wsdemo/words.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kMaxNameShown = 60;  // columns of a program's name

// Replaces {host} and {command} in one pass, so the inserted text is not searched again.
std::string fill_in(std::string_view word, const std::string& host, const std::string& command) {
  constexpr std::string_view kHost = "{host}";
  constexpr std::string_view kCommand = "{command}";
  std::string out;
  while (!word.empty()) {
    if (word.starts_with(kHost)) {
      out += host;
      word.remove_prefix(kHost.size());
    } else if (word.starts_with(kCommand)) {
      out += command;
      word.remove_prefix(kCommand.size());
    } else {
      out += word[0];
      word.remove_prefix(1);
    }
  }
  return out;
}

// A hint for a command that needs a shell.
constexpr std::string_view kNoShell =
    "There is no shell here that knows cd, &&, | or >. To ask for one: sh -c 'cd /tmp && ls | wc -l'";

bool has_shell_words(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "&&" || word == "||" || word == "|" || word == ";" || word == ">" || word == ">>" ||
           word == "<" || word == "&";
  });
}

// True if a word that begins with the command could be taken for an option of the program, because no "--" precedes
// it.
bool command_is_unguarded(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("{command}") && (i == 0 || words[i - 1] != "--")) return true;
  }
  return false;
}

HostAnswer in_words(ChildResult result, const std::vector<std::string>& words) {
  HostAnswer answer;
  answer.output = std::move(result.output);
  answer.cut = result.cut;
  switch (result.end) {
    case ChildResult::End::Exited:
      answer.status = result.code == 0 ? "ok" : "failed";
      answer.code = result.code;
      break;
    case ChildResult::End::Signalled:
      answer.status = "signal";
      answer.code = result.code;
      break;
    case ChildResult::End::TimedOut:
      answer.status = "timeout";
      break;
    case ChildResult::End::Cancelled:
      answer.status = "cancelled";
      break;
    case ChildResult::End::NotStarted:
      answer.status = "not started";
      answer.output = "cannot start " + quote_text(bytes_of(words[0]), words[0].size(), kMaxNameShown) +
                      ": " + std::generic_category().message(result.code) + "\n" + std::string(kNoShell);
      break;
  }
  if (answer.status == "failed" && has_shell_words(words)) answer.output.append(kNoShell).append("\n");
  return answer;
}

}  // namespace

Runner::Runner(std::string_view text, std::chrono::milliseconds time_limit)
    : kind_(text.empty()      ? Kind::DryRun
            : text == "local" ? Kind::Local
                              : Kind::Program),
      name_(text.empty() ? "dry run" : text),
      time_limit_(time_limit) {
  if (kind_ != Kind::Program) return;
  auto words = split_words(text);
  if (!words || words->empty())
    throw std::invalid_argument("expected a command line whose quotes are closed");
  if (text.find("{command}") == std::string_view::npos || text.find("{host}") == std::string_view::npos) {
    throw std::invalid_argument("expected 'local' or a command line with {host} and {command} in it");
  }
  words_ = std::move(*words);
  unguarded_ = command_is_unguarded(words_);
}

HostAnswer Runner::run(const std::string& host, const std::string& command,
                       const std::atomic<bool>& cancelled) const {
  if (cancelled) return {"cancelled", {}, {}, false};
  switch (kind_) {
    case Kind::DryRun:
      return {"dry run", {}, "would run: " + command, false};
    case Kind::Local: {
      if (!is_loopback(host))
        return {"refused", {}, "the local runner serves loopback addresses only", false};
      const auto words = split_words(command);
      if (!words || words->empty())
        return {"refused", {}, "expected a command whose quotes are closed", false};
      return in_words(run_child(*words, time_limit_, cancelled), *words);
    }
    case Kind::Program:
      break;
  }
  if (unguarded_ && command.starts_with('-')) {
    return {"refused",
            {},
            "a command that begins with '-' could be an option of " + words_[0] +
                ", run where this server is: the runner needs -- before {command}",
            false};
  }
  std::vector<std::string> words;
  for (const std::string& word : words_) words.push_back(fill_in(word, host, command));
  return in_words(run_child(words, time_limit_, cancelled), words);
}

}  // namespace ws101::demos
