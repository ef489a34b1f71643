// <ws101/server.hpp>, for programs that link ws101::server: a server with a thread for each client.
#pragma once

#include "server/server.hpp"
