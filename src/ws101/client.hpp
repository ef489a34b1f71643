// <ws101/client.hpp>, for programs that link ws101::client: a blocking client.
#pragma once

#include "client/client.hpp"
