// The replies of a server that compresses: inflated and compared message by message, because their bytes cannot be
// predicted.
#pragma once

#include <cstddef>

#include "frame/receiver.hpp"
#include "text/bytes.hpp"

namespace ws101::wsbench {

// For one connection. `payload` is the expected content of each reply; it must outlive this.
class InflatedReplies {
 public:
  explicit InflatedReplies(Bytes payload);

  // Takes received bytes, and returns how many replies they completed. Throws Failure if one differs, or for any
  // other frame.
  std::size_t accept(Bytes got);

 private:
  void compare(const Message& reply) const;

  Bytes payload_;
  Receiver receiver_;
};

}  // namespace ws101::wsbench
