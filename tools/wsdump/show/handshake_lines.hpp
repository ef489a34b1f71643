// An opening handshake in a few lines, above the frames of its connection.
#pragma once

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// The request and the status, the key, the Accept value and whether it is right, and what was negotiated.
void put_handshake(Output& out, const HandshakeEvent& event);

}  // namespace ws101::wsdump
