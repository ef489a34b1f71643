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

// The next case for each thread that asks.
class Queue {
 public:
  Queue(std::vector<const Case*> cases, const Settings& settings, const Progress& progress, std::size_t all)
      : cases_(std::move(cases)), settings_(settings), progress_(progress), all_(all) {}

  void work(std::vector<Result>& results) {
    for (;;) {
      const std::size_t at = next_++;
      if (at >= cases_.size() || settings_.is_stopped()) return;
      Result result = run_case(
          *cases_[at], settings_, [this] { return dial(settings_); }, Role::Client);
      if (settings_.is_stopped()) return;
      const std::lock_guard lock(mutex_);
      results.push_back(std::move(result));
      if (progress_) progress_(results.size(), all_, results.back());
    }
  }

 private:
  std::vector<const Case*> cases_;
  const Settings& settings_;
  const Progress& progress_;
  std::size_t all_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
};

void run_some(std::vector<const Case*> cases, const Settings& settings, std::size_t jobs,
              const Progress& progress, std::size_t all, std::vector<Result>& results) {
  jobs = std::min(jobs, cases.size());
  Queue queue(std::move(cases), settings, progress, all);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < jobs; ++i) threads.emplace_back([&] { queue.work(results); });
  queue.work(results);
  for (std::thread& thread : threads) thread.join();
}

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
  } catch (const Judgement&) {
    return found;  // the handshake's cases will tell
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

bool takes_connections(const Settings& settings) {
  try {
    dial(settings);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

// A server that is gone is gone for all cases that follow: one failure, and the topics that may have ended
// it. Cases that ended after it was gone may have begun before.
void tell_of_the_end(std::vector<Result>& results, const Settings& settings) {
  const auto is_gone = [](const Result& result) { return result.seen.starts_with(kGone); };
  const auto first = std::find_if(results.begin(), results.end(), is_gone);
  if (first == results.end() || takes_connections(settings)) return;
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
  for (const Case* const a_case : cases) (a_case->needs_alone ? alone : together).push_back(a_case);
  run_some(std::move(together), settings, jobs, progress, cases.size(), results.all);
  run_some(std::move(alone), settings, 1, progress, cases.size(), results.all);
  if (jobs > 1) try_again(results.all, settings);
  tell_of_the_end(results.all, settings);
  // Cases are the elements of one vector: their addresses are in the order of the report.
  std::sort(results.all.begin(), results.all.end(),
            [](const Result& left, const Result& right) { return left.tried < right.tried; });
  results.fold_unsupported();
  results.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return results;
}

}  // namespace ws101::wscheck
