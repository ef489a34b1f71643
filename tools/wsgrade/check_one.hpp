// One submission of a class: its server is started, wscheck runs on it, and everything that it started is ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace ws101::labs {

struct CheckSettings {
  std::string wscheck;                         // the program
  std::string only;                            // as wscheck takes it; empty: all cases
  std::string start = "start";                 // the file with the start command
  std::chrono::milliseconds timeout{120'000};  // for all of one submission
  std::chrono::milliseconds wait{20'000};      // until it listens
  std::string reports;                         // the folder for NAME.log, NAME.json, and so on
  bool html = false;                           // NAME.html as well
};

enum class CheckStatus : std::uint8_t { Ok, NoStartFile, DidNotListen, TimeOut, Crashed };
std::string word(CheckStatus status);

struct Checked {
  CheckStatus status = CheckStatus::Ok;
  std::string note;  // one line: why it is not Ok
};

// To be called in a process of its own, because it ends every process below it (keep_descendants()). What wscheck said
// is in `reports`/NAME.json afterwards, if it was run.
Checked check_one(const std::filesystem::path& submission, std::uint16_t port, const CheckSettings& settings);

}  // namespace ws101::labs
