// <ws101/frame.hpp>, for programs that link ws101::frame: frames and whole connections, without I/O.
#pragma once

#include "frame/connection.hpp"
#include "frame/decoder.hpp"
#include "frame/encode.hpp"
