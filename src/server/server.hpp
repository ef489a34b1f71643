// A WebSocket server: one blocking thread for each client, handlers that run in it, pages for browsers.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/event.hpp"
#include "frame/observer.hpp"
#include "handshake/deflate_params.hpp"
#include "net/permessage_deflate.hpp"
#include "server/limits.hpp"
#include "server/peer.hpp"

namespace ws101 {

// What an endpoint does; each may be empty. All calls for one client come from its own thread, one after the other, and
// no lock is held. An exception closes that connection with 1011, is passed to `error`, and affects no other client.
struct Endpoint {
  // The handshake is done: the first call for this client.
  std::function<void(Peer&, const Request&)> open = {};
  // Text (valid UTF-8) or binary; the payload is a view, valid during the call.
  std::function<void(Peer&, const Message&)> message = {};
  // How it ended: the last call, exactly once if the handshake was done.
  std::function<void(Peer&, const CloseEvent&)> close = {};
  // A ping came, and its Pong is already on its way; a pong came.
  std::function<void(Peer&, Bytes)> ping = {};
  std::function<void(Peer&, Bytes)> pong = {};
  // The words of an exception that one of these let escape.
  std::function<void(Peer&, std::string_view)> error = {};
  // Gives a new connection a watcher of its frames, in place of the one of Server::trace. Called before `open`; may
  // return none.
  std::function<std::unique_ptr<FrameObserver>(const Peer&, const Request&)> trace = {};

  std::vector<std::string> subprotocols = {};  // that the server speaks, the most preferred first
  std::vector<std::string> origins = {};       // web pages that may connect; empty: all
  bool same_origin = false;                    // only pages of this server may connect, and `origins`
  // The server's own names, by which clients may come: without a port; IP addresses and localhost always count. Empty:
  // all, and then a page under any name that resolves here counts as this server's (see handshake/host.hpp).
  std::vector<std::string> hosts = {};
  // permessage-deflate (RFC 7692) as the server wants it: kSmallDeflate, memory first, is the usual choice; {} keeps
  // windows from message to message. None: it is declined. What `message` gets is inflated, and what is sent is
  // compressed if it pays (`deflate_limits`); broadcasts and raw frames go as they are.
  std::optional<DeflateParams> deflate = {};
  DeflateLimits deflate_limits = {};
  std::uint64_t max_message = 0;  // bytes, in place of ServerLimits::message; 0: as there
};

// What a browser gets that asks for a path without wanting a WebSocket. The body is made for each request.
struct PageContent {
  std::string body;
  std::string content_type = "text/html; charset=utf-8";
  Fields fields = {};  // further ones of the response; must not come from a peer
};
using PageMaker = std::function<PageContent(const Request&)>;

class Server {
 public:
  explicit Server(const ServerLimits& limits = {});
  ~Server();  // run() must have returned

  // ---- before run(), from one thread ----
  // A path is compared whole and without its query; given again, the last one counts. "*": every path not routed.
  void endpoint(std::string path, Endpoint endpoint);
  void page(std::string path, PageMaker page);  // may share its path with an endpoint: the Upgrade decides
  void page_hosts(std::vector<std::string> hosts);  // for all pages, as Endpoint::hosts
  // Port 0 lets the system choose. Throws std::system_error (the address is in use, ...) or std::runtime_error (no such
  // host). Nothing is accepted before run().
  void listen(const std::string& host, std::uint16_t port);
  Address address() const;  // where it listens, with the real port
  // One line for each connection that comes, is refused or ends; called from many threads. Costs nothing when unset.
  void log(std::function<void(const std::string&)> log);
  // Gives every new connection a watcher of its frames, or null; called from the connection's thread.
  void trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace);

  // ---- once ----
  // Serves until stop(), and returns when every client's thread has been joined. Blocks.
  void run();

  // ---- any thread ----
  // No new clients, 1001 to all, and after closing_time the rest is cut off. Returns at once; also for signal handlers.
  void stop();
  // The same message, Binary or Text (UTF-8), to all clients or to those for which `chosen` is true; each gets whole
  // messages, in one order for all. Encoded once, never blocks. A client that has more than max_backlog bytes
  // waiting is dropped: 1008 in its close handler, a reset on its wire. Returns how many clients it was given to.
  std::size_t broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen = {});
  std::size_t broadcast(std::string_view text) { return broadcast(Opcode::Text, bytes_of(text)); }
  std::vector<Peer> peers() const;   // the clients whose handshake is done
  std::size_t client_count() const;  // all connections, also those in their handshake

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace ws101
