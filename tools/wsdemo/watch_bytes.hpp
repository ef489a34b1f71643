// Analyses whole frames, valid or invalid, with wsdump's code.
#pragma once

#include <cstddef>

#include "text/bytes.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::demos {

// Reports to the sink the frames that one side of a connection sent, with at least the first `keep` bytes of each
// payload.
void watch_bytes(wsdump::EventSink& sink, Bytes wire, wsdump::Direction from, std::size_t keep);

}  // namespace ws101::demos
