// The replies of a server that compresses: inflated and compared message by message, since nobody can know their bytes.
#pragma once

#include <cstddef>

#include "frame/receiver.hpp"
#include "text/bytes.hpp"

namespace ws101::wsbench {

// Of one connection. `payload` is what each reply must hold; it must outlive this.
class InflatedReplies {
 public:
  explicit InflatedReplies(Bytes payload);

  // Takes what came and gives how many replies it completed. Throws Failure if one differs, or if something else came.
  std::size_t accept(Bytes got);

 private:
  void compare(const Message& reply) const;

  Bytes payload_;
  Receiver receiver_;
};

}  // namespace ws101::wsbench
