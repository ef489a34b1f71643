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
  // The handshake is complete: the first call for this client.
  std::function<void(Peer&, const Request&)> open = {};
  // Text (valid UTF-8) or binary; the payload is a view, valid during the call.
  std::function<void(Peer&, const Message&)> message = {};
  // The connection has ended: the last call, exactly once if the handshake was completed.
  std::function<void(Peer&, const CloseEvent&)> close = {};
  // A ping came, and its Pong is already queued; a pong came.
  std::function<void(Peer&, Bytes)> ping = {};
  std::function<void(Peer&, Bytes)> pong = {};
  // The message of an exception from one of these.
  std::function<void(Peer&, std::string_view)> error = {};
  // Returns an observer for the frames of a new connection, instead of Server::trace, or null. Called before
  // `open`.
  std::function<std::unique_ptr<FrameObserver>(const Peer&, const Request&)> trace = {};

  std::vector<std::string> subprotocols = {};  // that the server speaks, the most preferred first
  std::vector<std::string> origins = {};       // web pages that may connect; empty: all
  bool same_origin = false;                    // only pages of this server may connect, and `origins`
  // The server's own host names, without a port; IP addresses and localhost are always accepted. Empty: every name,
  // and then a page under any name that resolves to this server passes for its own (see handshake/host.hpp).
  std::vector<std::string> hosts = {};
  // permessage-deflate (RFC 7692) as the server wants it: kSmallDeflate, which uses little memory, is the usual
  // choice; {} keeps windows from message to message. None: it is declined. `message` gets inflated messages, and
  // sent messages are compressed if that makes them shorter (`deflate_limits`); broadcasts and raw frames are not
  // compressed.
  std::optional<DeflateParams> deflate = {};
  DeflateLimits deflate_limits = {};
  std::uint64_t max_message = 0;  // bytes, instead of the limit in ServerLimits::message; 0: that limit
};

// The response to a browser that requests a path without Upgrade. The body is made for each request.
struct PageContent {
  std::string body;
  std::string content_type = "text/html; charset=utf-8";
  Fields fields = {};  // further fields of the response; must not come from a peer
};
using PageMaker = std::function<PageContent(const Request&)>;

class Server {
 public:
  explicit Server(const ServerLimits& limits = {});
  ~Server();  // run() must have returned

  // ---- before run(), from one thread ----
  // A path is compared as a whole, without its query; if it is given twice, the last one counts. "*": every other
  // path.
  void endpoint(std::string path, Endpoint endpoint);
  void page(std::string path, PageMaker page);      // may have the same path as an endpoint: Upgrade decides
  void page_hosts(std::vector<std::string> hosts);  // for all pages, as Endpoint::hosts
  // Port 0 lets the system choose. Throws std::system_error (the address is in use, ...) or std::runtime_error (no such
  // host). Nothing is accepted before run().
  void listen(const std::string& host, std::uint16_t port);
  Address address() const;  // where it listens, with the real port
  // Called with one line for each connection that comes, is refused or ends; from many threads. Costs nothing if
  // unset.
  void log(std::function<void(const std::string&)> log);
  // Returns an observer for the frames of a new connection, or null; called in the connection's thread.
  void trace(std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace);

  // ---- once ----
  // Serves until stop(), and returns when every client's thread has been joined. Blocks.
  void run();

  // ---- any thread ----
  // Accepts no more clients, sends 1001 to all, and drops the remaining ones after closing_time. Returns immediately;
  // safe in signal handlers.
  void stop();
  // Sends the same message, Binary or Text (UTF-8), to all clients or to those for which `chosen` is true; all get
  // broadcasts in the same order. Encoded once, never blocks on a client. A client with more than max_backlog
  // waiting bytes is dropped: its close handler gets 1008, TCP is reset. Returns the number of clients to which it
  // was queued or sent.
  std::size_t broadcast(Opcode kind, Bytes payload, const std::function<bool(const Peer&)>& chosen = {});
  std::size_t broadcast(std::string_view text) { return broadcast(Opcode::Text, bytes_of(text)); }
  std::vector<Peer> peers() const;   // the clients whose handshake is complete
  std::size_t client_count() const;  // all connections, including those in their handshake

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace ws101
