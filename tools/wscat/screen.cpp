#include "wscat/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "wscat/safe_rows.hpp"

namespace ws101::wscat {
namespace {

constexpr std::size_t kUsualWidth = 80;

// The terminal edits the typed line itself (canonical mode), so the program does not know its content. It does not
// need to: it opens a row above the line and writes there. Index down and up make room when the line is the lowest
// one (the screen scrolls, the cursor keeps its column); then: save the cursor, insert a row, write, come back one
// row lower. All of it is VT100 (1978) or its successor VT102.
constexpr std::string_view kBegin =
    "\x1b"
    "D\x1b[A\x1b"
    "7\r\x1b[L";
constexpr std::string_view kEnd =
    "\x1b"
    "8\x1b[B";

bool edits_screen() {
  const char* const term = std::getenv("TERM");
  return term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
}

}  // namespace

Screen::Screen(const Plan& plan)
    : terminal_(::isatty(STDOUT_FILENO) == 1),
      as_is_(plan.as_is),
      quiet_(plan.quiet),
      talks_(!plan.quiet && ::isatty(STDERR_FILENO) == 1),
      prompts_(terminal_ && ::isatty(STDIN_FILENO) == 1 && edits_screen() && plan.trace == Trace::No &&
               plan.job != Plan::Job::Echo && plan.files.empty() && !plan.close_asked) {}

std::size_t Screen::width() const {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kUsualWidth;
}

void Screen::put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) failed_ = true;
}

void Screen::put_row(const std::string& row) {
  if (!prompted_) return put(row + "\n");
  put(kBegin);
  put(row);
  put(kEnd);
}

void Screen::show(Opcode kind, Bytes payload, std::string_view from) {
  const std::lock_guard lock(mutex_);
  if (as_is_ || (!terminal_ && from.empty())) {
    put(text_of(payload));
    if (kind == Opcode::Text) put("\n");
  } else if (terminal_) {
    const std::string mark = std::string(from) + "< ";
    const std::string safe = kind == Opcode::Text
                                 ? safe_text(payload)
                                 : binary_line(payload, width() - std::min(width(), mark.size()));
    for (const std::string& row : rows_of(safe, mark, width())) put_row(row);
  } else {
    put(from);
    put(kind == Opcode::Text ? text_of(payload) : binary_line(payload, payload.size() * 3 + kUsualWidth));
    put("\n");
  }
}

void Screen::say(const std::string& words) {
  const std::string line = "wscat: " + words;
  if (prompted_) {
    for (const std::string& row : rows_of(line, "", width())) put_row(row);
    if (std::fflush(stdout) != 0) failed_ = true;
    return;
  }
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", line.c_str());
}

void Screen::tell(const std::string& words) {
  const std::lock_guard lock(mutex_);
  if (talks_) say(words);
}

void Screen::note(const std::string& words) {
  const std::lock_guard lock(mutex_);
  if (!quiet_) say(words);
}

void Screen::warn(const std::string& words) {
  const std::lock_guard lock(mutex_);
  say(words);
}

void Screen::prompt() {
  if (!prompts_) return;
  const std::lock_guard lock(mutex_);
  prompted_ = true;
  put("> ");
  if (std::fflush(stdout) != 0) failed_ = true;
}

void Screen::flush() {
  const std::lock_guard lock(mutex_);
  if (std::fflush(stdout) != 0) failed_ = true;
}

void Screen::finish() {
  const std::lock_guard lock(mutex_);
  if (prompted_) put("\r\x1b[K");
  prompted_ = false;
  if (std::fflush(stdout) != 0) failed_ = true;
}

bool Screen::good() const {
  const std::lock_guard lock(mutex_);
  return !failed_;
}

}  // namespace ws101::wscat
