#include "net/random.hpp"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace ws101 {

void fill_random(MutableBytes out) {
  while (!out.empty()) {
    const std::size_t count =
        std::min<std::size_t>(out.size(), 256);  // the most that one call of getentropy() gives
    if (::getentropy(out.data(), count) != 0) {
      throw std::system_error(errno, std::generic_category(), "no random bytes from the system");
    }
    out = out.subspan(count);
  }
}

MaskingKey RandomKeys::next_key() {
  MaskingKey key;
  if (used_ + key.size() > pool_.size()) {
    fill_random(pool_);
    used_ = 0;
  }
  std::copy_n(pool_.begin() + static_cast<std::ptrdiff_t>(used_), key.size(), key.begin());
  used_ += key.size();
  return key;
}

}  // namespace ws101
