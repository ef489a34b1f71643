#include "net/outbox.hpp"

#include <array>
#include <utility>

#include "frame/encode.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kGatherBelow = std::size_t{16} << 10;  // payloads from this size on are not copied
constexpr std::size_t kGatherMost = std::size_t{64} << 10;   // what is gathered does not grow past this

bool is_close(Bytes header) {
  return !header.empty() && (header[0] & 0x0F) == static_cast<std::uint8_t>(Opcode::Close);
}

}  // namespace

SharedFrame share_frame(Opcode opcode, Bytes payload, std::optional<MaskingKey> key) {
  return std::make_shared<const std::vector<std::uint8_t>>(encode_frame(opcode, payload, key));
}

void Outbox::write(Bytes header, Bytes payload) {
  // The fast way for what fits behind the rest; write_any() comes to the same.
  if (!is_close(header) && !broken_ &&
      header.size() + payload.size() <= gathered_.capacity() - gathered_.size() &&
      payload.size() < kGatherBelow) {
    return gathered_.append(header, payload);
  }
  write_any(header, payload);
}

void Outbox::write_any(Bytes header, Bytes payload) {
  if (is_close(header) && !bar_posts()) return;
  if (broken_) return;
  if (payload.size() >= kGatherBelow && mode_ == OwnerFlush::Blocks) return write_long(header, payload);
  // Before it grows, so that the memory for it has a bound.
  if (gathered_.size() + header.size() + payload.size() > kGatherMost && !flush()) return;
  gathered_.append(header, payload);
}

// False when somebody else's Close is on its way: one is enough.
bool Outbox::bar_posts() {
  flush();
  const std::lock_guard lock(mutex_);
  if (barred_) return false;
  barred_ = past_close_ = true;
  return true;
}

void Outbox::write_long(Bytes header, Bytes payload) {
  const std::array<Bytes, 3> parts{std::as_const(gathered_).bytes(), header, payload};
  broken_ = !send_blocking(parts);
  gathered_.clear();
}

bool Outbox::flush() {
  if (gathered_.size() == 0 || broken_) return !broken_;
  if (mode_ == OwnerFlush::Queues) {
    broken_ = !queue_gathered();
  } else {
    const std::array<Bytes, 1> parts{std::as_const(gathered_).bytes()};
    broken_ = !send_blocking(parts);
  }
  gathered_.clear();
  return !broken_;
}

void Outbox::post_gathered() {
  if (gathered_.size() == 0 || broken_) return;
  broken_ = !queue_gathered();
  gathered_.clear();
}

bool Outbox::queue_gathered() {
  const Bytes gathered = std::as_const(gathered_).bytes();
  const std::lock_guard lock(mutex_);
  if (barred_ && !past_close_) return true;
  queue_.push_back({std::make_shared<std::vector<std::uint8_t>>(gathered.begin(), gathered.end()), 0});
  waiting_ = waiting_ + gathered.size();
  drain_locked();
  return true;
}

// What the system takes at once goes out under the lock: nobody can come between, and one lock is cheaper than two.
// While the owner blocks the lock is not held: others see owner_sends_ and only queue. What they queued goes out before
// the owner is done, so that order is kept and nobody needs to wake up for it.
bool Outbox::send_blocking(std::span<const Bytes> parts) {
  std::unique_lock lock(mutex_);
  if (barred_ && !past_close_) return true;
  std::size_t size = 0;
  for (const Bytes part : parts) size += part.size();
  std::size_t sent = 0;
  if (queue_.empty()) {
    const std::optional<std::size_t> count = socket_.send_now(parts, 0);
    if (!count) return false;
    note_progress();
    sent = *count;
    if (sent == size) return true;
  }
  return send_rest(lock, parts, sent, size);
}

bool Outbox::send_rest(std::unique_lock<std::mutex>& lock, std::span<const Bytes> parts, std::size_t sent,
                       std::size_t size) {
  owner_sends_ = true;
  bool good = send_waiting(lock);
  lock.unlock();
  while (good && sent < size) {
    const std::optional<std::size_t> count = socket_.send_some(parts, sent);
    good = count.has_value();
    sent += count.value_or(0);
    note_progress();
  }
  lock.lock();
  good = good && send_waiting(lock);
  owner_sends_ = false;
  return good;
}

bool Outbox::send_waiting(std::unique_lock<std::mutex>& lock) {
  while (!queue_.empty()) {
    const Item item = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    const Bytes rest = Bytes(*item.frame).subspan(item.sent);
    bool good = true;
    for (std::size_t sent = 0; good && sent < rest.size();) {
      const std::optional<std::size_t> count = socket_.send_some(std::span(&rest, 1), sent);
      good = count.has_value();
      sent += count.value_or(0);
      note_progress();
    }
    lock.lock();
    waiting_ = waiting_ - rest.size();
    if (!good) return false;
  }
  return true;
}

Outbox::Posted Outbox::post(SharedFrame frame, bool is_close, bool hold) {
  const std::lock_guard lock(mutex_);
  if (barred_) return Posted::Closed;
  // A Close is small, comes once and ends the waiting: it always finds room.
  if (!is_close && waiting_ > 0 && waiting_ + frame->size() > max_backlog_) return Posted::Overflow;
  if (is_close) barred_ = close_posted_ = true;  // before it leaves: its answer may be here before we return
  waiting_ = waiting_ + frame->size();
  queue_.push_back({std::move(frame), 0});
  if (!hold && !owner_sends_ && queue_.size() == 1 && !drain_locked()) return Posted::Closed;
  return waiting_ == 0 ? Posted::Sent : Posted::Waiting;
}

void Outbox::finish() {
  flush();
  std::unique_lock lock(mutex_);
  barred_ = owner_sends_ = true;
  if (!broken_) broken_ = !send_waiting(lock);
  owner_sends_ = false;
}

bool Outbox::drain() {
  const std::lock_guard lock(mutex_);
  if (!owner_sends_) drain_locked();
  return waiting_ > 0;
}

bool Outbox::drain_locked() {
  while (!queue_.empty()) {
    Item& item = queue_.front();
    const Bytes frame = *item.frame;
    const std::optional<std::size_t> sent = socket_.send_now(std::span(&frame, 1), item.sent);
    if (!sent) {  // broken: the owner learns of it from its own calls
      queue_.clear();
      waiting_ = 0;
      barred_ = true;
      return false;
    }
    if (*sent == 0) return true;
    note_progress();
    item.sent += *sent;
    waiting_ = waiting_ - *sent;
    if (item.sent == frame.size()) queue_.pop_front();
  }
  return true;
}

void Outbox::end() {
  const std::lock_guard lock(mutex_);
  barred_ = true;
  queue_.clear();
  waiting_ = 0;
}

}  // namespace ws101
