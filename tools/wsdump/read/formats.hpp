// The table of formats with the reader of each.
#pragma once

#include <span>

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

struct Format {
  FormatInfo info;
  void (*read)(const Text&, Findings&);  // several rows may share one; none for raw bytes
};
std::span<const Format> format_table();

// What a sentence calls a format: "plain hex".
std::string_view words_of(std::string_view format);

}  // namespace ws101::wsdump::input
