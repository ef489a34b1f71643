// Unpredictable bytes from the operating system: masking keys and handshake nonces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "frame/sender.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// Fills all of it. Throws std::system_error if the system has no source of randomness.
void fill_random(MutableBytes out);

// A new 32-bit key for each frame. One thread at a time, like the sender that uses it.
// RFC 6455 5.3: "The masking key MUST be derived from a strong source of entropy, and the masking key for a given frame
// MUST NOT make it simple for a server/proxy to predict the masking key for a subsequent frame."
class RandomKeys : public MaskSource {
 public:
  MaskingKey next_key() override;

 private:
  std::array<std::uint8_t, 1024> pool_;  // one call of the system gives 256 keys
  std::size_t used_ = sizeof(pool_);
};

}  // namespace ws101
