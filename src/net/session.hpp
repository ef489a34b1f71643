// One connection on one socket: a Receiver for the thread that receives, a Sender that any thread may use.
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

// The receiving thread is the one that says so with receive_here(). No lock is held while an event is handled or an
// observer is called.
class Session {
 public:
  // Both parts are of the same role. `max_backlog`: bytes that may wait for a peer that is slow to take them.
  Session(TcpSocket socket, Receiver receiver, Sender sender, std::size_t max_backlog);

  // ---- The receiving thread only ------------------------------------------------------------------------------------

  void receive_here() { receiving_thread_.store(std::this_thread::get_id(), std::memory_order_relaxed); }
  // Blocks until something comes: bytes, or the end of TCP; then next() gives what it means. False when nothing more
  // can come: a CloseEvent was given. Throws std::bad_alloc.
  // While Receiver::paused() it gives true at once: next() goes on.
  bool receive();
  // Bytes that came in the same segment as the end of the handshake, as if received.
  void feed(Bytes early);
  // The next event, as Receiver::next(); what the protocol owes for it is queued. A message that comes after our
  // Close is dropped.
  std::optional<Event> next();
  // Sends all that waits, and blocks until the system has taken it. False when the connection is broken: then receive()
  // and next() give the end.
  bool flush();
  // Ends TCP in good order: flush(), our half, then reading until the peer ends its half; then the descriptor is
  // closed. Something else must bound the time: abort() from another thread.
  void finish();
  // Gives memory back; for a connection on which nothing happens.
  void release_idle();
  // Nothing more of what comes is wanted: gives back the memory of what came.
  void drop_received() {
    receiver_.give_up();
    receiver_.release_idle();
  }
  // The bytes of memory that what was received takes.
  std::size_t memory() const { return receiver_.memory(); }
  // Before the first frame: what one message may take.
  void set_limits(const MessageLimits& limits) { receiver_.set_limits(limits); }
  // As Receiver::pause_after().
  void pause_after(std::uint64_t inflated) { receiver_.pause_after(inflated); }
  // Before the first frame: an extension was agreed on that compresses messages; finish() lets both go. Whichever
  // thread sends compresses, under the lock, since messages must be compressed in the order in which they leave: a
  // thread that sends or pushes meanwhile waits until one message is compressed. Frames that come encoded are sent as
  // they are.
  void compress_with(std::unique_ptr<Compressor> compressor, std::unique_ptr<Decompressor> decompressor) {
    receiver_.decompress_with(std::move(decompressor));
    const std::lock_guard lock(mutex_);
    stage_below_ = compressor == nullptr ? kLongPayload : 0;
    sender_.compress_with(std::move(compressor));
  }
  // Before the first frame. The observer is called by every thread that sends; finish() lets it go.
  void observe(std::shared_ptr<FrameObserver> observer);
  TcpSocket& socket() { return socket_; }

  // ---- Any thread ---------------------------------------------------------------------------------------------------

  enum class Sent : std::uint8_t {
    Yes,       // with the system, or waiting
    Closed,    // refused: the state is not Open, or the argument is not allowed (see Sender)
    Overflow,  // refused: the peer reads too slowly, more than max_backlog bytes would wait
  };
  // Other threads never block: what the system does not take at once waits, up to max_backlog (a longer frame may wait
  // alone); somebody must push() it. The receiving thread has no such limit, and is slowed down instead: its frames
  // wait for flush(), and while more than 64 KiB wait a further send blocks, so that a peer that does not read its
  // answers is not read from either. A Close is always taken.
  Sent send(Opcode kind, Bytes payload);
  Sent send(const SharedFrame& frame);
  Sent send_raw(Bytes frames);  // as they are, right or wrong
  Sent ping(Bytes payload);
  Sent close(CloseCode code, std::string_view reason);
  // Sends what the system takes at once. True while something still waits.
  bool push();

  State state() const { return state_.load(std::memory_order_relaxed); }
  bool is_receiving_thread() const {
    return receiving_thread_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }
  // How many bytes wait, and two numbers that change: whenever the peer takes something, and with each receive().
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }
  std::uint64_t progress() const { return progress_.load(std::memory_order_relaxed); }
  std::uint64_t activity() const { return activity_.load(std::memory_order_relaxed); }
  // As Receiver::unfinished(), when the receiving thread last began to wait for bytes.
  std::uint64_t unfinished() const { return unfinished_.load(std::memory_order_relaxed); }
  // Whether the receiving thread is at work rather than waiting for the peer's bytes.
  bool handling() const { return handling_.load(std::memory_order_relaxed); }
  // Whether it is in flush(), and so watches the socket itself.
  bool flushing() const { return flushing_.load(std::memory_order_relaxed); }

  // Ends TCP at once: whatever blocks on the socket returns. Idempotent.
  void abort();
  // The same, and what waits here or in the system for the peer is thrown away: the peer gets a reset.
  void abort_hard();
  // Ends only the reading.
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
  Sender staged_ = Sender::server();  // the receiving thread's: short answers, until the batch is flushed
  std::atomic<std::thread::id> receiving_thread_{};
  const std::size_t max_backlog_;
  std::size_t stage_below_ = kLongPayload;  // bytes of payload; 0 if messages are compressed

  mutable std::mutex mutex_;  // guards sender_, broken_, observer_, and the end of socket_
  TcpSocket socket_;
  Sender sender_;
  bool broken_ = false;  // nothing can be sent any more
  bool finished_ = false;
  std::shared_ptr<FrameObserver> observer_;

  // What everybody may see without the lock: published by whoever held it.
  std::atomic<State> state_ = State::Open;
  std::atomic<std::size_t> waiting_ = 0;
  std::atomic<std::uint64_t> progress_ = 0;
  std::atomic<std::uint64_t> activity_ = 0;
  std::atomic<std::uint64_t> unfinished_ = 0;
  std::atomic<bool> handling_ = true;  // until the first receive(): what comes before is work, too
  std::atomic<bool> flushing_ = false;
  std::atomic<bool> observed_ = false;
};

}  // namespace ws101
