// <ws101/describe.hpp>, for programs that link ws101::describe: frames and violations in words and pictures.
#pragma once

#include "describe/diagram.hpp"
#include "describe/field_table.hpp"
#include "describe/frame_fields.hpp"
#include "describe/line.hpp"
#include "describe/sentence.hpp"
