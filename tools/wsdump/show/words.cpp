// words.hpp is the specification.
#include "wsdump/show/words.hpp"

#include <algorithm>
#include <array>

#include "text/counted.hpp"
#include "text/hex.hpp"
#include "text/wrap.hpp"

namespace ws101::wsdump {

std::string_view json_name(Direction from) {
  return from == Direction::Client ? "client" : from == Direction::Server ? "server" : "unknown";
}

std::string_view short_name(Opcode opcode) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "cont",  "text", "binary", "op 0x3", "op 0x4", "op 0x5", "op 0x6", "op 0x7",
      "close", "ping", "pong",   "op 0xB", "op 0xC", "op 0xD", "op 0xE", "op 0xF"};
  return kNames[static_cast<std::size_t>(opcode) & 15];
}

void append_number(std::string& text, std::uint64_t number, std::size_t width) {
  constexpr std::size_t kMost = 20;  // columns; the digits of 2^64
  char columns[kMost];
  std::size_t at = kMost;
  do {
    columns[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  while (kMost - at < width && at > 0) columns[--at] = ' ';
  text.append(columns + at, kMost - at);
}

void append_seconds(std::string& text, std::int64_t ns) {
  constexpr std::uint64_t kMillion = 1'000'000;
  if (ns < 0) text += '-';
  const std::uint64_t us = static_cast<std::uint64_t>(ns < 0 ? -ns : ns) / 1000;
  append_number(text, us / kMillion);
  char fraction[] = ".000000";
  std::uint64_t rest = us % kMillion;
  for (int i = 6; i > 0; --i, rest /= 10) fraction[i] = static_cast<char>('0' + rest % 10);
  text += fraction;
}

void append_duration(std::string& text, std::int64_t ns) {
  if (ns < 0) text += '-';
  const auto size = static_cast<std::uint64_t>(ns < 0 ? -ns : ns);
  if (size < 1'000'000) {
    append_number(text, size / 1000);
    text += " us";
  } else if (size < 10'000'000'000) {
    append_number(text, size / 1'000'000);
    text += " ms";
  } else {
    append_number(text, size / 1'000'000'000);
    text += " s";
  }
}

void append_relation(std::string& text, const FrameEvent& event) {
  if (event.answers != 0) {
    text += "answers #";
    append_number(text, event.answers);
    if (event.answers_after_ns == kNoMoment) return;
    text += " after ";
    append_duration(text, event.answers_after_ns);
  } else if (event.begins_message && !event.header.fin) {
    text += "message ";
    append_number(text, event.message);
    text += " begins";
  }
}

void append_frames(std::string& text, const MessageEvent& event, std::size_t most) {
  const std::size_t shown = std::min(event.frames.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    text += i > 0 ? "+#" : "#";
    append_number(text, event.frames[i]);
  }
  if (shown < event.frame_count) text += "+...";
}

void append_ratio(std::string& text, std::uint64_t wire, std::uint64_t inflated) {
  if (inflated == 0) return;
  append_number(text, (wire * 100 + inflated / 2) / inflated);
  text += " %";
}

void append_inflated(std::string& text, const Inflation& inflation) {
  append_number(text, inflation.wire_length);
  text += inflation.wire_length == 1 ? " byte inflated to " : " bytes inflated to ";
  append_number(text, inflation.length);
  if (!inflation.whole() || inflation.length == 0) return;
  text += " (";
  append_ratio(text, inflation.wire_length, inflation.length);
  text += ')';
}

void append_length(std::string& text, const MessageEvent& event) {
  if (event.inflation != nullptr) {
    append_inflated(text, *event.inflation);
  } else {
    text += counted(event.length, "byte");
  }
  if (event.missing) text += ", not all of them captured";
}

void append_content(std::string& text, const MessageEvent& event, Bytes payload, std::size_t columns,
                    EscapeStyle escape) {
  const Preview preview{event.length, columns};
  if (event.kind == Opcode::Text) {
    append_quoted(text, payload, preview, escape);
  } else {
    append_hex(text, payload, preview);
  }
}

std::string note_words(const NoteEvent& event) {
  if (event.from == Direction::Unknown) return event.text;
  return std::string(json_name(event.from)) + ": " + event.text;
}

std::string gap_words(const GapEvent& event) {
  return counted(event.length, "byte") + " from the " + std::string(json_name(event.from)) +
         " not captured, at offset " + std::to_string(event.offset) + " of its stream";
}

void put_level(Output& out, Level level, bool color) {
  if (color) out << (level == Level::Error ? "\x1b[1;31m" : level == Level::Sender ? "\x1b[31m" : "\x1b[33m");
  out << name(level);
  if (color) out << "\x1b[0m";
}

void put_wrapped(Output& out, std::string_view first, std::string_view words, std::size_t indent) {
  out << wrap(first, words, indent, kScreenWidth);
}

void put_finding(Output& out, std::string_view mark, const Finding& finding, bool color,
                 std::string_view about) {
  // Colour takes no columns: the severity is laid out with the rest, and written before it.
  const std::string first = std::string(mark) + std::string(name(finding.level)) + std::string(about) + ": ";
  const std::string lines = wrap(first, finding.text + ' ' + citation(finding), mark.size(), kScreenWidth);
  out << mark;
  put_level(out, finding.level, color);
  out << std::string_view(lines).substr(mark.size() + name(finding.level).size());
  if (!finding.hint.empty())
    put_wrapped(out, std::string(mark.size(), ' ') + "likely cause: ", finding.hint, mark.size());
}

}  // namespace ws101::wsdump
