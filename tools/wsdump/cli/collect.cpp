// A word is a file if there is one of that name, unless it reads as hex.
#include "wsdump/cli/collect.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <utility>

#include "text/escape.hpp"
#include "wsdump/cli/say.hpp"

namespace ws101::wsdump {
namespace {

bool file_exists(std::string_view word) {
  struct stat about {};
  return ::stat(std::string(word).c_str(), &about) == 0;
}

// Hex on the command line: digits in pairs, with the separators of plain hex.
bool is_hex_word(std::string_view word) {
  std::size_t digits = 0;
  if (word.starts_with("0x") || word.starts_with("0X")) word.remove_prefix(2);
  for (const char c : word) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit && c != ':' && c != ',' && c != '-') return false;
    digits += digit ? 1U : 0U;
  }
  return digits > 0 && digits % 2 == 0;
}

// The edit distance of two words: letters to change, add or remove.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({changed, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

// A subcommand that was mistyped, or the digit 0 typed as a letter.
std::string hint(const std::vector<std::string_view>& words) {
  for (const std::string_view name : command_names()) {
    if (words[0].size() > 2 && !file_exists(words[0]) &&
        distance(words[0], name) <= (name.size() > 4 ? 2 : 1)) {
      return ". Did you mean wsdump " + std::string(name) + "?";
    }
  }
  const auto letter_for_digit = [](std::string_view word) {
    std::string digits(word);
    std::replace(digits.begin(), digits.end(), 'O', '0');
    std::replace(digits.begin(), digits.end(), 'o', '0');
    return digits != word && is_hex_word(digits);
  };
  if (std::any_of(words.begin(), words.end(), letter_for_digit))
    return ". A letter O stands where a zero should be";
  return {};
}

std::string words_as_text_error(const std::vector<std::string_view>& words, std::string error) {
  // One word that reads like a name was probably meant as a file.
  const std::string_view word = words[0];
  if (words.size() == 1 && word.find_first_of("./") != std::string_view::npos) {
    error = "cannot open " + escape_text(bytes_of(word), 200) + ": " + std::strerror(ENOENT);
  } else if (words.size() == 1 && !is_hex_word(word)) {
    error = "no file is named " + escape_text(bytes_of(word), 60) + ", and as bytes: " + error;
  }
  return error + hint(words);
}

}  // namespace

std::optional<std::string> collect_inputs(const Options& options, std::vector<Input>& inputs) {
  const auto& words = options.words;
  std::string error;
  const auto open = [&](std::string_view path) {
    return inputs.emplace_back().open_file(path, options.format, error);
  };
  if (words.empty()) {
    if (::isatty(STDIN_FILENO) == 1) {
      return "no input. Three ways to give it:\n"
             "  wsdump 81 05 48 65 6c 6c 6f    bytes as hex\n"
             "  wsdump trace.pcapng            a file, whatever is in it\n"
             "  xxd -p stream.bin | wsdump     a pipe\n"
             "wsdump --help tells more";
    }
    return open("-") ? std::nullopt : std::optional(error);
  }
  std::size_t files = 0;
  for (const std::string_view word : words) {
    if (word == "-") {
      ++files;
    } else if (file_exists(word)) {
      if (!is_hex_word(word)) {
        ++files;
      } else if (!options.quiet) {
        say(std::string(word) + " is hex and also the name of a file: read as hex; ./" + std::string(word) +
            " means the file");
      }
    }
  }
  if (files == 0) {
    std::string joined;
    for (const std::string_view word : words) joined.append(joined.empty() ? "" : " ").append(word);
    if (inputs.emplace_back().open_words(joined, options.format, error)) return std::nullopt;
    return words_as_text_error(words, std::move(error));
  }
  for (const std::string_view word : words) {
    if (!open(word)) return error + hint(words);
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump
