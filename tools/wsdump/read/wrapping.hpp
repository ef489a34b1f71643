// What stands around pasted bytes as a whole and is no part of any format: fences, prompts, line numbers, a table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101::wsdump::input {

// A line that begins with the prompt of a shell, perhaps with the command typed behind it.
bool is_shell_prompt(std::string_view line);

// The text without the prompts of an interpreter (Python, node, iex, irb, ...) and what was typed behind them; where
// nothing was printed, what was typed. Nothing if there are no prompts.
std::optional<std::string> without_prompts(std::string_view body);

// The one block between Markdown's ``` fences. Nothing if there is none, or more than one.
std::optional<std::string> fenced_block(std::string_view body);

// The text without the line numbers in front of every line (cat -n, grep -n, an editor's margin). Nothing unless each
// line has one and they count up.
std::optional<std::string> without_line_numbers(std::string_view body);

// The rows of a table that a shell of a database (mysql, psql) or Markdown has drawn, their cells set apart by tabs,
// without the names of the columns. Nothing if it is no such table.
std::optional<std::string> drawn_table(std::string_view body);

}  // namespace ws101::wsdump::input
