// If no format fits: raw bytes, repaired if they were re-encoded, or a refusal that says what the input is.
#include "wsdump/read/raw_input.hpp"

#include <algorithm>

#include "wsdump/plain_text.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/head_start.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

std::vector<std::uint8_t> copy_of(std::string_view s) {
  return {s.begin(), s.end()};
}

}  // namespace

bool is_http_head(std::string_view s) {
  const std::string_view first = s.substr(0, s.find('\n'));
  const StartLine start = find_start_line(first);
  return (start.length > 0 && start.column == 0 && !start.http2) ||
         (begins_response(bytes_of(first)) && contains(first, " "));
}

Reading raw_reading(std::string_view input) {
  return make_reading("raw", is_http_head(input) ? "HTTP and what follows it, as it is" : "raw bytes",
                      copy_of(input));
}

std::optional<Reading> undo_mojibake(std::string_view input) {
  const std::string bytes = undo_utf8(bytes_of(input)).value_or("");
  if (bytes.empty() || bytes.size() == input.size()) return std::nullopt;
  // Text behind a head may have such letters; frames behind it have bytes from 80 to 9f.
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) >> 5 == 4; };
  if (is_http_head(input) && std::none_of(bytes.begin(), bytes.end(), is_control)) return std::nullopt;
  const auto fits = [](std::string_view kept) { return grade_of(bytes_of(kept)) >= kWholeFrames; };
  std::string_view kept = bytes;
  if (!fits(kept)) {
    while (kept.ends_with('\n') || kept.ends_with('\r')) kept.remove_suffix(1);  // an editor's
    if (kept.size() == bytes.size() || !fits(kept)) return std::nullopt;
  }
  Reading reading = make_reading("raw", "raw bytes that were re-encoded as UTF-8", copy_of(kept));
  reading.notes.emplace_back("undid a re-encoding: the bytes from 80 up had become UTF-8 characters");
  return reading;
}

std::optional<ReadError> replaced_bytes(std::string_view input) {
  constexpr std::string_view kMark = "\xef\xbf\xbd";
  const std::size_t first = input.find(kMark);
  if (first == std::string_view::npos || input.find(kMark, first + 1) == std::string_view::npos)
    return std::nullopt;
  if (grade_of(bytes_of(input)) > 0) return std::nullopt;
  return ReadError{
      "expected bytes, got replacement characters (U+FFFD): the bytes were lost when they were copied as "
      "text",
      "copy them as hex", 0, 0};
}

}  // namespace ws101::wsdump::input
