// Frames and messages in full; explain.hpp is the specification.
#include "wsdump/show/explain.hpp"

#include <algorithm>
#include <vector>

#include "describe/diagram.hpp"
#include "describe/frame_bytes.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"
#include "text/width.hpp"
#include "text/wrap.hpp"
#include "wsdump/show/handshake_lines.hpp"
#include "wsdump/show/summary.hpp"
#include "wsdump/show/token_trace.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kBytesInFigure = 16;  // a longer payload is also listed
constexpr std::size_t kMostFrameNumbers = 8;
constexpr std::uint64_t kTracedUnasked = 64;  // bytes of a compressed message
constexpr std::size_t kTraceLines = 40;

// Colour for whole lines. The text contains the same information without it.
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
           (frame.wire.size() < 2 ? "at least " : "") + counted(frame.header_size(), "byte");
  }
  const std::size_t key = header->masked ? sizeof(MaskingKey) : 0;
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

std::string title(const FrameEvent& event, const FrameBytes& frame, const ExplainStyle& style) {
  const std::string first = "Frame " + std::to_string(event.n) + "   ";
  const auto opcode = static_cast<Opcode>(frame.wire[0] & 0x0F);
  const std::string direction =
      std::string(direction_words(event.from)) + (event.guessed ? " (guessed)" : "");
  std::string text = in_color(style, "1",
                              in_groups(first, {direction, upper_name(opcode), size_words(frame),
                                                "offset " + std::to_string(event.offset)}));
  std::vector<std::string> where;
  if (style.name_connection) where.push_back("connection " + std::to_string(event.conn));
  if (event.at.packet != 0) where.push_back("packet " + std::to_string(event.at.packet));
  if (event.at.has_time()) {
    append_seconds(where.emplace_back(), event.at.ns);
    where.back() += " s";
  }
  std::string relation;
  append_relation(relation, event);
  if (!relation.empty()) where.push_back(relation);
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

// The missing bytes of an incomplete header, and the part of its length that is there.
std::string needed_words(const FrameBytes& frame) {
  const std::size_t came = frame.wire.size();
  if (came < 2) return "To go on it needs the second byte of the header: MASK and the payload length.";
  const FirstTwo head(frame.wire[0], frame.wire[1]);
  const std::size_t length = head.length7 == 127 ? 8 : head.length7 == 126 ? 2 : 0;
  const std::size_t length_came = std::min(came - 2, length);
  std::string words = "To go on it needs ";
  if (length_came < length) {
    words +=
        counted(length - length_came, "more byte") + " of the " + std::to_string(8 * length) + "-bit length";
    if (length_came > 0) words += " (the highest came: 0x" + hex(frame.wire.subspan(2, length_came)) + "...)";
    if (head.masked) words += " and the masking key";
  } else {
    words += counted(frame.header_size() - came, "more byte") + " of the masking key";
  }
  return words + ", then the payload.";
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
    const bool fits = display_width(std::string_view(lines).substr(last)) + 1 + cite.size() <= kScreenWidth;
    lines += (fits ? " " : "\n" + std::string(first.size(), ' ')) + cite + "\n";
  }
  std::string text = in_color(style, bad ? "31" : "33", lines);
  if (!finding.hint.empty()) text += wrap("    Likely cause: ", finding.hint, 18);
  return text;
}

std::string explain_frame(const FrameEvent& event, const ExplainStyle& style) {
  // The figure shows wire bytes, which are put together again.
  std::vector<std::uint8_t> wire(event.header_begin.begin(), event.header_begin.end());
  if (event.header_whole) wire = to_wire(event.header, event.payload);
  if (wire.empty()) return {};
  const bool data = event.header_whole && !is_control(event.header.opcode);
  const bool compressed = event.compressed && data;
  FrameBytes frame;
  frame.wire = wire;
  frame.came = event.header_whole ? event.header.size() + event.came : wire.size();
  frame.violations = event.violations;
  frame.allowed_rsv = static_cast<std::uint8_t>(event.allowed_rsv | (compressed ? 4 : 0));
  frame.content = event.content;
  if (compressed && event.header.opcode == Opcode::Continuation) frame.content = Opcode::Binary;
  DiagramStyle figure;
  figure.unmasking_rows = style.unmasking_rows;
  figure.escape = style.escape;

  std::string text = title(event, frame, style) + "\n" + full_diagram(frame, figure);
  if (const std::string listing = payload_listing(frame, style.bytes); !listing.empty())
    text += "\n" + listing;
  if (!event.header_whole) text += "\n" + wrap("  ", needed_words(frame), 2);
  if (compressed) {
    text +=
        '\n' + wrap("  ",
                    "The payload is compressed (RFC 7692) and shown as it came: what it says is told with "
                    "its message.",
                    2);
  }
  if (!event.findings.empty()) text += "\n";
  for (const Finding& finding : event.findings) text += explain_finding(finding, style);
  return text;
}

