// Lab 6: the accept loop, a thread for each client, broadcast, stop. The contract is src/server/server.hpp; what a
// ClientThread does for you, in src/server/client_thread.hpp; the list of clients, in src/server/client_list.hpp; the sockets,
// in src/net/tcp.hpp and src/net/poller.hpp. The bodies are placeholders: delete them.
#include "server/server.hpp"

#include "server/client_list.hpp"
#include "server/shared.hpp"

namespace ws101 {

// What the server's thread and the others share. Say at each member who may touch it, and under which lock.
class Server::Core {
 public:
  explicit Core(const ServerLimits& limits) : shared(std::make_shared<ServerShared>()) {
    shared->limits = limits;
  }
  std::shared_ptr<ServerShared> shared;
};

Server::Server(const ServerLimits& limits) : core_(std::make_unique<Core>(limits)) {}
Server::~Server() = default;

// They go into shared->endpoints, shared->pages and shared->page_hosts.
void Server::endpoint(std::string path, Endpoint endpoint) {
  static_cast<void>(path), static_cast<void>(endpoint);
}

void Server::page(std::string path, PageMaker page) {
  static_cast<void>(path), static_cast<void>(page);
}

void Server::page_hosts(std::vector<std::string> hosts) {
  static_cast<void>(hosts);
}

// TcpListener does the work.
void Server::listen(const std::string& host, std::uint16_t port) {
  static_cast<void>(host), static_cast<void>(port);
}

Address Server::address() const {
  return {};
}

void Server::log(std::function<void(const std::string&)> log) {
  static_cast<void>(log);
}

void Server::trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace) {
  static_cast<void>(trace);
}

// Until stop(): wait for the listener, the waker and the clients that have something waiting to be sent; accept, and add it to a
// ClientList; push() what waits; check each client's Deadlines; join the threads that have ended. A failing
// accept ends nothing. Too many clients: refuse_full(). After stop(): 1001 to all, then drop who is left after
// closing_time, and return when every thread has been joined.
void Server::run() {}

// Also from a signal handler: an atomic flag and shared->waker.
void Server::stop() {}

// Encode once (encode_frame() and a shared_ptr), take a copy of the list of clients under the lock, and send without it. One order for all.
std::size_t Server::broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen) {
  static_cast<void>(kind), static_cast<void>(chosen);
  return payload.size();
}

std::vector<Peer> Server::peers() const {
  return {};
}

std::size_t Server::client_count() const {
  return 1;
}

}  // namespace ws101
