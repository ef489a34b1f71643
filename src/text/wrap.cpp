#include "text/wrap.hpp"

#include <algorithm>

#include "text/width.hpp"

namespace ws101 {
namespace {

// How many bytes of `text` fit in `columns`: whole characters, and at least one.
std::size_t that_fit(std::string_view text, std::size_t columns) {
  std::size_t size = 0;
  while (size < text.size()) {
    std::size_t next = size + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    if (size > 0 && display_width(text.substr(0, next)) > columns) break;
    size = next;
  }
  return size;
}

}  // namespace

std::string wrap(std::string_view first, std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::string line(first);
  std::size_t used = display_width(first);
  const auto end_line = [&] {
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
    line.assign(indent, ' ');
    used = indent;
  };
  std::size_t start = used;  // columns in front of the first word of this line
  while (!text.empty()) {
    if (text[0] == '\n') {
      end_line();
      start = used;
      text.remove_prefix(1);
      continue;
    }
    const std::size_t spaces = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = std::min(text.find_first_of(" \n", spaces), text.size());
    std::string_view word = text.substr(spaces, end - spaces);
    text.remove_prefix(end);
    const std::size_t gap = used == start && start >= indent ? 0 : spaces;
    if (used > start && used + gap + display_width(word) > width) {
      end_line();
      start = used;
    } else {
      line.append(gap, ' ');
      used += gap;
    }
    while (used + display_width(word) > width) {
      const std::size_t fit = that_fit(word, width - std::min(used, width - 1));
      line += word.substr(0, fit);
      word.remove_prefix(fit);
      end_line();
      start = used;
    }
    line += word;
    used += display_width(word);
  }
  end_line();
  return out;
}

}  // namespace ws101
