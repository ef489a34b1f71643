#include "wscat/safe_rows.hpp"

#include <algorithm>

#include "text/character.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/width.hpp"

namespace ws101::wscat {
namespace {

constexpr std::string_view kKept = "\"\\\n\t";
constexpr std::size_t kLeastHex = 8;

}  // namespace

// escape_text() would write every quote as \". Here the text is not in quotes, so they are kept.
std::string safe_text(Bytes text) {
  std::string out;
  std::string_view rest = text_of(text);
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find_first_of(kKept), rest.size());
    if (size > 0) out += escape_text(bytes_of(rest.substr(0, size)), kUnlimited, EscapeStyle::Utf8);
    if (size < rest.size()) out += rest[size];
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return out;
}

std::vector<std::string> rows_of(std::string_view safe, std::string_view mark, std::size_t width) {
  const std::size_t room = std::max<std::size_t>(width, mark.size() + kLeastHex) - mark.size();
  std::vector<std::string> rows{std::string(mark)};
  std::size_t used = 0;
  const auto next_row = [&] {
    rows.emplace_back(mark.size(), ' ');
    used = 0;
  };
  for (std::size_t i = 0; i < safe.size();) {
    if (safe[i] == '\n') {
      next_row();
      ++i;
      continue;
    }
    const std::size_t size = std::max<std::size_t>(character_size(bytes_of(safe.substr(i))), 1);
    const std::string_view character = safe[i] == '\t' ? "  " : safe.substr(i, size);
    const std::size_t columns = display_width(character);
    if (used + columns > room) next_row();
    rows.back() += character;
    used += columns;
    i += size;
  }
  return rows;
}

std::string binary_line(Bytes payload, std::size_t width) {
  std::string head = "binary, " + counted(payload.size(), "byte");
  if (payload.empty()) return head;
  const std::size_t room = width > head.size() + 2 + kLeastHex ? width - head.size() - 2 : kLeastHex;
  return head + ": " + hex_text(payload, payload.size(), room);
}

}  // namespace ws101::wscat
