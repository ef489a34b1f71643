#include "wscheck/check_clients.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "net/poller.hpp"
#include "wscheck/case.hpp"
#include "wscheck/check_server.hpp"
#include "wscheck/runner.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::chrono::milliseconds kLook{200};  // how often Ctrl-C is looked for while nobody comes
constexpr std::size_t kMostNumber = 9;           // digits of a case's number

class ClientCheck {
 public:
  explicit ClientCheck(const Plan& plan) : plan_(plan), cases_(chosen_cases(plan, Peers::Clients)) {}

  void serve(TcpSocket socket) {
    Transcript transcript;
    Talk talk(Wire(std::move(socket)), Role::Server, plan_.settings, transcript);
    try {
      auto asked = talk.hear_request();
      if (!asked) return;
      const ClientWish wish = wish_of(asked->target);
      talk.has_heard(std::move(*asked));
      grant(wish, talk, transcript);
    } catch (const Judgement&) {  // whoever that was, it was no WebSocket client
      return;
    }
  }

  bool done() const { return ended_ || next_ >= cases_.size(); }
  Results results() {
    results_.asked = cases_.size();
    results_.put_in_order(cases_);
    results_.fold_unsupported();
    return std::move(results_);
  }

 private:
  void grant(const ClientWish& wish, Talk& talk, const Transcript& transcript) {
    switch (wish.kind) {
      case ClientWish::Kind::Count:
        talk.opens();
        talk.says(text(std::to_string(cases_.size())));
        talk.leaves();
        return;
      case ClientWish::Kind::TheEnd:
        talk.opens();
        talk.leaves();
        ended_ = true;
        return;
      case ClientWish::Kind::OneCase:
        if (wish.number >= 1 && wish.number <= cases_.size()) run(*cases_[wish.number - 1], talk, transcript);
        return;
      case ClientWish::Kind::NextCase:
        run(*cases_[next_++], talk, transcript);
        leave_out_unsupported();
        return;
    }
  }

  // What the client does not have is not tried again and again.
  void leave_out_unsupported() {
    const auto unsupported = [this](const Case* each) { return results_.is_unsupported(each->topic()); };
    cases_.erase(
        std::remove_if(cases_.begin() + static_cast<std::ptrdiff_t>(next_), cases_.end(), unsupported),
        cases_.end());
  }

  void run(const Case& a_case, Talk& talk, const Transcript& transcript) {
    Result result = run_on(a_case, talk, transcript, plan_.settings);
    if (plan_.settings.is_stopped()) return;
    std::erase_if(results_.all, [&](const Result& each) { return each.tried == &a_case; });
    results_.all.push_back(std::move(result));
    if (plan_.detail != Detail::Brief && ::isatty(STDERR_FILENO) != 0) {
      std::fprintf(stderr, "\r%zu of %zu cases ", results_.all.size(), cases_.size());
    }
  }

  const Plan& plan_;
  std::vector<const Case*> cases_;
  Results results_;
  std::size_t next_ = 0;
  bool ended_ = false;
};

}  // namespace

ClientWish wish_of(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (path == "/getCaseCount") return {ClientWish::Kind::Count, 0};
  if (path == "/updateReports") return {ClientWish::Kind::TheEnd, 0};
  if (path != "/runCase") return {};
  ClientWish wish{ClientWish::Kind::OneCase, 0};
  const std::string_view query = target.substr(path.size());
  const std::size_t at = query.find("case=");
  if (at == std::string_view::npos || at == 0 || (query[at - 1] != '?' && query[at - 1] != '&')) return wish;
  const std::string_view digits = query.substr(at + 5, kMostNumber);
  std::from_chars(digits.data(), digits.data() + digits.size(), wish.number);
  return wish;
}

Results serve_clients(TcpListener& listener, const Plan& plan) {
  const Clock::time_point start = Clock::now();
  ClientCheck check(plan);
  Poller poller;
  while (!check.done() && !plan.settings.is_stopped()) {
    poller.clear();
    poller.add_readable(listener.fd());
    poller.wait(kLook);
    auto accepted = listener.accept();
    if (accepted.got == TcpListener::Got::Connection) check.serve(std::move(accepted.socket));
  }
  Results results = check.results();
  results.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return results;
}

int check_clients(const Plan& plan) {
  TcpListener listener(plan.host, plan.port);
  std::fprintf(stderr, "wscheck: waiting for clients that echo at ws://%s/\n",
               listener.local().text().c_str());
  return report(plan, "client", serve_clients(listener, plan));
}

}  // namespace ws101::wscheck
