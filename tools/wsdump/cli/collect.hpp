// Decides which words of the command line are files and which are bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wsdump/cli/input.hpp"
#include "wsdump/cli/options.hpp"

namespace ws101::wsdump {

// Opens every input that the command line names; without any, standard input. Returns the error, if there is
// one.
std::optional<std::string> collect_inputs(const Options& options, std::vector<Input>& inputs);

}  // namespace ws101::wsdump
