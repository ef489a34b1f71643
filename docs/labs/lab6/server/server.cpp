// Lab 6: the accept loop, a thread for each client, broadcast, stop. The specification is src/server/server.hpp;
// src/server/client_thread.hpp says what a ClientThread does for you; the list of clients is in
// src/server/client_list.hpp, the sockets in src/net/tcp.hpp and src/net/poller.hpp. The bodies are placeholders:
// delete them.
#include "server/server.hpp"

#include "server/client_list.hpp"
#include "server/shared.hpp"

namespace ws101 {

// The members that the server's thread and the others share. Write at each which threads may use it, and
// under which lock.
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
  static_cast<void>(path), static_cast<void>(endpoint);  // placeholder: delete this line
}

void Server::page(std::string path, PageMaker page) {
  static_cast<void>(path), static_cast<void>(page);  // placeholder: delete this line
}

void Server::page_hosts(std::vector<std::string> hosts) {
  static_cast<void>(hosts);  // placeholder: delete this line
}

// TcpListener does the work.
void Server::listen(const std::string& host, std::uint16_t port) {
  static_cast<void>(host), static_cast<void>(port);  // placeholder: delete this line
}

Address Server::address() const {
  return {};  // placeholder: delete this line
}

void Server::log(std::function<void(const std::string&)> log) {
  static_cast<void>(log);  // placeholder: delete this line
}

void Server::trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace) {
  static_cast<void>(trace);  // placeholder: delete this line
}

// Until stop(): wait for the listener, the waker and the clients with unsent bytes; accept, and add the client to a
// ClientList; push() unsent bytes; check each client's Deadlines; join the threads that have ended. Continue if
// accept fails. Too many clients: refuse_full(). After stop(): send 1001 to all, drop the remaining clients after
// closing_time, and return when every thread has been joined.
void Server::run() {}

// Also from a signal handler: an atomic flag and shared->waker.
void Server::stop() {}

// Encode once (encode_frame() and a shared_ptr), copy the list of clients under the lock, and send without it. All
// clients get broadcasts in the same order.
std::size_t Server::broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen) {
  // placeholder: delete these lines
  static_cast<void>(kind), static_cast<void>(chosen);
  return payload.size();
}

std::vector<Peer> Server::peers() const {
  return {};  // placeholder: delete this line
}

std::size_t Server::client_count() const {
  return 1;  // placeholder: delete this line
}

}  // namespace ws101
