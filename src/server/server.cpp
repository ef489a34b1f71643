#include "server/server.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include "frame/encode.hpp"
#include "net/poller.hpp"
#include "server/client_list.hpp"
#include "server/refused.hpp"
#include "server/shared.hpp"

namespace ws101 {
namespace {

using Clock = std::chrono::steady_clock;

// If the system has no resources for a connection, or if too many evicted clients have not ended yet: they will soon,
// and a new client had better wait than be refused.
constexpr std::chrono::milliseconds kAcceptPause{50};

}  // namespace

// The server's own thread: accepts, checks deadlines, sends bytes that wait for slow clients, and joins ended
// threads. It blocks only in poll().
class Server::Core {
 public:
  explicit Core(const ServerLimits& limits) : shared_(std::make_shared<ServerShared>()) {
    shared_->limits = limits;
  }
  // Handlers may hold peers, and peers hold shared_: without this such a cycle would never be freed.
  ~Core() {
    shared_->endpoints.clear();
    shared_->pages.clear();
    shared_->log = nullptr;
    shared_->trace = nullptr;
  }

  void run();

  std::shared_ptr<ServerShared> shared_;
  TcpListener listener_;
  ClientList clients_;
  std::atomic<bool> stopping_ = false;
  std::mutex broadcast_mutex_;  // one broadcast at a time: the same order for all

 private:
  void accept_one();
  void admit(TcpSocket socket, const Address& peer);
  std::string make_place(const Address& peer);
  void refuse(TcpSocket& socket, const Address& peer, std::string_view missing);
  void wait();
  void watch_slow();
  void check_deadlines(Clock::time_point now);
  void begin_stop();

  struct Slow {
    std::size_t place;  // in the poller
    ClientThread* client;
  };
  RefusedClients refused_;
  Poller poller_;
  std::vector<Slow> slow_;  // clients with unsent bytes, as of the last wait()
  bool look_for_slow_ = true;
  Clock::time_point next_check_{};  // of all deadlines
  Clock::time_point accept_after_{};
  Clock::time_point stop_at_{};
  std::uint64_t next_id_ = 1;
};

// ---- Accept ---------------------------------------------------------------------------------------------------------

// Accept once per poll(): asking poll() again is cheaper than an accept() that fails.
void Server::Core::accept_one() {
  TcpListener::Accepted accepted = listener_.accept();
  switch (accepted.got) {
    case TcpListener::Got::Connection:
      try {
        admit(std::move(accepted.socket), accepted.peer);
      } catch (const std::bad_alloc&) {  // this client is dropped, the others are served
        accept_after_ = Clock::now() + kAcceptPause;
      }
      return;
    case TcpListener::Got::NoneWaiting:
      return;
    case TcpListener::Got::LastDescriptor:
      refused_.clear();
      refuse(accepted.socket, accepted.peer, "no descriptor");
      return;
    case TcpListener::Got::NoResources:
      accept_after_ = Clock::now() + kAcceptPause;
      return;
  }
}

// Makes a place for one more client from this address; if necessary by evicting one without a WebSocket, so that silent
// or lingering connections keep nobody out. If there is no place: the limit, for the log.
std::string Server::Core::make_place(const Address& peer) {
  const ServerLimits& limits = shared_->limits;
  const std::size_t most = limits.max_clients_per_address;
  if (most > 0 && clients_.places_of(peer) >= most && !clients_.evict(&peer)) {
    return "max_clients_per_address is " + std::to_string(most);
  }
  if (clients_.places() >= limits.max_clients && !clients_.evict(nullptr)) {
    return "max_clients is " + std::to_string(limits.max_clients);
  }
  return {};
}

void Server::Core::admit(TcpSocket socket, const Address& peer) {
  const std::string full = make_place(peer);
  if (!clients_.may_evict()) accept_after_ = Clock::now() + kAcceptPause;
  if (!full.empty()) {
    refuse(socket, peer, "no place (" + full + ")");
    refused_.keep(std::move(socket), Clock::now());
    return;
  }
  const auto client = std::make_shared<ClientThread>(next_id_++, std::move(socket), peer, shared_);
  try {
    clients_.add(client);
  } catch (const std::system_error&) {  // the system has no more threads
    refuse(client->session().socket(), peer, "no thread");
    accept_after_ = Clock::now() + kAcceptPause;
  }
}

void Server::Core::refuse(TcpSocket& socket, const Address& peer, std::string_view missing) {
  if (shared_->log) shared_->log(peer.text() + " 503 " + std::string(missing) + " for one more client");
  RefusedClients::answer(socket);
}

// ---- The loop -------------------------------------------------------------------------------------------------------

// Work on every client is done a few times a second, not whenever a client comes or goes.
void Server::Core::run() {
  while (!stopping_ || !clients_.empty()) {
    if (stopping_ && stop_at_ == Clock::time_point{}) {
      begin_stop();
      clients_.join_ended(shared_->ended);  // a thread that ended before `stopping` was set did not wake us
    }
    wait();
    const Clock::time_point now = Clock::now();
    if (now < next_check_) continue;
    clients_.join_ended(shared_->ended);
    check_deadlines(now);
    next_check_ = now + Deadlines::tick(shared_->limits);
    look_for_slow_ = true;
  }
  if (stop_at_ == Clock::time_point{}) begin_stop();
  refused_.clear();
}

void Server::Core::wait() {
  const Clock::time_point now = Clock::now();
  const bool pausing = now < accept_after_;
  const bool accepting = !stopping_ && !pausing;
  poller_.clear();
  const std::size_t waker = poller_.add_readable(shared_->waker.fd());
  const std::size_t listener = poller_.add_readable(accepting ? listener_.fd() : -1);
  refused_.watch(poller_);
  watch_slow();
  if (clients_.empty() && refused_.empty() && accepting) {
    poller_.wait(std::nullopt);
  } else {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_check_ - now);
    poller_.wait(std::clamp(left, std::chrono::milliseconds(0),
                            pausing ? kAcceptPause : Deadlines::tick(shared_->limits)));
  }
  for (const Slow& slow : slow_) {
    if (!poller_.ready(slow.place)) continue;
    slow.client->session().push();
    slow.client->tell_backlog();
  }
  refused_.close_finished(poller_, now);
  if (poller_.ready(waker)) {
    shared_->waker.sleep_again();
    look_for_slow_ = true;
    clients_.join_ended(shared_->ended);
  }
  if (poller_.ready(listener)) {
    clients_.join_ended(shared_->ended);  // whoever has gone makes room for whoever comes
    accept_one();
  }
}

