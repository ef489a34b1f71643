// One protocol machine driven over one socket: what a server's client thread and a client have in common.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "frame/connection.hpp"
#include "net/outbox.hpp"
#include "net/tcp.hpp"

namespace ws101 {

// Tells threads apart as std::this_thread::get_id() does, without a call: each has one of its own, at its own address.
inline thread_local const char kThisThread = 0;

// The owner is the thread that calls receive(); handlers run in it, and no lock is held meanwhile.
class Session {
 public:
  // A server's end: sends block when the peer is slow.
  Session(TcpSocket socket, std::size_t max_backlog);
  // A client's end: `keys` must outlive the session.
  Session(TcpSocket socket, MaskSource& keys, std::size_t max_backlog);

  // ---- owner only ----------------------------------------------------------------------------------------------

  // Before anything else: the protocol machine, of the same role. It must live as long as the owner uses the session,
  // and is not a part of it because nobody else does: a thread has room for it on its stack.
  void drive(Connection& connection) { connection_ = &connection; }
  void become_owner() { owner_ = &kThisThread; }
  // From here on nobody is the owner, until another thread becomes it: after this, and told so by the caller's means.
  void resign() { owner_ = nullptr; }
  // Bytes that came in the same segment as the end of the handshake.
  void feed(Bytes early, Handler& handler);
  // Blocks until something comes, handles it, and sends what was answered, all in one write. False when nothing
  // more can come: the connection is closed, or TCP has ended. Exceptions of the handler pass through.
  bool receive(Handler& handler);
  // Sends now what handlers have answered so far. False when the connection is broken.
  bool flush() { return outbox_.flush(); }
  // Ends the TCP connection in good order: our half, then reading until the peer ends its half; then the descriptor is
  // closed. What is left of the session is small, for those who keep a handle to it. Something else must bound the
  // time: abort() from another thread.
  void finish();
  // Gives memory back; for a connection on which nothing happens.
  void release_idle();
  TcpSocket& socket() { return socket_; }
  State state() const { return connection_->state(); }
  bool finished_reading() const { return connection_->closed(); }
  // Our Close is out, by whichever thread, and the peer's is awaited.
  bool closing() const { return connection_->close_expected() || (close_posted() && !connection_->closed()); }

  // ---- any thread ----------------------------------------------------------------------------------------------

  // Called by the owner inside a handler: gathered, sent when the handler's batch is done. Called by the owner
  // elsewhere: sent at once, may block as the outbox does. Called by another thread: posted, never blocks.
  enum class Sent : std::uint8_t { Yes, Closed, Overflow };
  Sent send(Opcode kind, Bytes payload);  // Text (UTF-8) or Binary; another kind: Closed, and nothing is sent
  Sent send(
      const SharedFrame& frame);  // already encoded, unmasked: for servers. Never blocks, not even the owner
  Sent send_raw(Bytes frames);    // as they are, right or wrong
  Sent ping(Bytes payload);       // over 125 bytes: Closed, and nothing is sent
  // Begins the closing handshake. Closed for a code that may not be sent; NoStatus: a Close without a code. The reason
  // is cut at 123 bytes.
  Sent close(CloseCode code, std::string_view reason);

  bool is_owner() const { return owner_.load(std::memory_order_relaxed) == &kThisThread; }
  // Whether the caller is the owner and inside a handler.
  bool in_handler() const { return is_owner() && in_commit_; }
  // Sends now what handlers have answered so far, if the caller is the owner; else nothing happens.
  void flush_if_owner() {
    if (is_owner()) outbox_.flush();
  }

  // Ends TCP at once: whatever blocks on the socket returns. Idempotent.
  void abort();
  // The same, and what the system still holds for the peer is thrown away.
  void abort_hard();
  // Ends only the reading: a receive() that blocks returns false.
  void stop_reading();

  Outbox& outbox() { return outbox_; }
  // A number that changes with each receive that brought something.
  std::uint64_t activity() const { return activity_.load(std::memory_order_relaxed); }
  // Whether the owner is handling what came rather than waiting for more.
  bool handling() const { return handling_.load(std::memory_order_relaxed); }
  // Whether close() has begun the closing, in whichever thread.
  bool close_posted() const { return own_close_.load(std::memory_order_relaxed) || outbox_.close_posted(); }
  // The descriptor for poll(), or -1 when it is closed.
  int fd() const;

  // Before the session is used. The observer may be called by every thread that sends; finish() lets it go.
  void observe(std::shared_ptr<FrameObserver> observer);

 private:
  void handle(std::size_t received, Handler& handler);
  Sent post(Opcode opcode, Bytes payload, bool is_close);
  Sent post_encoded(const SharedFrame& frame, Bytes payload, bool is_close);
  Sent after_own_send(bool accepted);
  void notice_posted_close();

  mutable std::mutex mutex_;  // guards the end of socket_: no call on a descriptor that is closed
  std::shared_ptr<FrameObserver> observer_;  // guarded by mutex_
  TcpSocket socket_;
  bool finished_ = false;    // guarded by mutex_
  bool observed_ = false;    // from observe() on
  bool in_commit_ = false;   // owner only
  bool peer_ended_ = false;  // owner only: the peer's half of TCP has ended
  MaskSource* keys_;
  Connection* connection_ = nullptr;  // owner only
  Outbox outbox_;
  std::atomic<const char*> owner_ = nullptr;  // nobody, until become_owner()
  std::atomic<bool> handling_ = true;  // until the first receive(): what comes before is the owner's work too
  std::atomic<bool> own_close_ = false;  // the owner began the closing
  std::atomic<std::uint64_t> activity_ = 0;
};

}  // namespace ws101
