// One connection on one socket: a Receiver for the receiving thread, a Sender that any thread may use.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "frame/event.hpp"
#include "frame/observer.hpp"
#include "frame/receiver.hpp"
#include "frame/sender.hpp"
#include "net/tcp.hpp"
#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::size_t kDefaultMaxBacklog = std::size_t{4} << 20;  // 4 MiB

// One encoded, unmasked frame that many sessions may send: a broadcast is encoded once.
using SharedFrame = std::shared_ptr<const std::vector<std::uint8_t>>;

// The receiving thread is the one that called receive_here(). No lock is held while an event is handled or an
// observer is called.
class Session {
 public:
  // Receiver and sender have the same role. `max_backlog`: how many bytes may wait for a slow peer.
  Session(TcpSocket socket, Receiver receiver, Sender sender, std::size_t max_backlog);

  // ---- The receiving thread only ------------------------------------------------------------------------------------

  void receive_here() { receiving_thread_.store(std::this_thread::get_id(), std::memory_order_relaxed); }
  // Blocks until bytes or the end of TCP come; then call next(). False after a CloseEvent: nothing more can come.
  // Throws std::bad_alloc. While Receiver::paused() it returns true without receiving: call next() again.
  bool receive();
  // Takes bytes that came with the end of the handshake, as if received.
  void feed(Bytes early);
  // The next event, as Receiver::next(); the answer that the protocol requires is queued. A message that comes
  // after our Close is dropped.
  std::optional<Event> next();
  // Sends all pending bytes, and blocks until the system has taken them. False if the connection is broken: then
  // receive() and next() return its end.
  bool flush();
  // Ends TCP properly: flushes, ends our half, reads until the peer ends its half, and closes the descriptor.
  // Another thread must limit the time, with abort().
  void finish();
  // Frees memory, for an idle connection.
  void release_idle();
  // Ends receiving, and frees the memory of received bytes.
  void drop_received() {
    receiver_.give_up();
    receiver_.release_idle();
  }
  // Bytes of memory that the receiver uses.
  std::size_t memory() const { return receiver_.memory(); }
  // Call it before the first frame: the limits of a message.
  void set_limits(const MessageLimits& limits) { receiver_.set_limits(limits); }
  // As Receiver::pause_after().
  void pause_after(std::uint64_t inflated) { receiver_.pause_after(inflated); }
  // Call it before the first frame if an extension that compresses messages was negotiated; finish() releases both.
  // The sending thread compresses under the lock, because messages must be compressed in the order in which they are
  // sent: other threads that send or push wait until one message is compressed. Encoded frames are sent uncompressed.
  void compress_with(std::unique_ptr<Compressor> compressor, std::unique_ptr<Decompressor> decompressor) {
    receiver_.decompress_with(std::move(decompressor));
    const std::lock_guard lock(mutex_);
    stage_below_ = compressor == nullptr ? kLongPayload : 0;
    sender_.compress_with(std::move(compressor));
  }
  // Call it before the first frame. The observer is called by every thread that sends; finish() releases
  // it.
  void observe(std::shared_ptr<FrameObserver> observer);
  TcpSocket& socket() { return socket_; }

  // ---- Any thread ---------------------------------------------------------------------------------------------------

  enum class Sent : std::uint8_t {
    Yes,       // sent, or waiting to be sent
    Closed,    // refused: the state is not Open, or the argument is not allowed (see Sender)
    Overflow,  // refused: the peer reads too slowly, more than max_backlog bytes would wait
  };
  // Other threads never block: bytes that the system does not take wait, up to max_backlog (a longer frame may wait
  // alone), and a thread must push() them. The receiving thread has no such limit, but may block: its frames wait for
  // flush(), and while more than 64 KiB wait, its next send blocks, so that nothing is read from a peer that does not
  // read its answers. A Close is always accepted.
  Sent send(Opcode kind, Bytes payload);
  Sent send(const SharedFrame& frame);
  Sent send_raw(Bytes frames);  // encoded frames, valid or invalid
  Sent ping(Bytes payload);
  Sent close(CloseCode code, std::string_view reason);
  // Sends as much as the system takes without blocking. True if bytes still wait.
  bool push();

  State state() const { return state_.load(std::memory_order_relaxed); }
  bool is_receiving_thread() const {
    return receiving_thread_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }
  // waiting(): how many bytes wait. progress() changes whenever the system takes bytes, activity() with each
  // receive().
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }
  std::uint64_t progress() const { return progress_.load(std::memory_order_relaxed); }
  std::uint64_t activity() const { return activity_.load(std::memory_order_relaxed); }
  // Receiver::unfinished() as of the last time when the receiving thread began to wait for bytes.
  std::uint64_t unfinished() const { return unfinished_.load(std::memory_order_relaxed); }
  // True while the receiving thread does not wait for bytes of the peer.
  bool handling() const { return handling_.load(std::memory_order_relaxed); }
  // True while it is in flush(), where it waits for the socket itself.
  bool flushing() const { return flushing_.load(std::memory_order_relaxed); }

  // Ends TCP immediately: calls that block on the socket return. Idempotent.
  void abort();
  // The same, and drops the bytes that wait here or in the system: the peer gets a reset.
  void abort_hard();
  // Ends only the receiving half.
  void stop_reading();
  // The descriptor for poll(), or -1 when it is closed.
  int fd() const;

 private:
  using Lock = std::unique_lock<std::mutex>;
  template <typename Queue>
  Sent send_frame(std::optional<std::size_t> size, Queue queue);
  bool flush(Lock& lock);
  bool push(Lock& lock);
  void publish(const Lock& lock);
  Sent stage(Opcode kind, Bytes payload);
  void take_staged(const Lock& lock);
  void tell(const QueuedFrame& frame);

  Receiver receiver_;                 // the receiving thread's
  Sender staged_ = Sender::server();  // the receiving thread's: short answers of the current batch
  std::atomic<std::thread::id> receiving_thread_{};
  const std::size_t max_backlog_;
  std::size_t stage_below_ = kLongPayload;  // bytes of payload; 0 if messages are compressed

  mutable std::mutex mutex_;  // guards sender_, broken_, observer_, finished_, and closing socket_
  TcpSocket socket_;
  Sender sender_;
  bool broken_ = false;  // nothing can be sent any more
  bool finished_ = false;
  std::shared_ptr<FrameObserver> observer_;

  // Readable without the lock; the first two are published by each holder of the lock.
  std::atomic<State> state_ = State::Open;
  std::atomic<std::size_t> waiting_ = 0;
  std::atomic<std::uint64_t> progress_ = 0;
  std::atomic<std::uint64_t> activity_ = 0;
  std::atomic<std::uint64_t> unfinished_ = 0;
  std::atomic<bool> handling_ = true;  // until the first receive()
  std::atomic<bool> flushing_ = false;
  std::atomic<bool> observed_ = false;
};

}  // namespace ws101