// Watches the sockets of clients with unsent bytes; the thread that left them unsent has woken us. A thread in
// flush() waits for its socket itself.
void Server::Core::watch_slow() {
  look_for_slow_ = look_for_slow_ || !slow_.empty();
  slow_.clear();
  if (!std::exchange(look_for_slow_, false)) return;
  for (const ClientList::Entry& entry : clients_.entries()) {
    const Session& session = entry.client->session();
    if (session.waiting() == 0 || session.flushing()) continue;
    slow_.push_back({poller_.add_writable(session.fd()), entry.client.get()});
  }
}

void Server::Core::check_deadlines(Clock::time_point now) {
  for (ClientList::Entry& entry : clients_.entries()) {
    const ClientThread::Dropped why = entry.deadlines.check(*entry.client, shared_->limits, now);
    if (why != ClientThread::Dropped::No) entry.client->drop(why);
    if (stop_at_ != Clock::time_point{} && now >= stop_at_) entry.client->drop(ClientThread::Dropped::Stop);
  }
}

// RFC 6455 7.4.1: 1001 is for an endpoint that goes away, such as a server going down.
void Server::Core::begin_stop() {
  stop_at_ = Clock::now() + shared_->limits.closing_time;
  shared_->stopping = true;
  listener_.close();
  for (const ClientList::Entry& entry : clients_.entries()) {
    if (entry.client->phase() == ClientThread::Phase::Handshake) {
      entry.client->drop(ClientThread::Dropped::Stop);
    } else {
      entry.client->close(CloseCode::GoingAway, kStopWords);
    }
  }
}

// ---- The public interface -------------------------------------------------------------------------------------------

Server::Server(const ServerLimits& limits) : core_(std::make_unique<Core>(limits)) {}
Server::~Server() = default;

void Server::endpoint(std::string path, Endpoint endpoint) {
  core_->shared_->endpoints[std::move(path)] = std::move(endpoint);
}

void Server::page(std::string path, PageMaker page) {
  core_->shared_->pages[std::move(path)] = std::move(page);
}

void Server::page_hosts(std::vector<std::string> hosts) {
  core_->shared_->page_hosts = std::move(hosts);
}

void Server::listen(const std::string& host, std::uint16_t port) {
  core_->listener_ = TcpListener(host, port);
}

Address Server::address() const {
  return core_->listener_.local();
}

void Server::log(std::function<void(const std::string&)> log) {
  if (!log) {
    core_->shared_->log = nullptr;
    return;
  }
  // An exception of the log could only be reported to the log.
  core_->shared_->log = [log = std::move(log)](const std::string& line) {
    try {
      log(line);
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
  };
}

void Server::trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace) {
  core_->shared_->trace = std::move(trace);
}

void Server::run() {
  core_->run();
}

void Server::stop() {
  core_->stopping_ = true;
  core_->shared_->waker.wake();
}

std::size_t Server::broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen) {
  if (!begins_message(kind)) return 0;
  const auto frame = std::make_shared<const std::vector<std::uint8_t>>(encode_frame(kind, payload));
  std::vector<std::shared_ptr<ClientThread>> receivers = core_->clients_.all();
  if (chosen) {
    std::erase_if(receivers, [&](const auto& client) { return !client->is_open() || !chosen(Peer(client)); });
  }
  const std::lock_guard lock(core_->broadcast_mutex_);
  return static_cast<std::size_t>(std::count_if(receivers.begin(), receivers.end(),
                                                [&](const auto& client) { return client->send(frame); }));
}

std::vector<Peer> Server::peers() const {
  std::vector<Peer> open;
  for (auto& client : core_->clients_.all()) {
    if (client->is_open()) open.push_back(Peer(std::move(client)));
  }
  return open;
}

std::size_t Server::client_count() const {
  return core_->clients_.all().size();
}

}  // namespace ws101
