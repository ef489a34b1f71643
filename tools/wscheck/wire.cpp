#include "wscheck/wire.hpp"

#include <algorithm>
#include <array>

namespace ws101::wscheck {

bool Wire::send(Bytes bytes, std::chrono::milliseconds patience, Clock::time_point deadline) {
  while (!bytes.empty()) {
    const std::array<Bytes, 1> parts = {bytes};
    const auto sent = socket_.send_now(parts);
    if (!sent) return false;
    bytes = bytes.subspan(*sent);
    if (*sent > 0) continue;
    const bool reads = ending_ == Got::Bytes && unread_.size() < kMostUnread;
    const auto ready = socket_.wait(reads, true, std::min(deadline, Clock::now() + patience));
    if (!ready.read && !ready.write) return false;
    if (ready.read && read(unread_) == Got::TooMuch) return false;
  }
  return true;
}

Wire::Got Wire::receive(std::vector<std::uint8_t>& into, Clock::time_point deadline) {
  if (!unread_.empty()) {
    into.insert(into.end(), unread_.begin(), unread_.end());
    unread_ = {};
    return Got::Bytes;
  }
  if (ending_ != Got::Bytes) return ending_;
  if (!socket_.wait_readable(deadline)) return Got::Silence;
  return read(into);
}

Wire::Got Wire::read(std::vector<std::uint8_t>& into) {
  const std::size_t before = into.size();
  into.resize(before + kOneRead);
  const std::ptrdiff_t count = socket_.receive(MutableBytes(into).subspan(before));
  into.resize(before + static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
  if (count == 0) ending_ = Got::End;
  if (count < 0) ending_ = Got::Reset;
  total_ += into.size() - before;
  if (total_ > kMostInACase) ending_ = Got::TooMuch;
  return ending_;
}

void Wire::reset() {
  socket_.reset_on_close();
  socket_.close();
}

}  // namespace ws101::wscheck
