#include "wsdump/read/head_dress.hpp"

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

// The length of the run at the start of `s`.
template <typename Class>
std::size_t run(std::string_view s, Class is_member) {
  std::size_t n = 0;
  while (n < s.size() && is_member(s[n])) ++n;
  return n;
}

}  // namespace

std::optional<std::size_t> same_shape(std::string_view prefix, std::string_view line, bool any_word) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < prefix.size()) {
    const auto step = [&](auto is_member) {
      const std::size_t in_line = run(line.substr(j), is_member);
      i += run(prefix.substr(i), is_member);
      j += in_line;
      return in_line > 0;
    };
    if (is_space(prefix[i])) {
      // An empty line of the head loses the blanks at its end in many editors.
      if (!step(is_space) && !(prefix.substr(i).empty() && j == line.size())) return std::nullopt;
    } else if (any_word && is_word(prefix[i])) {
      if (!step(is_word)) return std::nullopt;
    } else if (is_digit(prefix[i])) {
      if (!step(is_digit)) return std::nullopt;
    } else {
      if (j == line.size() || line[j] != prefix[i]) return std::nullopt;
      ++i;
      ++j;
    }
  }
  return j;
}

std::size_t shown_line_end(std::string_view line) {
  for (const std::string_view mark :
       {"\\r\\n", "\\x0d\\x0a", "\\x0D\\x0A", "<CR><LF>", "[CR][LF]", "<cr><lf>", "\xe2\x90\x8d\xe2\x90\x8a",
        "^M$", "^M", "\\r", "\\n", "."}) {
    if (line.ends_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace ws101::wsdump::input
