#include "wsdemo/terminal.hpp"

#include <algorithm>
#include <atomic>

#include "json/quote.hpp"
#include "json/value.hpp"
#include "wsdemo/hosts.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/notices.hpp"
#include "wsdemo/terminal.html.hpp"

namespace ws101::demos {
namespace {

constexpr std::string_view kWanted =
    "expected {\"address\":\"127.0.0.1-5\",\"command\":\"uptime\"} or {\"cancel\":true}";

}  // namespace

struct Terminal::Batch {
  Batch(Peer asker, std::string words, const std::vector<std::string>& all)
      : peer(std::move(asker)),
        command(std::move(words)),
        hosts(all.size()),
        waiting(all.begin(), all.end()) {}

  Peer peer;
  std::string command;
  std::size_t hosts = 0;
  std::deque<std::string> waiting;  // hosts; guarded by the terminal's mutex
  std::size_t answered = 0;         // guarded by the terminal's mutex
  std::atomic<bool> cancelled = false;
};

Terminal::Terminal(Server& server, const Access& access, Runner runner, std::size_t at_once)
    : runner_(std::move(runner)) {
  Endpoint endpoint = access.endpoint();
  endpoint.subprotocols = notices_protocols();
  endpoint.open = [this](Peer& peer, const Request& request) { greet(peer, request); };
  endpoint.message = [this](Peer& peer, const Message& message) { take(peer, message); };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    cancel(peer);
    const std::lock_guard lock(mutex_);
    told_.erase(peer.id());
  };
  access.serve(server, "/terminal", std::move(endpoint));
  server.page("/terminal", [](const Request&) { return render_page(kTerminalPage); });
  try {
    for (std::size_t i = 0; i < at_once; ++i) workers_.emplace_back([this] { work(); });
  } catch (...) {  // the system has no more threads: those that run must not outlive this object
    stop();
    throw;
  }
}

Terminal::~Terminal() {
  stop();
}

void Terminal::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    turns_.clear();
    for (const auto& [id, batch] : batches_) batch->cancelled = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

// ---- the client's thread --------------------------------------------------------------------------------------------

void Terminal::greet(Peer& peer, const Request& request) {
  if (request.subprotocol != kNoticesProtocol) return;
  {
    const std::lock_guard lock(mutex_);
    told_.insert(peer.id());
  }
  peer.send_text("{\"runner\":" + json_quote(runner_.name()) + "}");
}

void Terminal::take(Peer& peer, const Message& message) {
  if (message.kind != Opcode::Text) return send_error(peer, kWanted);
  const auto result = parse_json(text_of(message.payload));
  if (const auto* error = std::get_if<JsonError>(&result)) return send_error(peer, error->words);
  const JsonValue& request = std::get<JsonValue>(result);
  const JsonValue* const cancelling = request.find("cancel");
  if (cancelling != nullptr && cancelling->boolean() != nullptr && *cancelling->boolean())
    return cancel(peer);
  const std::string* const address = request.find_text("address");
  const std::string* const command = request.find_text("command");
  if (address == nullptr || command == nullptr) return send_error(peer, kWanted);
  const std::string problem = begin(peer, *address, *command);
  if (!problem.empty()) send_error(peer, problem);
}

// Empty, or what was expected.
std::string Terminal::begin(Peer& peer, const std::string& address, const std::string& command) {
  if (command.empty() || command.size() > kMaxCommand || command.find('\0') != std::string::npos) {
    return "expected a command of 1 to " + std::to_string(kMaxCommand) + " bytes";
  }
  const auto result = parse_hosts(address);
  if (const auto* error = std::get_if<HostsError>(&result)) return error->words;
  const auto& hosts = std::get<std::vector<std::string>>(result);
  const auto batch = std::make_shared<Batch>(peer, command, hosts);
  {
    const std::lock_guard lock(mutex_);
    if (batches_.contains(peer.id())) return "expected the end of the last command, or {\"cancel\":true}";
    if (waiting_ + hosts.size() > kMaxWaitingHosts) return "expected less work: too many hosts are waiting";
    const std::size_t taken = busy_ + waiting_;
    const std::size_t free = workers_.size() - std::min(taken, workers_.size());
    if (hosts.size() > free && told_.contains(peer.id())) {
      peer.send_text("{\"queued\":" + std::to_string(hosts.size() - free) + "}");
    }
    batches_.emplace(peer.id(), batch);
    turns_.push_back(batch);
    waiting_ += hosts.size();
  }
  changed_.notify_all();
  return {};
}

// Running commands are ended, and the workers answer "cancelled" for waiting hosts.
void Terminal::cancel(const Peer& peer) {
  const std::lock_guard lock(mutex_);
  const auto batch = batches_.find(peer.id());
  if (batch != batches_.end()) batch->second->cancelled = true;
}

// ---- the workers ----------------------------------------------------------------------------------------------------

Terminal::Job Terminal::next_job() {
  Job job{std::move(turns_.front()), {}};
  turns_.pop_front();
  job.host = std::move(job.batch->waiting.front());
  job.batch->waiting.pop_front();
  if (!job.batch->waiting.empty()) turns_.push_back(job.batch);
  --waiting_;
  ++busy_;
  return job;
}

void Terminal::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !turns_.empty(); });
      if (stopping_) return;
      job = next_job();
    }
    Batch& batch = *job.batch;
    const HostAnswer answer = runner_.run(job.host, batch.command, batch.cancelled);
    std::string words = "{\"addr\":" + json_quote(job.host) + ",\"status\":" + json_quote(answer.status);
    if (answer.code) words += ",\"code\":" + std::to_string(*answer.code);
    words += ",\"output\":" + json_quote(answer.output);
    if (answer.cut) words += ",\"cut\":true";
    const std::lock_guard lock(mutex_);  // so that the last number comes last
    --busy_;
    words +=
        ",\"answered\":" + std::to_string(++batch.answered) + ",\"of\":" + std::to_string(batch.hosts) + "}";
    if (batch.answered == batch.hosts) batches_.erase(batch.peer.id());
    batch.peer.send_text(words);
  }
}

}  // namespace ws101::demos
