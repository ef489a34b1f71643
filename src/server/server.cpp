#include "server/server.hpp"

#include <algorithm>
#include <array>
#include <list>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/opening.hpp"
#include "net/poller.hpp"
#include "server/keeper.hpp"
#include "server/visitor.hpp"

namespace ws101 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kRefusedTime{1000};  // how long a refused client may take to read why
constexpr std::size_t kMaxRefused = 64;                  // refused clients that are waited for at once
constexpr std::chrono::milliseconds kAcceptPause{50};    // when the system has no memory for a connection

}  // namespace

// The server's own thread: it accepts, keeps deadlines, sends what slow clients left waiting, and joins what has ended.
// It never blocks but in poll().
class Server::Core {
 public:
  explicit Core(const ServerLimits& limits) : services_(std::make_shared<Services>()) {
    services_->limits = limits;
  }
  // Handlers may hold peers, and a peer holds the services: without this such a circle would live for ever.
  ~Core() {
    services_->endpoints.clear();
    services_->pages.clear();
    services_->log = nullptr;
    services_->trace = nullptr;
  }

  void run();
  std::vector<std::shared_ptr<Visitor>> visitors() const;

  std::shared_ptr<Services> services_;
  TcpListener listener_;
  std::atomic<bool> stopping_ = false;
  std::mutex broadcast_mutex_;  // one broadcast at a time: the same order for all

 private:
  struct Client {
    std::shared_ptr<Visitor> visitor;
    std::thread thread;
    Keeper keeper;
  };
  struct Refused {
    TcpSocket socket;
    Clock::time_point until;
    std::size_t place = 0;  // in the poller
  };

  void accept_one();
  void admit(TcpSocket socket, const Address& peer);
  void refuse(TcpSocket& socket, const Address& peer, std::string_view missing);
  void wait();
  void watch_slow();
  void tend(Clock::time_point now);
  void join_ended();
  void begin_stop();

  mutable std::mutex mutex_;
  std::list<Client> clients_;  // changed by the server's thread, under mutex_; read by others under mutex_
  std::unordered_map<std::string, std::size_t> per_address_;  // by Address::host_bytes()
  std::list<Refused> refused_;
  Poller poller_;
  struct Slow {
    std::size_t place;  // in the poller
    Visitor* visitor;
  };
  std::vector<Slow> slow_;  // clients for which something waits, as of the last wait()
  bool look_for_slow_ = true;
  Clock::time_point next_look_{};  // at the deadlines of all clients
  Clock::time_point accept_after_{};
  Clock::time_point stop_at_{};
  std::uint64_t next_id_ = 1;
};

// ---- accept ---------------------------------------------------------------------------------------------------------

// One at a time: to learn from poll() whether more wait costs less than an accept() in vain.
void Server::Core::accept_one() {
  TcpListener::Accepted accepted = listener_.accept();
  switch (accepted.got) {
    case TcpListener::Got::Connection:
      try {
        admit(std::move(accepted.socket), accepted.peer);
      } catch (const std::bad_alloc&) {  // this client gets nothing, the others are served
        accept_after_ = Clock::now() + kAcceptPause;
      }
      return;
    case TcpListener::Got::Nobody:
      return;
    case TcpListener::Got::Last:
      refused_.clear();
      refuse(accepted.socket, accepted.peer, "no descriptor");
      return;
    case TcpListener::Got::Nothing:
      accept_after_ = Clock::now() + kAcceptPause;
      return;
  }
}

void Server::Core::admit(TcpSocket socket, const Address& peer) {
  const ServerLimits& limits = services_->limits;
  const std::string host = peer.host_bytes();
  std::size_t& from_there = per_address_[host];
  if (clients_.size() >= limits.max_clients || from_there >= limits.max_clients_per_address) {
    refuse(socket, peer, "no place");
    if (from_there == 0) per_address_.erase(host);
    // It gets a moment to read why: closing at once, with its request unread, would reset the connection and could
    // take the answer with it.
    if (refused_.size() >= kMaxRefused) refused_.pop_front();
    refused_.push_back({std::move(socket), Clock::now() + kRefusedTime, 0});
    return;
  }
  const auto visitor = std::make_shared<Visitor>(next_id_++, std::move(socket), peer, services_);
  {
    const std::lock_guard lock(mutex_);  // counted first: whoever has an answer is in client_count()
    clients_.emplace_back().visitor = visitor;
  }
  try {
    clients_.back().thread = std::thread([visitor] { visitor->run(); });
  } catch (const std::system_error&) {  // the system gives no thread
    {
      const std::lock_guard lock(mutex_);
      clients_.pop_back();
    }
    refuse(visitor->session().socket(), peer, "no thread");
    if (from_there == 0) per_address_.erase(host);
    accept_after_ = Clock::now() + kAcceptPause;
    return;
  }
  ++from_there;
}

void Server::Core::refuse(TcpSocket& socket, const Address& peer, std::string_view missing) {
  if (services_->log) services_->log(peer.text() + " 503 " + std::string(missing) + " for one more client");
  const std::string response = serialise(refuse_full());
  const Bytes bytes = bytes_of(response);
  socket.send_now(std::span(&bytes, 1));
  socket.shutdown_send();
}

// ---- the loop -------------------------------------------------------------------------------------------------------

