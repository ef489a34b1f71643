// The frames that wsdump takes for right ones, of either side.
#pragma once

#include <cstdint>

#include "frame/compression.hpp"
#include "frame/frame_chain.hpp"

namespace ws101::wsdump {

// However many there are, masked or not; a message may be compressed.
inline constexpr ChainRules kAnyFrames{kCompressedBit, {}, SIZE_MAX};

}  // namespace ws101::wsdump
