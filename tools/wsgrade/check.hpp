// wsgrade check: wscheck over a folder of submissions in any language, as a table.
#pragma once

#include "options.hpp"

namespace ws101::labs {

extern const char* const kCheckHelp;

// The exit status: 0 if every submission has its line, 1 if Ctrl-C came before. Throws UsageError.
int check_submissions(Options& options);

}  // namespace ws101::labs
