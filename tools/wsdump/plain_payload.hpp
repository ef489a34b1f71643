// A payload that came unmasked though MASK is set: of its two readings, which one makes sense.
#pragma once

#include "frame/close_code.hpp"
#include "frame/header.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

constexpr std::size_t kLeastReadable = 4;  // bytes; fewer may look like text by chance

// The first two bytes of a Close's payload, which has at least two.
CloseCode code_of(Bytes payload);

// Whether they are a code of RFC 6455 or of its registry, not one of a program's own: of random ones, one in 5,000 is.
bool is_known_code(Bytes payload);

// True if the payload makes sense as it `came`, and `text`, what unmasking makes of it, does not. Words are evidence in
// a Text only: a Binary may be anything, so that it has to be JSON; a Ping has to begin with "ping". Both have the same
// size, at least kLeastReadable bytes.
bool came_plain(const FrameHeader& header, Bytes came, Bytes text);

}  // namespace ws101::wsdump
