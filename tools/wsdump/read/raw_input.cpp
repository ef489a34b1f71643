// What is left if no format fits: raw bytes, repaired if they were re-encoded, or a refusal that says what came.
#include "wsdump/read/raw_input.hpp"

#include <algorithm>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

std::vector<std::uint8_t> copy_of(std::string_view s) {
  return {s.begin(), s.end()};
}

}  // namespace

bool is_http_head(std::string_view s) {
  const std::size_t line = s.find('\n');
  const std::string_view first = s.substr(0, line);
  return (first.starts_with("GET ") && contains(first, " HTTP/1.")) ||
         (first.starts_with("HTTP/1.") && contains(first, " "));
}

Reading raw_reading(std::string_view input) {
  return make_reading("raw", is_http_head(input) ? "HTTP and what follows it, as it is" : "raw bytes",
                      copy_of(input));
}

std::optional<Reading> undo_mojibake(std::string_view input, const Plausibility& score) {
  const std::string bytes = undo_utf8(input);
  if (bytes.empty() || bytes.size() == input.size()) return std::nullopt;
  const auto fits = [&](std::string_view candidate) {
    const auto data = std::span(reinterpret_cast<const std::uint8_t*>(candidate.data()), candidate.size());
    return score(data) >= 3;
  };
  std::string_view kept = bytes;
  if (!fits(kept)) {
    while (kept.ends_with('\n') || kept.ends_with('\r')) kept.remove_suffix(1);  // an editor's
    if (kept.size() == bytes.size() || !fits(kept)) return std::nullopt;
  }
  Reading reading = make_reading("raw", "raw bytes that were re-encoded as UTF-8", copy_of(kept));
  reading.notes.emplace_back("undid a re-encoding: the bytes from 80 up had become UTF-8 characters");
  return reading;
}

std::optional<ReadError> replaced_bytes(std::string_view input, const Plausibility& score) {
  constexpr std::string_view kMark = "\xef\xbf\xbd";
  const std::size_t first = input.find(kMark);
  if (first == std::string_view::npos || input.find(kMark, first + 1) == std::string_view::npos)
    return std::nullopt;
  if (score(std::span(reinterpret_cast<const std::uint8_t*>(input.data()), input.size())) > 0)
    return std::nullopt;
  return ReadError{
      "expected bytes, got replacement characters (U+FFFD): the bytes were lost when they were copied as "
      "text",
      "copy them as hex", 0, 0};
}

namespace {

// What a text looks like that holds one of these, and what to do about it.
struct Guess {
  std::string_view sign;
  std::string_view hint;
};
constexpr std::string_view kHtml = "this is HTML source: copy the text as the browser shows it";
constexpr std::string_view kMessages =
    "these are messages without their frames: a browser's net-log has the bytes, its HAR the messages";
constexpr Guess kGuesses[] = {
    {"&nbsp;", kHtml},
    {"&gt;", kHtml},
    {"&lt;", kHtml},
    {"<code", kHtml},
    {"<pre", kHtml},
    {"<span", kHtml},
    {"<br", kHtml},
    {"payloadData", kMessages},
    {"\"opcode\"", kMessages},
    {"WebSocket connection to ",
     "this is a browser's error message: a net-log of that browser has the bytes"},
    {"Unexpected server response", "this is an error message: curl -v of the same URL shows the heads"},
    {"upstream prematurely closed",
     "nginx names the end that gave up: capture between nginx and the upstream"},
    {"M-^", "this looks like cat -v, which cannot be undone for sure: use xxd FILE"},
    {"\n*\n",
     "a * line stands for repeated lines, which only the offsets can count: use xxd, or hexdump -v"}};

std::string_view hint_for(std::string_view body) {
  for (const Guess& guess : kGuesses) {
    if (contains(body, guess.sign)) return guess.hint;
  }
  const bool base32 = body.size() >= 16 && all_of(trim(body), [](char c) {
                        return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') || c == '=' || is_space(c);
                      });
  if (base32) return "this looks like base32: decode it first with base32 -d";
  return "give the bytes as plain hex (81 05 48 ...), explanations behind #; --help-formats lists what is "
         "read";
}

bool belongs_to_hex(char c) {
  return is_hex(c) || std::string_view(",:-._x|/").find(c) != std::string_view::npos;
}

}  // namespace

ReadError unrecognised(std::string_view body) {
  std::string message =
      "expected hex, a hex dump, an array, a string with escapes, base64 or another form of bytes";
  std::string hint(hint_for(body));
  // The first word that hex cannot contain is where most readers would look.
  std::string_view rest = body;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    const auto bad =
        static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), belongs_to_hex) - word.begin());
    if (bad == word.size()) continue;
    message += "; got " + (bad == 0 ? quoted(word) : quoted(word.substr(bad, 1)) + " in " + quoted(word));
    return error_at(body, static_cast<std::size_t>(word.data() - body.data()) + bad, std::move(message),
                    std::move(hint));
  }
  return ReadError{std::move(message), std::move(hint), 0, 0};
}

}  // namespace ws101::wsdump::input
