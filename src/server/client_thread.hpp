// One client of the server from accept to the end of TCP: the work of its thread, and what other threads may see of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "net/session.hpp"
#include "server/routes.hpp"
#include "server/shared.hpp"

namespace ws101 {

class ClientThread : public std::enable_shared_from_this<ClientThread> {
 public:
  // In this order, never back. Written by the client's thread, except in evict().
  enum class Phase : std::uint8_t {
    Handshake,  // waits for the request head
    Evicted,    // another client needed the place before there was a WebSocket
    Answering,  // judges the request, and sends any response but 101
    Opening,    // sends the 101
    Open,       // messages flow, or the closing handshake has begun: see session().state()
    Ending,     // sends the last bytes and waits for the end of the peer's half of TCP
    Ended,      // the descriptor is closed, the thread returns
  };
  // Why the server, and not the peer, ended TCP.
  enum class Dropped : std::uint8_t { No, HandshakeTime, TooSlow, NoPong, ClosingTime, Stop };

  ClientThread(std::uint64_t id, TcpSocket socket, const Address& address,
               std::shared_ptr<ServerShared> shared);

  void run();  // the thread's work; throws nothing

  // ---- Any thread ----
  bool send(Opcode kind, Bytes payload) { return is_open() && finish_send(session_.send(kind, payload)); }
  bool send(const SharedFrame& frame) { return is_open() && finish_send(session_.send(frame)); }
  bool send_raw(Bytes frames) { return is_open() && finish_send(session_.send_raw(frames)); }
  bool ping(Bytes payload) { return is_open() && finish_send(session_.ping(payload)); }
  bool close(CloseCode code, std::string_view reason) {
    return is_open() && finish_send(session_.close(code, reason));
  }
  void drop(Dropped why);
  // Updates shared_->memory with the bytes that wait for this client.
  void tell_backlog();
  // Ends TCP, an unfinished handshake with 503. False, and no effect, if there is a WebSocket or the thread has ended.
  bool evict();
  Phase phase() const { return phase_.load(); }
  bool is_open() const { return phase() == Phase::Open && session_.state() == State::Open; }
  Session& session() { return session_; }
  std::uint64_t id() const { return id_; }
  const Address& address() const { return address_; }

 private:
  bool shake_hands();
  bool answer(const RequestHead& head, Bytes early);
  void compress(const DeflateParams& params);
  bool respond(const HttpAnswer& answer);
  bool begin(const Request& request, Bytes early);
  void serve();
  bool fits_in_memory();
  void tell_memory(std::size_t now);
  void handle(const Event& event);
  void tell(const Message& message);
  void tell(const Ping& ping);
  void tell(const Pong& pong);
  void tell(const CloseEvent& event);
  void tell_close(const CloseEvent& event);
  template <typename Work>
  bool guard_user_code(Work work);
  void user_code_failed(const char* words);
  bool finish_send(Session::Sent sent);
  void log(std::string_view event) const;

  const std::uint64_t id_;
  const Address address_;
  const std::shared_ptr<ServerShared> shared_;
  const std::string name_;  // for the log; made by the server's thread, because it takes 1 KiB of stack
  Session session_;
  const Endpoint* endpoint_ = nullptr;         // from the handshake on
  Peer peer_;                                  // this client's own handle, while its thread runs
  bool close_told_ = true;                     // false between open and close of the user's handlers
  bool only_pongs_ = false;                    // the last event was a Pong: the client is idle
  std::size_t told_memory_ = 0;                // this client's received bytes in shared_->memory
  std::atomic<std::size_t> told_backlog_ = 0;  // this client's waiting bytes in shared_->memory
  std::atomic<Phase> phase_ = Phase::Handshake;
  std::atomic<Dropped> dropped_ = Dropped::No;
};

}  // namespace ws101
