#include "wsdump/capture/byte_window.hpp"

#include <algorithm>
#include <cstring>

namespace ws101::wsdump {

bool ByteWindow::refill(std::size_t count) {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, size());
    end_ -= begin_;
    begin_ = 0;
  }
  // A header may claim megabytes that never come, so the buffer only doubles when bytes really arrive.
  while (end_ < count) {
    if (end_ == buffer_.size()) buffer_.resize(std::min(count, buffer_.size() * 2));
    const std::size_t got = source_.read(std::span(buffer_).subspan(end_));
    if (got == 0) return false;
    end_ += got;
  }
  return true;
}

bool ByteWindow::skip(std::uint64_t count) {
  while (count > size()) {
    count -= size();
    consume(size());
    if (!ensure(1)) return false;
  }
  consume(static_cast<std::size_t>(count));
  return true;
}

}  // namespace ws101::wsdump
