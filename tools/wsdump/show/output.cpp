// Writes the collected text; output.hpp is the specification.
#include "wsdump/show/output.hpp"

#include <unistd.h>

#include <cerrno>

namespace ws101::wsdump {

void Output::write_out(std::string_view text) {
  while (!text.empty() && !broken_ && descriptor_ >= 0) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      broken_ = true;
      error_ = errno;
    }
  }
}

void Output::flush() {
  write_out({buffer_.data(), size_});
  size_ = 0;
}

Output& Output::put_large(std::string_view text) {
  flush();
  if (text.size() >= kCapacity) {
    write_out(text);
    return *this;
  }
  return *this << text;
}

}  // namespace ws101::wsdump
