#include "server/server.hpp"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "net/opening.hpp"
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
  };

  void accept_all();
  void admit(TcpListener::Accepted accepted);
  void refuse(FileDescriptor fd);
  void no_descriptors();
  void wait();
  void tend(Clock::time_point now);
  void join_ended();
  void begin_stop();

  mutable std::mutex mutex_;
  std::list<Client> clients_;  // changed by the server's thread, under mutex_; read by others under mutex_
  std::unordered_map<std::string, std::size_t> per_address_;
  std::list<Refused> refused_;
  FileDescriptor reserve_;  // given up to accept, and refuse, when no descriptor is left
  Clock::time_point accept_after_{};
  Clock::time_point stop_at_{};
  std::uint64_t next_id_ = 1;
};

// ---- accept ---------------------------------------------------------------------------------------------------------

void Server::Core::accept_all() {
  for (;;) {
    TcpListener::Accepted accepted = listener_.accept();
    if (accepted.fd.valid()) {
      admit(std::move(accepted));
      continue;
    }
    if (accepted.error == EMFILE || accepted.error == ENFILE) {
      no_descriptors();
    } else if (accepted.error != 0) {
      // ENOBUFS, ENOMEM and what else may come: the system's trouble, which passes.
      accept_after_ = Clock::now() + kAcceptPause;
    }
    return;
  }
}

// With no descriptor left the client could neither be served nor refused, and the listener would stay readable for
// ever. One descriptor was kept for this moment.
void Server::Core::no_descriptors() {
  refused_.clear();
  reserve_.reset();
  TcpListener::Accepted accepted = listener_.accept();
  if (accepted.fd.valid()) {
    TcpSocket socket(std::move(accepted.fd));
    const std::string response = serialise(refuse_full());
    const Bytes bytes = bytes_of(response);
    socket.send_now(std::span(&bytes, 1));
    socket.shutdown_send();
  }
  reserve_ = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!reserve_.valid()) accept_after_ = Clock::now() + kAcceptPause;
}

void Server::Core::admit(TcpListener::Accepted accepted) {
  const std::string host = accepted.peer.host();
  std::size_t& from_there = per_address_[host];
  if (clients_.size() >= services_->limits.max_clients ||
      from_there >= services_->limits.max_clients_per_address) {
    if (services_->log) services_->log(accepted.peer.text() + " 503 no place for one more client");
    return refuse(std::move(accepted.fd));
  }
  auto visitor = std::make_shared<Visitor>(next_id_++, std::move(accepted.fd), accepted.peer, services_);
  const std::lock_guard lock(mutex_);
  Client& client = clients_.emplace_back();
  client.visitor = visitor;
  try {
    client.thread = std::thread([visitor] { visitor->run(); });
  } catch (const std::system_error&) {  // no thread to be had
    clients_.pop_back();
    if (services_->log) services_->log(accepted.peer.text() + " 503 no thread for one more client");
    const std::string response = serialise(refuse_full());
    const Bytes bytes = bytes_of(response);
    visitor->session().socket().send_now(std::span(&bytes, 1));
    visitor->session().socket().shutdown_send();
    accept_after_ = Clock::now() + kAcceptPause;
    return;
  }
  ++from_there;
}

// A refused client gets its 503 and a moment to read it: closing at once, with its request unread, would reset the
// connection and could take the answer with it.
void Server::Core::refuse(FileDescriptor fd) {
  TcpSocket socket(std::move(fd));
  const std::string response = serialise(refuse_full());
  const Bytes bytes = bytes_of(response);
  socket.send_now(std::span(&bytes, 1));
  socket.shutdown_send();
  if (refused_.size() >= kMaxRefused) refused_.pop_front();
  refused_.push_back({std::move(socket), Clock::now() + kRefusedTime});
}

// ---- the loop -------------------------------------------------------------------------------------------------------

