// Watches the masking keys of one sender for keys that anyone can predict (RFC 6455 5.3, 10.3).
#pragma once

#include <cstdint>

#include "frame/header.hpp"

namespace ws101::wsdump {

// This many frames in a row with one key are reported. Two are not: a hand-made test often has two frames.
inline constexpr int kRepeatedKeys = 3;

class KeyTracker {
 public:
  enum class Weakness : std::uint8_t { None, AllZero, Repeated };

  // Takes the key of the next masked frame. Each weakness is reported once, at the frame that shows it.
  // RFC 6455 5.3: "The masking key needs to be unpredictable"
  Weakness key(const MaskingKey& key) {
    run_ = key == last_ ? run_ + (run_ < kRepeatedKeys ? 1 : 0) : 1;
    last_ = key;
    if (key == MaskingKey{}) {
      if (zero_told_) return Weakness::None;
      zero_told_ = true;
      return Weakness::AllZero;
    }
    if (run_ < kRepeatedKeys || repeated_told_) return Weakness::None;
    repeated_told_ = true;
    return Weakness::Repeated;
  }

 private:
  MaskingKey last_{};
  int run_ = 0;
  bool zero_told_ = false;
  bool repeated_told_ = false;
};

}  // namespace ws101::wsdump
