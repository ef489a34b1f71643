#include "wsdump/capture/byte_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace ws101::wsdump {
namespace {

std::size_t copy_some(std::span<const std::uint8_t> from, std::span<std::uint8_t> into, std::size_t at_most) {
  const std::size_t count = std::min({from.size(), into.size(), at_most});
  if (count > 0) std::memcpy(into.data(), from.data(), count);
  return count;
}

}  // namespace

std::size_t DescriptorSource::read(std::span<std::uint8_t> into) {
  for (;;) {
    if (stop_ != nullptr && *stop_ != 0) return 0;
    const ssize_t count = ::read(descriptor_, into.data(), into.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EINTR) continue;
    errno_ = errno;
    return 0;
  }
}

std::string DescriptorSource::error() const {
  return errno_ == 0 ? std::string() : std::generic_category().message(errno_);
}

std::size_t MemorySource::read(std::span<std::uint8_t> into) {
  const std::size_t count = copy_some(bytes_, into, piece_);
  bytes_ = bytes_.subspan(count);
  return count;
}

std::size_t PrefixedSource::read(std::span<std::uint8_t> into) {
  if (used_ == prefix_.size()) return rest_.read(into);
  const std::size_t count = copy_some(std::span(prefix_).subspan(used_), into, SIZE_MAX);
  used_ += count;
  if (used_ == prefix_.size()) {
    std::vector<std::uint8_t>().swap(prefix_);  // the memory goes too
    used_ = 0;
  }
  return count;
}

}  // namespace ws101::wsdump
