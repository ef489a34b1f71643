#include "wsdump/show/explain.hpp"

#include <algorithm>
#include <cstdio>

#include "frame/close_code.hpp"
#include "text/hex.hpp"
#include "text/width.hpp"
#include "text/wrap.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kBytesInFigure = 16;  // a longer payload is listed too
constexpr std::size_t kMostFrameNumbers = 8;

std::string counted(std::uint64_t n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

// Colour for whole lines. The words say the same without it.
std::string in_color(const ExplainStyle& style, std::string_view code, const std::string& lines) {
  if (!style.color) return lines;
  std::string text;
  std::size_t at = 0;
  while (at < lines.size()) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    text += "\x1b[" + std::string(code) + "m" + lines.substr(at, end - at) + "\x1b[0m";
    if (end < lines.size()) text += '\n';
    at = end + 1;
  }
  return text;
}

std::string_view direction_words(Direction from) {
  switch (from) {
    case Direction::Client:
      return "client -> server";
    case Direction::Server:
      return "server -> client";
    case Direction::Unknown:
      return "direction unknown";
  }
  return "direction unknown";
}

std::string upper_name(Opcode opcode) {
  if (is_reserved(opcode)) {
    return std::string("opcode 0x") + kHexDigits[static_cast<std::uint8_t>(opcode) & 0xF];
  }
  std::string text(name(opcode));
  for (char& letter : text) letter = static_cast<char>(letter - 'a' + 'A');
  return text;
}

std::string size_words(const FrameBytes& frame) {
  const auto header = frame.header();
  if (!header) {
    return "header cut: " + std::to_string(frame.wire.size()) + " of " +
           (frame.wire.size() < 2 ? "at least " : "") + std::to_string(frame.header_size()) + " bytes";
  }
  const std::size_t key = header->masked ? 4 : 0;
  std::string text;
  const std::uint64_t all = header->size() + header->length;
  // A length near 2^64 has no sum in 64 bits.
  if (all > header->length) text = counted(all, "byte") + ": ";
  text += "header " + std::to_string(header->size() - key);
  if (header->masked) text += " + key 4";
  return text + " + payload " + std::to_string(header->length);
}

// Groups of words with space between; a group goes to the next line whole where it can.
std::string in_groups(const std::string& first, const std::vector<std::string>& groups) {
  std::string text;
  std::string line = first;
  for (const std::string& group : groups) {
    const bool empty = line.size() <= first.size();
    if (!empty && display_width(line) + 3 + display_width(group) > 80) {
      text += wrap("", line, first.size());
      line.assign(first.size(), ' ');
    }
    line += (line.size() <= first.size() ? "" : "   ") + group;
  }
  return text + wrap("", line, first.size());
}

std::string title(const ExplainedFrame& frame, const ExplainStyle& style) {
  const std::string first = "Frame " + std::to_string(frame.n) + "   ";
  const auto opcode = static_cast<Opcode>(frame.frame.wire[0] & 0x0F);
  const std::string direction =
      std::string(direction_words(frame.from)) + (frame.guessed ? " (guessed)" : "");
  std::string text = in_color(style, "1",
                              in_groups(first, {direction, upper_name(opcode), size_words(frame.frame),
                                                "offset " + std::to_string(frame.offset)}));
  std::vector<std::string> where;
  if (frame.conn) where.push_back("connection " + std::to_string(*frame.conn));
  if (frame.packet) where.push_back("packet " + std::to_string(*frame.packet));
  if (frame.time) {
    char seconds[40];
    std::snprintf(seconds, sizeof seconds, "%.6f s", *frame.time);
    where.emplace_back(seconds);
  }
  if (!frame.note.empty()) where.push_back(frame.note);
  if (!where.empty()) text += in_groups(std::string(first.size(), ' '), where);
  return text;
}

