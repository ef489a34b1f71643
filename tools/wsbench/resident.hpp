// How much memory of another process is resident, asked of the system.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ws101::wsbench {

// Bytes, exact to a page; nothing when the process is gone or may not be looked at.
std::optional<std::uint64_t> resident_bytes(long pid);

// Threads of the process; nothing when it is gone.
std::optional<std::uint64_t> thread_count(long pid);

// The number behind `name` at the start of a line, such as 1234 for "Rss:" in "Rss:   1234 kB".
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name);

}  // namespace ws101::wsbench
