// The program wsdump from its command line to its exit status.
#pragma once

#include <span>
#include <string_view>

namespace ws101::wsdump {

inline constexpr int kExitUsage = 2;

int run(std::span<const std::string_view> words);

}  // namespace ws101::wsdump