// Offset, hex and characters of the unmasked payload, sixteen bytes a line.
std::string payload_listing(const FrameBytes& frame, std::size_t most) {
  const auto header = frame.header();
  if (!header || header->length <= kBytesInFigure) return {};
  std::vector<std::uint8_t> payload = frame.payload();
  if (payload.size() > most) payload.resize(most);
  if (payload.empty()) return {};
  std::string text = "  Payload";
  if (header->masked) text += ", unmasked";
  if (payload.size() < header->length) {
    text += ", the first " + std::to_string(payload.size()) + " of " + counted(header->length, "byte");
  }
  text += "\n";
  for (std::size_t at = 0; at < payload.size(); at += 16) {
    const Bytes row = Bytes(payload).subspan(at, std::min<std::size_t>(16, payload.size() - at));
    std::string number = std::to_string(at);
    if (number.size() < 6) number.insert(0, 6 - number.size(), ' ');
    std::string line = number + "  " + hex(row, " ");
    line.resize(number.size() + 2 + 48 + 1, ' ');
    for (const std::uint8_t byte : row) line += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string explain_finding(const Finding& finding, const ExplainStyle& style) {
  const bool bad = finding.level == Level::Error || finding.level == Level::Sender;
  const std::string first = "  " + std::string(name(finding.level)) + ": ";
  std::string lines = wrap(first, finding.text, first.size());
  if (!finding.section.empty()) {
    // The citation is never broken.
    const std::string cite = citation(finding);
    lines.pop_back();
    const std::size_t last = lines.rfind('\n') == std::string::npos ? 0 : lines.rfind('\n') + 1;
    const bool fits = display_width(std::string_view(lines).substr(last)) + 1 + cite.size() <= 80;
    lines += (fits ? " " : "\n" + std::string(first.size(), ' ')) + cite + "\n";
  }
  std::string text = in_color(style, bad ? "31" : "33", lines);
  if (!finding.hint.empty()) text += wrap("    Likely cause: ", finding.hint, 18);
  return text;
}

std::string explain_frame(const ExplainedFrame& frame, const ExplainStyle& style) {
  if (frame.frame.wire.empty()) return {};
  FrameBytes seen = frame.frame;
  const auto header = seen.header();
  const bool control = header && is_control(header->opcode);
  if (frame.compressed && header && !control) {
    seen.allowed_rsv |= 4;
    if (header->opcode == Opcode::Continuation) seen.content = Opcode::Binary;
  }
  DiagramStyle figure;
  figure.unmasking_rows = style.unmasking_rows;
  figure.escape = style.escape;

  std::string text = title(frame, style) + "\n" + full_diagram(seen, figure);
  if (const std::string listing = payload_listing(seen, style.bytes); !listing.empty())
    text += "\n" + listing;
  if (frame.compressed && !control) {
    text += "\n  The payload is compressed (RFC 7692): it reads as text only after inflating.\n";
  }
  if (!frame.findings.empty()) text += "\n";
  for (const Finding& finding : frame.findings) text += explain_finding(finding, style);
  return text;
}

std::string explain_message(const ExplainedMessage& message, const ExplainStyle& style) {
  const std::string first = "Message " + std::to_string(message.n) + "   ";
  std::string words{name(message.kind)};
  if (message.frame_count > 0) {
    words += ", " + counted(message.frame_count, "frame");
  } else {
    words += message.from == Direction::Client ? " from the client" : " from the server";
  }
  if (message.frame_count > 1) {
    std::string numbers;
    for (std::size_t i = 0; i < std::min(message.frames.size(), kMostFrameNumbers); ++i) {
      numbers += (i > 0 ? "+#" : "#") + std::to_string(message.frames[i]);
    }
    if (message.frame_count > kMostFrameNumbers && !numbers.empty()) numbers += "+...";
    if (!numbers.empty()) words += " " + numbers;
  }
  words += ", " + counted(message.length, "byte");
  if (message.compressed) words += " inflated from " + std::to_string(message.wire_length);
  const bool text_kind = message.kind == Opcode::Text;
  if (text_kind && message.valid_utf8) words += ", valid UTF-8";
  if (text_kind && !message.valid_utf8) {
    words += ", NOT valid UTF-8";
    if (message.utf8_error_at) words += " at byte " + std::to_string(*message.utf8_error_at);
  }
  if (message.length == 0) return in_color(style, "1", wrap(first, words + ".", first.size()));
  words += ":";

  // The content goes on the same line where it fits, else on a line of its own.
  const Bytes preview = message.preview.first(std::min(message.preview.size(), style.bytes));
  const auto content = [&](std::size_t columns) {
    return text_kind ? quote_text(preview, message.length, columns, style.escape)
                     : hex_text(preview, message.length, columns);
  };
  const std::string whole = content(kUnlimited);
  const std::string head = first + words + " ";
  if (head.size() + display_width(whole) <= 80) return in_color(style, "1", head + whole + "\n");
  std::string text = in_color(style, "1", wrap(first, words, first.size()));
  return text + wrap(std::string(first.size(), ' '), whole, first.size());
}

std::string explain_total(std::uint64_t errors, std::uint64_t senders, std::uint64_t warnings,
                          std::uint64_t notes, const ExplainStyle& style) {
  std::string text;
  const auto add = [&](std::uint64_t n, std::string_view what) {
    if (n > 0) text += (text.empty() ? "" : ", ") + counted(n, what);
  };
  add(errors, "error");
  add(senders, "sender error");
  add(warnings, "warning");
  add(notes, "note");
  if (errors + senders == 0) return "No violations" + (text.empty() ? "" : "; " + text) + ".\n";
  return in_color(style, "31", text + ".\n");
}

}  // namespace ws101::wsdump
