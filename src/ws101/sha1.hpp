// <ws101/sha1.hpp>, for programs that link ws101::sha1: SHA-1.
#pragma once

#include "sha1/sha1.hpp"