void Server::Core::run() {
  reserve_ = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  while (!stopping_ || !clients_.empty()) {
    if (stopping_ && stop_at_ == Clock::time_point{}) begin_stop();
    wait();
    join_ended();
    tend(Clock::now());
  }
  if (stop_at_ == Clock::time_point{}) begin_stop();
  refused_.clear();
}

void Server::Core::wait() {
  const Clock::time_point now = Clock::now();
  std::vector<pollfd> polled;
  polled.push_back({services_->waker.fd(), POLLIN, 0});
  const bool accepting = !stopping_ && now >= accept_after_;
  polled.push_back({accepting ? listener_.fd() : -1, POLLIN, 0});
  for (const Refused& refused : refused_) polled.push_back({refused.socket.fd(), POLLIN, 0});
  const std::size_t first_slow = polled.size();
  std::vector<Visitor*> slow;
  for (const Client& client : clients_) {
    Session& session = client.visitor->session();
    if (session.outbox().waiting() == 0 || session.outbox().owner_sends()) continue;
    polled.push_back({session.fd(), POLLOUT, 0});
    slow.push_back(client.visitor.get());
  }
  const bool nothing_to_tend = clients_.empty() && refused_.empty() && accepting;
  const int timeout = nothing_to_tend ? -1 : static_cast<int>(Keeper::tick(services_->limits).count());
  if (::poll(polled.data(), polled.size(), timeout) < 0 && errno != EINTR) {
    throw std::system_error(errno, std::generic_category(), "poll");
  }
  if (polled[0].revents != 0) services_->waker.sleep_again();
  for (std::size_t i = 0; i < slow.size(); ++i) {
    if (polled[first_slow + i].revents != 0) slow[i]->session().outbox().drain();
  }
  std::size_t next = 2;
  for (auto refused = refused_.begin(); refused != refused_.end(); ++next) {
    std::uint8_t dropped[4096];
    const bool over = polled[next].revents != 0 && refused->socket.receive(dropped) <= 0;
    refused = over || now > refused->until ? refused_.erase(refused) : std::next(refused);
  }
  if (polled[1].revents != 0) accept_all();
}

void Server::Core::tend(Clock::time_point now) {
  for (Client& client : clients_) {
    const Visitor::Dropped why = client.keeper.look(*client.visitor, services_->limits, now);
    if (why != Visitor::Dropped::No) client.visitor->drop(why);
    if (stopping_ && now >= stop_at_) client.visitor->drop(Visitor::Dropped::Stop);
  }
}

void Server::Core::join_ended() {
  for (auto client = clients_.begin(); client != clients_.end();) {
    if (client->visitor->phase() != Visitor::Phase::Ended) {
      ++client;
      continue;
    }
    client->thread.join();
    const auto from_there = per_address_.find(client->visitor->address().host());
    if (--from_there->second == 0) per_address_.erase(from_there);
    const std::lock_guard lock(mutex_);
    client = clients_.erase(client);
  }
}

// RFC 6455 7.4.1: 1001 is for an endpoint that goes away, such as a server going down.
void Server::Core::begin_stop() {
  stop_at_ = Clock::now() + services_->limits.closing_time;
  listener_.close();
  for (Client& client : clients_) {
    if (client.visitor->phase() == Visitor::Phase::Handshake) {
      client.visitor->drop(Visitor::Dropped::Stop);
    } else {
      client.visitor->finish_send(client.visitor->session().close(CloseCode::GoingAway, "the server stops"));
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
  Services::Route& route = core_->services_->routes[std::move(path)];
  route.endpoint = std::move(endpoint);
  route.has_endpoint = true;
}

void Server::page(std::string path, PageMaker page) {
  core_->services_->routes[std::move(path)].page = std::move(page);
}

void Server::listen(const std::string& host, std::uint16_t port) {
  core_->listener_ = TcpListener(host, port);
}

Address Server::address() const {
  return core_->listener_.local();
}

void Server::log(std::function<void(const std::string&)> log) {
  core_->services_->log = std::move(log);
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
