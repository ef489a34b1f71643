// The frame around a program's work: --help, --version, and the exit status of an error.
#pragma once

#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "clock_time.hpp"
#include "line_writer.hpp"
#include "options.hpp"
#include "standard_descriptors.hpp"
#include "ws101/version.hpp"

namespace ws101 {

// Prints to standard output. Returns the exit status: 1 if the text could not be written, for example to a
// full disk.
inline int print_whole(const std::string& text) {
  return std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0 ? 1 : 0;
}

// For Server::log(): puts the program's name and the time before each line.
inline auto log_to(const std::shared_ptr<LineWriter>& writer, std::string_view name) {
  static_cast<void>(clock_time());  // reads the time zone once, here and not in a client's thread
  return [writer, name](const std::string& line) {
    writer->write(std::string(name) + ": " + clock_time() + " " + line + "\n");
  };
}

// The line that --version prints.
inline std::string version_line(std::string_view name) {
  return std::string(name) + " (ws101) " + std::string(kVersion) + "\n";
}

// Runs `work`, an int(Options&), and returns its exit status; 0 after --help or --version, 2 for a UsageError, `failed`
// for any other exception, and 1 for a help text that cannot be written. `help` is printed unchanged.
template <typename Work>
int run_program(const char* name, const char* help, int argc, char** argv, Work work, int failed = 1) {
  reserve_standard_descriptors();
  try {
    Options options(argc, argv);
    if (options.flag("--help") || options.flag("-h")) return print_whole(help);
    if (options.flag("--version")) return print_whole(version_line(name));
    return work(options);
  } catch (const UsageError& error) {
    std::fprintf(stderr, "%s: %s (try --help)\n", name, error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", name, error.what());
    return failed;
  }
}

}  // namespace ws101