// What must be done for every client is done a few times a second, not each time that somebody comes or goes.
void Server::Core::run() {
  while (!stopping_ || !clients_.empty()) {
    if (stopping_ && stop_at_ == Clock::time_point{}) {
      begin_stop();
      join_ended();  // whoever saw no stop when it ended did not wake us
    }
    wait();
    const Clock::time_point now = Clock::now();
    if (now < next_look_) continue;
    join_ended();
    tend(now);
    next_look_ = now + Keeper::tick(services_->limits);
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
  const std::size_t waker = poller_.add_readable(services_->waker.fd());
  const std::size_t listener = poller_.add_readable(accepting ? listener_.fd() : -1);
  for (Refused& refused : refused_) refused.place = poller_.add_readable(refused.socket.fd());
  watch_slow();
  if (clients_.empty() && refused_.empty() && accepting) {
    poller_.wait(std::nullopt);
  } else {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_look_ - now);
    poller_.wait(std::clamp(left, std::chrono::milliseconds(0),
                            pausing ? kAcceptPause : Keeper::tick(services_->limits)));
  }
  for (const Slow& slow : slow_) {
    if (poller_.ready(slow.place)) slow.visitor->session().outbox().drain();
  }
  refused_.remove_if([&](Refused& refused) {
    std::array<std::uint8_t, 512> dropped;
    return now > refused.until || (poller_.ready(refused.place) && refused.socket.receive(dropped) <= 0);
  });
  if (poller_.ready(waker)) {
    services_->waker.sleep_again();
    look_for_slow_ = true;
    join_ended();
  }
  if (poller_.ready(listener)) {
    join_ended();  // whoever has gone makes room for whoever comes
    accept_one();
  }
}

// Who has taken nothing for a while has its socket watched. Such a client is announced by the waker.
void Server::Core::watch_slow() {
  look_for_slow_ = look_for_slow_ || !slow_.empty();
  slow_.clear();
  if (!std::exchange(look_for_slow_, false)) return;
  for (const Client& client : clients_) {
    Session& session = client.visitor->session();
    if (session.outbox().waiting() == 0 || session.outbox().owner_sends()) continue;
    slow_.push_back({poller_.add_writable(session.fd()), client.visitor.get()});
  }
}

void Server::Core::tend(Clock::time_point now) {
  for (Client& client : clients_) {
    const Visitor::Dropped why = client.keeper.look(*client.visitor, services_->limits, now);
    if (why != Visitor::Dropped::No) client.visitor->drop(why);
    if (stop_at_ != Clock::time_point{} && now >= stop_at_) client.visitor->drop(Visitor::Dropped::Stop);
  }
}

void Server::Core::join_ended() {
  for (auto client = clients_.begin(); services_->ended > 0 && client != clients_.end();) {
    if (client->visitor->phase() != Visitor::Phase::Ended) {
      ++client;
      continue;
    }
    client->thread.join();
    --services_->ended;
    const auto from_there = per_address_.find(client->visitor->address().host_bytes());
    if (--from_there->second == 0) per_address_.erase(from_there);
    const std::lock_guard lock(mutex_);
    client = clients_.erase(client);
  }
}

// RFC 6455 7.4.1: 1001 is for an endpoint that goes away, such as a server going down.
void Server::Core::begin_stop() {
  stop_at_ = Clock::now() + services_->limits.closing_time;
  services_->stopping = true;
  listener_.close();
  for (Client& client : clients_) {
    const Visitor::Phase phase = client.visitor->phase();
    if (phase == Visitor::Phase::Handshake) {
      client.visitor->drop(Visitor::Dropped::Stop);
    } else if (phase == Visitor::Phase::Open) {
      client.visitor->finish_send(client.visitor->session().close(CloseCode::GoingAway, kStopWords));
    }
  }
}

std::vector<std::shared_ptr<Visitor>> Server::Core::visitors() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Visitor>> all;
  all.reserve(clients_.size());
  for (const Client& client : clients_) all.push_back(client.visitor);
  return all;
}

// ---- the public face ------------------------------------------------------------------------------------------------

Server::Server(const ServerLimits& limits) : core_(std::make_unique<Core>(limits)) {}
Server::~Server() = default;

void Server::endpoint(std::string path, Endpoint endpoint) {
  core_->services_->endpoints[std::move(path)] = std::move(endpoint);
}

void Server::page(std::string path, PageMaker page) {
  core_->services_->pages[std::move(path)] = std::move(page);
}

void Server::listen(const std::string& host, std::uint16_t port) {
  core_->listener_ = TcpListener(host, port);
}

Address Server::address() const {
  return core_->listener_.local();
}

void Server::log(std::function<void(const std::string&)> log) {
  if (!log) {
    core_->services_->log = nullptr;
    return;
  }
  // What a log throws could only be reported to the log.
  core_->services_->log = [log = std::move(log)](const std::string& line) {
    try {
      log(line);
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
  };
}

void Server::trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace) {
  core_->services_->trace = std::move(trace);
}

void Server::run() {
  core_->run();
}

void Server::stop() {
  core_->stopping_ = true;
  core_->services_->waker.wake();
}

std::size_t Server::broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen) {
  if (!begins_message(kind)) return 0;
  const SharedFrame frame = share_frame(kind, payload);
  std::vector<std::shared_ptr<Visitor>> receivers = core_->visitors();
  if (chosen) {
    std::erase_if(receivers,
                  [&](const auto& visitor) { return !visitor->is_open() || !chosen(Peer(visitor)); });
  }
  const std::lock_guard lock(core_->broadcast_mutex_);
  return static_cast<std::size_t>(std::count_if(receivers.begin(), receivers.end(),
                                                [&](const auto& visitor) { return visitor->send(frame); }));
}

std::vector<Peer> Server::peers() const {
  std::vector<Peer> open;
  for (auto& visitor : core_->visitors()) {
    if (visitor->is_open()) open.push_back(Peer(std::move(visitor)));
  }
  return open;
}

std::size_t Server::client_count() const {
  return core_->visitors().size();
}

}  // namespace ws101
