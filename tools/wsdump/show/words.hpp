// The short words that the views share: directions, opcodes, counts, times, findings.
#pragma once

#include <string>
#include <string_view>

#include "text/escape.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/inflation.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kScreenWidth = 80;  // columns

// "client", "server", "unknown": as JSON has it.
std::string_view json_name(Direction from);
// Name of the opcode as lists print it: "text", "cont", "close", "op 0x3".
std::string_view short_name(Opcode opcode);

// Decimal digits, right-aligned in at least `width` columns, 20 at most.
void append_number(std::string& text, std::uint64_t number, std::size_t width = 0);
// Seconds with six decimals, truncated, not rounded: "0.020827".
void append_seconds(std::string& text, std::int64_t ns);
// "10 ms", "12 s", "80 us".
void append_duration(std::string& text, std::int64_t ns);
// "answers #3 after 10 ms" for a Pong, "message 1 begins" for the first of several fragments, or nothing.
void append_relation(std::string& text, const FrameEvent& event);
// "#1+#4+#5"; of more than `most` numbers the first and "+...".
void append_frames(std::string& text, const MessageEvent& event, std::size_t most);
// "7 bytes inflated to 5 (140 %)": of a compressed message, before and after, and the ratio.
void append_inflated(std::string& text, const Inflation& inflation);
// "11 bytes", or as append_inflated(); and whether all of them are in the input.
void append_length(std::string& text, const MessageEvent& event);
// The content of a message of which `payload` is the beginning: text in quotes, else hex.
void append_content(std::string& text, const MessageEvent& event, Bytes payload, std::size_t columns,
                    EscapeStyle escape = EscapeStyle::Ascii);
// The size after / before in percent, "12 %"; nothing if `after` is 0.
void append_ratio(std::string& text, std::uint64_t wire, std::uint64_t inflated);
// "client: the HTTP head is cut after 30 bytes"; the direction only if it is known.
std::string note_words(const NoteEvent& event);
// "20 bytes from the client not captured, at offset 7 of its stream".
std::string gap_words(const GapEvent& event);

// The severity as a word, always; in colour too.
void put_level(Output& out, Level level, bool color);
// The words in lines of kScreenWidth columns; the first begins with `first`, later ones with `indent` spaces.
void put_wrapped(Output& out, std::string_view first, std::string_view words, std::size_t indent);
// `mark`, the severity, `about`, the sentence, the citation, and on lines of its own the likely cause.
void put_finding(Output& out, std::string_view mark, const Finding& finding, bool color,
                 std::string_view about = {});

}  // namespace ws101::wsdump
