// One endpoint of a connection after the opening handshake, for one thread: bytes in, events pulled, bytes out.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "frame/compression.hpp"
#include "frame/event.hpp"
#include "frame/observer.hpp"
#include "frame/receiver.hpp"
#include "frame/sender.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// A Receiver, a Sender (their headers specify each call), and the step between them: each event is answered before
// it is returned. For tests, fuzzers and event loops; net/session.hpp is the same for threads and a socket.
//
//   for (;;) {
//     connection.received(read(socket, connection.space()));
//     while (auto event = connection.next()) ...             // may send, ping, close
//     connection.sent(write(socket, connection.pending()));
//   }
class Connection {
 public:
  static Connection server(const MessageLimits& limits = {}) {
    return {Receiver(Role::Server, limits), Sender::server()};
  }
  // `keys` must outlive the connection.
  static Connection client(MaskSource& keys, const MessageLimits& limits = {}) {
    return {Receiver(Role::Client, limits), Sender::client(keys)};
  }

  // Incoming bytes: see Receiver.
  MutableBytes space() { return receiver_.space(); }
  void received(std::size_t count) { receiver_.received(count); }
  void ended() { receiver_.ended(); }
  // The next event; the answer that the protocol requires is already queued. Messages that come after our Close are
  // dropped.
  std::optional<Event> next();

  // Outgoing frames: see Sender. False, and nothing is sent, unless the state is Open.
  bool send(Opcode kind, Bytes payload) { return queued(sender_.send(kind, payload)); }
  bool ping(Bytes payload) { return queued(sender_.ping(payload)); }
  bool pong(Bytes payload) { return queued(sender_.pong(payload)); }
  bool close(CloseCode code = CloseCode::Normal, std::string_view reason = {}) {
    return queued(sender_.close(code, reason));
  }
  // pending(): the bytes to send. sent(): the first `count` of them have been sent.
  Bytes pending() const { return sender_.pending()[0]; }
  void sent(std::size_t count) { sender_.sent(count); }

  State state() const { return sender_.state(); }
  bool closed() const { return is_closed(state()); }

  // Before the first frame: both directions of an extension that compresses messages; see Receiver and Sender.
  void compress_with(std::unique_ptr<Compressor> compressor, std::unique_ptr<Decompressor> decompressor) {
    sender_.compress_with(std::move(compressor));
    receiver_.decompress_with(std::move(decompressor));
  }
  // Frees memory that is not needed while nothing comes.
  void release_idle();
  std::size_t memory() const { return receiver_.memory() + sender_.memory(); }
  // Sets the observer from now on; null: none. It must outlive the connection, or the next call of
  // observe().
  void observe(FrameObserver* observer);

 private:
  Connection(Receiver receiver, Sender sender) : receiver_(std::move(receiver)), sender_(std::move(sender)) {}
  bool queued(const std::optional<QueuedFrame>& frame);

  Receiver receiver_;
  Sender sender_;
  FrameObserver* observer_ = nullptr;
};

}  // namespace ws101
