// <ws101/text.hpp>, for programs that link ws101::text: UTF-8, hexadecimal digits, escapes for terminals.
#pragma once

#include "text/bytes.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"
