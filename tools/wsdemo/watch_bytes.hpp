// Whole frames, right or wrong, through wsdump's eyes: what they are and what is wrong with them.
#pragma once

#include <cstddef>

#include "text/bytes.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::demos {

// Tells the sink what one side of a connection sent; of each payload at least the first `keep` bytes. Returns what was
// counted.
wsdump::Totals watch_bytes(wsdump::EventSink& sink, Bytes wire, wsdump::Direction from, std::size_t keep);

}  // namespace ws101::demos
