// <ws101/base64.hpp>, for programs that link ws101::base64: base64.
#pragma once

#include "base64/base64.hpp"
