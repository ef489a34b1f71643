// One client of the server from accept to the end of TCP: the thread's work, and what other threads may see of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "net/waker.hpp"
#include "server/server.hpp"

namespace ws101 {

// What all visitors share and nobody changes while the server runs. It outlives the server as long as a handle is kept.
struct Services {
  // What serves a path, or everything ("*"); null when nothing does.
  const Endpoint* find_endpoint(std::string_view path) const;
  const PageMaker* find_page(std::string_view path) const;

  ServerLimits limits;
  std::map<std::string, Endpoint, std::less<>> endpoints;
  std::map<std::string, PageMaker, std::less<>> pages;
  std::function<void(const std::string&)> log;
  std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace;
  Waker waker;
  std::atomic<std::size_t> ended = 0;  // threads that return and are to be joined
  std::atomic<bool> stopping = false;  // who comes to Open from now on says goodbye by itself
};

inline constexpr std::string_view kStopWords = "the server stops";

class Visitor : public std::enable_shared_from_this<Visitor>, private Handler {
 public:
  // In this order, never back. Written by the visitor's thread.
  enum class Phase : std::uint8_t {
    Handshake,  // the request head is awaited
    Answering,  // the request is judged, and its answer on its way
    Open,       // messages flow
    Closing,    // our Close is out and the peer's is awaited, or the connection has ended in another way
    Ending,     // the last bytes are sent; the peer has to end its half of TCP
    Ended,      // the descriptor is closed, the thread returns
  };
  // Why somebody else than the peer ended TCP.
  enum class Dropped : std::uint8_t { No, HandshakeTime, TooSlow, NoPong, ClosingTime, Stop };

  Visitor(std::uint64_t id, TcpSocket socket, const Address& address, std::shared_ptr<Services> services);

  void run();  // the thread's work; throws nothing

  // ---- any thread ----
  bool send(const SharedFrame& frame);
  // What is to do after a send; whether it succeeded.
  bool finish_send(Session::Sent sent) {
    return (sent == Session::Sent::Yes && session_.outbox().waiting() == 0) || finish_uncommon_send(sent);
  }
  void drop(Dropped why);
  Phase phase() const { return phase_.load(); }
  bool is_open() const { return phase() == Phase::Open && !session_.close_posted(); }
  Session& session() { return session_; }
  std::uint64_t id() const { return id_; }
  const Address& address() const { return address_; }

 private:
  bool finish_uncommon_send(Session::Sent sent);
  bool shake_hands();
  bool refuse(const std::string& response, std::string_view why);
  bool answer(const RequestHead& head, Bytes early);
  bool begin(const Request& request, Bytes early);
  void serve();
  template <typename Work>
  bool guard_user_code(Work work);
  void user_code_failed(const char* words);
  void tell_close(CloseEvent event);
  void log(std::string_view event) const;

  void on_message(Opcode kind, Bytes payload) override;
  void on_ping(Bytes payload) override;
  void on_pong(Bytes payload) override;
  void on_close(const CloseEvent& event) override;

  const std::uint64_t id_;
  const Address address_;
  const std::shared_ptr<Services> services_;
  const std::string
      name_;  // for the log; empty without one. Made by the server's thread: it costs 1 KiB of stack
  Session session_;
  const Endpoint* endpoint_ = nullptr;  // from the handshake on
  Peer peer_;                           // this visitor's own handle, while its thread runs
  bool close_told_ = true;              // false between open and close of the user's handlers
  bool only_pong_ = false;              // nothing but a pong came last: the client is idle
  std::atomic<Phase> phase_ = Phase::Handshake;
  std::atomic<Dropped> dropped_ = Dropped::No;
};

}  // namespace ws101
