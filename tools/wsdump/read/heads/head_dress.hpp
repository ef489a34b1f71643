// What a log, curl, a mail program or ngrep adds before and after each line of a head.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "wsdump/read/heads/head_start.hpp"

namespace ws101::wsdump::input {

constexpr std::size_t kLongestDress = 200;     // in front of a line
constexpr std::size_t kMostStrangeLines = 40;  // between two lines of one head

// The length of a mark at the end of the line that shows its line end: "\r\n" spelled out, "^M", "<CR><LF>" and the
// like, with the end of the string literal that holds it; 0 if there is none.
std::size_t shown_line_end(std::string_view line);

// How the lines of one head are dressed.
struct Dress {
  std::string_view prefix;  // of its field lines
  bool first_only = false;  // the prefix is that of the first line, and of no other
  bool any_word = false;    // the words in it change
  std::size_t mark = 0;     // length of what shows the line end

  // The line without its dress; nothing if it bears another one.
  std::optional<std::string_view> take_off(std::string_view line) const;
  // What take_off() left, without the mark of its end.
  std::string_view without_mark(std::string_view core) const;
};

// Chooses how to undress the lines of a head from those that follow its start line, lines[start].
Dress dress_of(const std::vector<TextLine>& lines, std::size_t start, const StartLine& found);

}  // namespace ws101::wsdump::input
