#include "wsdemo/operator_lines.hpp"

#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "support/catch.hpp"
#include "text/bytes.hpp"
#include "text/utf8.hpp"

using namespace ws101;
using namespace ws101::demos;

namespace {

// What comes out of these bytes when the input ends behind them.
std::vector<std::string> lines_of(const std::string& input) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  std::vector<std::string> lines;
  {
    std::mutex mutex;
    std::condition_variable changed;
    const OperatorLines reader(ends[0], [&](const std::string& line) {
      const std::lock_guard lock(mutex);
      lines.push_back(line);
      changed.notify_one();
    });
    const std::string whole = input + "\nthe end\n";
    for (std::string_view rest = whole; !rest.empty();) {
      const ssize_t count = ::write(ends[1], rest.data(), rest.size());
      REQUIRE(count > 0);
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return !lines.empty() && lines.back() == "the end"; });
  }
  ::close(ends[0]);
  ::close(ends[1]);
  lines.pop_back();
  return lines;
}

}  // namespace

TEST_CASE("the operator's lines come without their line breaks") {
  CHECK(lines_of("one\ntwo\r\n\n  three ") == std::vector<std::string>{"one", "two", "", "  three "});
}

TEST_CASE("a line that is too long is cut between characters, and what is no UTF-8 has an end, too") {
  std::string text = "x";  // so that the limit falls inside a character
  while (text.size() < 3 * kMaxOperatorLine) text += "\xF0\x9F\x9A\x80";
  std::string together;
  for (const std::string& line : lines_of(text)) {
    CHECK(is_utf8(bytes_of(line)));
    CHECK(line.size() <= kMaxOperatorLine + 3);
    together += line;
  }
  CHECK(together == text);
  for (const std::string& line : lines_of(std::string(3 * kMaxOperatorLine, '\x80'))) {
    CHECK(line.size() <= kMaxOperatorLine + 3);
  }
}
