// <ws101/handshake.hpp>, for programs that link ws101::handshake: both sides of the opening handshake, without I/O.
#pragma once

#include "handshake/client_handshake.hpp"
#include "handshake/server_handshake.hpp"
#include "handshake/url.hpp"