std::string explain_message(const MessageEvent& event, const ExplainStyle& style) {
  const std::string first = "Message " + std::to_string(event.n) + "   ";
  std::string words{name(event.kind)};
  if (event.frame_count == 0) {  // a HAR file has messages alone
    words += " from the " + std::string(json_name(event.from));
  } else {
    words += ", " + counted(event.frame_count, "frame");
    if (event.frame_count > 1) append_frames(words += ' ', event, kMostFrameNumbers);
  }
  words += ", ";
  append_length(words, event);
  if (event.utf8 == std::optional<bool>(true)) words += ", valid UTF-8";
  if (event.utf8 == std::optional<bool>(false))
    words += ", NOT valid UTF-8 at byte " + std::to_string(event.utf8_error_at);
  std::string behind;
  if (event.inflation != nullptr && !event.inflation->whole())
    behind = wrap(std::string(first.size(), ' '), why_not_whole(*event.inflation), first.size());
  if (event.length == 0) return in_color(style, "1", wrap(first, words + ".", first.size())) + behind;
  words += ":";

  // The content goes on the same line where it fits, else on a line of its own.
  const Bytes shown = event.payload.first(std::min(event.payload.size(), style.bytes));
  std::string content;
  append_content(content, event, shown, kUnlimited, style.escape);
  const std::string head = first + words + " ";
  if (head.size() + display_width(content) <= kScreenWidth)
    return in_color(style, "1", head + content + "\n") + behind;
  return in_color(style, "1", wrap(first, words, first.size())) +
         wrap(std::string(first.size(), ' '), content, first.size()) + behind;
}

void ExplainView::connection(const ConnectionEvent& event) {
  headings_.begin(event);
  style_.name_connection = headings_.connections() > 1;
}

void ExplainView::handshake(const HandshakeEvent& event) {
  put_handshake(out_, event);
}

void ExplainView::frame(const FrameEvent& event) {
  told_frame_ = event.n;
  if (event.n > 1 || event.at.packet != 0 || began_) out_ << '\n';
  FrameEvent shown = event;
  shown.guessed = false;  // the line about the input has said so
  out_ << explain_frame(shown, style_);
}

std::string explain_inflating(const Inflation& inflation, const ExplainStyle& style) {
  if (inflation.wire.empty() || (!style.tokens && inflation.wire_length > kTracedUnasked)) return {};
  TracedMessage traced;
  traced.payload = inflation.wire;
  traced.cut =
      inflation.wire.size() < inflation.wire_length || inflation.outcome == Inflation::Outcome::Missing;
  if (inflation.window.takeover) traced.said = inflation.said;
  traced.window_bits = inflation.window.bits;
  return token_trace(traced, style.tokens ? kUnlimited : kTraceLines);
}

void ExplainView::message(const MessageEvent& event) {
  out_ << '\n' << explain_message(event, style_);
  if (event.inflation == nullptr) return;
  if (const std::string trace = explain_inflating(*event.inflation, style_); !trace.empty())
    out_ << '\n' << trace;
}

void ExplainView::violation(const ViolationEvent& event) {
  if (event.frame != 0 && event.frame == told_frame_) return;  // shown with its frame
  out_ << explain_finding(*event.finding, style_);
}

void ExplainView::gap(const GapEvent& event) {
  out_ << '\n';
  put_wrapped(out_, "Gap: ", gap_words(event), 2);
}

void ExplainView::note(const NoteEvent& event) {
  out_ << '\n';
  put_wrapped(out_, "Note: ", event.text, 2);
  began_ = true;
}

void ExplainView::summary(const Totals& totals, int) {
  if (totals.frames > 1 || totals.incomplete > 0) {
    put_summary(out_, totals);
  } else {
    out_ << (totals.errors > 0 ? in_color(style_, "31", verdict(totals)) : verdict(totals)) << '\n';
  }
}

}  // namespace ws101::wsdump
