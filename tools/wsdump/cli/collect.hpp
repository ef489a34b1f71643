// Tells the words of the command line apart: files, or bytes typed there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wsdump/cli/input.hpp"
#include "wsdump/cli/options.hpp"

namespace ws101::wsdump {

// Opens every input that the command line names; without any, standard input. Returns what is wrong with it, if
// something is.
std::optional<std::string> collect_inputs(const Options& options, std::vector<Input>& inputs);

}  // namespace ws101::wsdump
