#include "wscheck/runner.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::string_view kSilence = "nothing came for";
constexpr std::string_view kGone = "it takes no connection any more";

Wire dial(const Settings& settings) {
  return Wire(TcpSocket::connect(settings.url.host, settings.url.port, settings.timeout));
}

void judge(const Case& a_case, Talk& talk, Result& result) {
  try {
    if (a_case.begin == Begin::Opened) talk.opens();
    a_case.run(talk);
    result.verdict = talk.forgiven() ? Verdict::Lenient : Verdict::Pass;
    result.seen = talk.remarks();
  } catch (const Judgement& judgement) {
    result.verdict = judgement.verdict;
    result.seen = judgement.seen;
    result.expected = judgement.expected;
  }
}

// What several groups of threads bring together.
class Gathering {
 public:
  Gathering(const Settings& settings, const Progress& progress, std::size_t all)
      : settings_(settings), progress_(progress), all_(all) {}

  // Runs the cases by `jobs` threads, this one among them.
  void run(std::vector<const Case*> cases, std::size_t jobs) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t at = next++; at < cases.size() && !settings_.is_stopped(); at = next++) {
        Result result = run_case(
            *cases[at], settings_, [this] { return dial(settings_); }, Role::Client);
        if (!settings_.is_stopped()) add(std::move(result));
      }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min(jobs, cases.size()); ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
  }

  std::vector<Result> take() { return std::move(results_); }

 private:
  void add(Result result) {
    const std::lock_guard lock(mutex_);
    results_.push_back(std::move(result));
    if (progress_) progress_(results_.size(), all_, results_.back());
  }

  const Settings& settings_;
  const Progress& progress_;
  std::size_t all_;
  std::mutex mutex_;
  std::vector<Result> results_;
};

// What failed by silence while many cases ran may have had too little of the machine: once more, alone.
void try_again(std::vector<Result>& results, const Settings& settings) {
  std::vector<Result*> silent;
  for (Result& result : results) {
    if (result.verdict == Verdict::Fail && result.seen.find(kSilence) != std::string::npos)
      silent.push_back(&result);
  }
  if (silent.size() > kMostRetries) return;
  for (Result* const result : silent) {
    Result second = run_case(
        *result->tried, settings, [&] { return dial(settings); }, Role::Client);
    if (settings.is_stopped()) return;
    if (second.verdict != Verdict::Fail) {
      second.seen +=
          (second.seen.empty() ? "" : "; ") + std::string("at the first try, under load: ") + result->seen;
    }
    *result = std::move(second);
  }
}

}  // namespace

Reach reach(const Settings& settings) {
  Transcript unread;
  Reach found;
  Talk first(dial(settings), Role::Client, settings, unread);
  try {
    first.opens();
  } catch (const Judgement& judgement) {
    found.refusal = judgement.seen;  // the handshake's cases tell more
    return found;
  }
  Talk second(dial(settings), Role::Client, settings, unread);
  second.says_bytes(second.request().text());
  second.listens_to_head(std::min(settings.timeout, std::chrono::milliseconds(1'000)));
  const bool waits = !second.anything_came();
  first.leaves();
  if (waits) {
    second.listens_to_head(settings.timeout);
    found.one_at_a_time = second.anything_came();
  }
  second.resets();
  return found;
}

Result run_on(const Case& a_case, Talk& talk, const Transcript& transcript, const Settings& settings) {
  Result result;
  result.tried = &a_case;
  const Clock::time_point start = Clock::now();
  try {
    judge(a_case, talk, result);
    talk.leaves();
  } catch (const std::system_error& error) {
    result.verdict = Verdict::Fail;
    result.seen = std::string(kGone) + ": " + error.code().message();
    result.expected = "a peer that goes on whatever others do";
  } catch (const std::exception& error) {
    result.verdict = Verdict::NotJudged;
    result.seen = std::string("wscheck could not go on: ") + error.what();
  }
  if (result.verdict == Verdict::Fail) result.story = transcript.story(settings.pictures);
  result.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return result;
}

Result run_case(const Case& a_case, const Settings& settings, const std::function<Wire()>& connect,
                Role role) {
  Transcript transcript;
  try {
    Talk talk(connect(), role, settings, transcript);
    return run_on(a_case, talk, transcript, settings);
  } catch (const std::system_error& error) {
    Result result;
    result.tried = &a_case;
    result.verdict = Verdict::Fail;
    result.seen = std::string(kGone) + ": " + error.code().message();
    result.expected = "a server that goes on whatever its clients do";
    return result;
  }
}

namespace {

bool is_gone(const Result& result) {
  return result.seen.starts_with(kGone);
}

bool takes_connections(const Settings& settings) {
  try {
    return dial(settings).valid();
  } catch (const std::system_error&) {
    return false;
  }
}

// A server that is gone is gone for all cases that follow: one failure, and the topic that may have ended it. The
// results are in the order in which the cases began.
void tell_of_the_end(std::vector<Result>& results) {
  const auto first = std::find_if(results.begin(), results.end(), is_gone);
  const std::string_view topic = first == results.begin() ? "" : std::prev(first)->tried->topic();
  first->seen += topic.empty() ? "; it was gone before the first case"
                               : "; it is gone after cases of the topic " + std::string(topic);
  for (auto each = std::next(first); each != results.end(); ++each) {
    if (!is_gone(*each)) continue;
    each->verdict = Verdict::NotJudged;
    each->story.clear();
    each->expected.clear();
  }
}

}  // namespace

Results run_all(const std::vector<const Case*>& cases, const Settings& settings, std::size_t jobs,
                const Progress& progress) {
  const Clock::time_point start = Clock::now();
  Results results;
  results.asked = cases.size();
  std::vector<const Case*> together;
  std::vector<const Case*> alone;
  std::vector<const Case*> waiting;
  for (const Case* const a_case : cases) {
    const bool beside = a_case->waits && jobs > 1;
    (beside ? waiting : a_case->needs_alone ? alone : together).push_back(a_case);
  }
  Gathering gathering(settings, progress, cases.size());
  std::thread beside([&] { gathering.run(waiting, waiting.size()); });
  gathering.run(std::move(together), jobs);
  gathering.run(std::move(alone), 1);
  beside.join();
  results.all = gathering.take();
  if (jobs > 1) try_again(results.all, settings);
  results.put_in_order(cases);
  if (std::any_of(results.all.begin(), results.all.end(), is_gone) && !takes_connections(settings)) {
    tell_of_the_end(results.all);
  }
  results.fold_unsupported();
  results.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return results;
}

}  // namespace ws101::wscheck
