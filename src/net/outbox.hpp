// The bytes on their way to one peer: from the connection's own thread in batches, from any thread in whole frames.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "frame/byte_buffer.hpp"
#include "frame/connection.hpp"
#include "net/tcp.hpp"
#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::size_t kDefaultMaxBacklog = std::size_t{4} << 20;  // 4 MiB

// One encoded frame that many outboxes may hold at once: a broadcast is encoded once.
using SharedFrame = std::shared_ptr<const std::vector<std::uint8_t>>;
// As encode_frame(). Throws std::bad_alloc.
SharedFrame share_frame(Opcode opcode, Bytes payload, std::optional<MaskingKey> key = std::nullopt);

// What the owner's flush() does when the peer is slow.
enum class OwnerFlush : std::uint8_t {
  Blocks,  // waits: a peer that does not read its answers is not read from either. For servers.
  Queues,  // puts the rest behind what waits, without a limit: the owner goes on, and should answer no more while
           // too much waits. For clients.
};

// Frames leave whole and in the order in which they came in. Two kinds of writers meet here:
//  - The owner, which is the connection's own thread, gathers with write() and sends with flush().
//  - Any thread posts frames with post(), which never blocks. What the system does not take at once waits here, up to
//    a limit, until the owner flushes or somebody calls drain() because the socket can be written again.
class Outbox : public Output {
 public:
  // The socket must outlive the outbox. `max_backlog` bytes may wait; a frame larger than that may wait alone.
  Outbox(TcpSocket& socket, OwnerFlush mode, std::size_t max_backlog)
      : socket_(socket), max_backlog_(max_backlog), mode_(mode) {}

  // Owner. Small payloads are copied and gathered; what is gathered goes out before it takes more than 96 KiB. When
  // flush() blocks, a long payload goes out at once, uncopied, behind what was gathered. A Close frame bars every later
  // post().
  void write(Bytes header, Bytes payload) override;
  // Owner. False when the connection is broken.
  bool flush();
  // Owner. Puts what was gathered behind what waits, without blocking: a post() that follows keeps its place.
  void post_gathered();
  // Owner. It knows that somebody posted a Close frame: what it still writes (Pongs) may follow. Until then what it
  // writes after that Close is dropped.
  void know_close() { past_close_ = true; }
  // Owner, when the connection has been idle: gives memory back.
  void release_idle() { gathered_.release(); }

  enum class Posted : std::uint8_t {
    Sent,      // with the system
    Waiting,   // kept here: somebody must drain() when the socket can be written
    Closed,    // a Close frame is on its way, or the connection is gone: nothing can follow
    Overflow,  // the peer reads too slowly: the limit would be passed, the frame was not kept
  };
  // Any thread. `is_close` bars every later post(), and is never an Overflow. `hold` only puts the frame in line: a
  // drain() has to follow.
  Posted post(SharedFrame frame, bool is_close = false, bool hold = false);

  // Any thread. Sends what waits without blocking. True while something still waits.
  bool drain();

  // Owner. Sends all that was gathered and all that waits; blocks. Every later post() is refused.
  void finish();

  // Any thread: whether a Close frame was posted and will go out, or has.
  bool close_posted() const { return close_posted_.load(std::memory_order_relaxed); }

  // Owner, outside write() and flush(). Drops what waits; every later post() is refused and the socket is no longer
  // touched by drain().
  void end();

  // Any thread: how many bytes wait; whether the owner is in a send that may block; a number that changes whenever the
  // peer takes something.
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }
  bool owner_sends() const { return owner_sends_.load(std::memory_order_relaxed); }
  std::uint64_t progress() const { return progress_.load(std::memory_order_relaxed); }

 private:
  struct Item {
    SharedFrame frame;
    std::size_t sent = 0;
  };
  void write_any(Bytes header, Bytes payload);
  bool bar_posts();
  void write_long(Bytes header, Bytes payload);
  bool queue_gathered();
  bool send_blocking(std::span<const Bytes> parts);
  bool send_rest(std::unique_lock<std::mutex>& lock, std::span<const Bytes> parts, std::size_t sent,
                 std::size_t size);
  bool send_waiting(std::unique_lock<std::mutex>& lock);
  bool drain_locked();  // false when the connection is broken
  // Whoever sends: one at a time, for the owner sends without the lock only while owner_sends_ keeps others away. So
  // nothing is lost without a locked instruction, which would wait for all the stores before it.
  void note_progress() {
    progress_.store(progress_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  // Small things stand together: each connection has one of these.
  TcpSocket& socket_;
  const std::size_t max_backlog_;
  ByteBuffer gathered_;  // the owner's alone
  const OwnerFlush mode_;
  bool broken_ = false;                     // the owner's alone
  bool past_close_ = false;                 // the owner's alone
  bool barred_ = false;                     // guarded by mutex_
  std::atomic<bool> close_posted_ = false;  // written under mutex_
  std::atomic<bool> owner_sends_ = false;   // written under mutex_; while it is set others only queue
  std::mutex mutex_;
  std::list<Item> queue_;                 // guarded by mutex_
  std::atomic<std::size_t> waiting_ = 0;  // written under mutex_
  std::atomic<std::uint64_t> progress_ = 0;
};

}  // namespace ws101
