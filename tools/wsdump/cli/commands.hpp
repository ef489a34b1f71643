// The commands that read no capture: accept, encode, inflate, deflate, rfc, and the lists of the help.
#pragma once

#include <string_view>

#include "wsdump/cli/options.hpp"
#include "wsdump/show/output.hpp"

namespace ws101::wsdump {

// Each returns the exit status of the program.
int run_accept(const Options& options);
int run_encode(const Options& options);
int run_inflate(const Options& options);
int run_deflate(const Options& options);
int run_rfc(const Options& options);
int help_formats();

// Prints a text, and returns `status` unless that fails.
int print(std::string_view text, int status = 0);
// Flushes the output, and returns `status`. A reader that has left is not an error; a full disk is.
int finish(Output& out, int status);

}  // namespace ws101::wsdump
