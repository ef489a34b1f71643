// The list view: list.hpp says what it promises.
#include "wsdump/show/list.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "describe/line.hpp"
#include "frame/close_payload.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/width.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kPayloadColumn = 45;  // where the payload begins, with packets; the same without
constexpr std::size_t kAsideColumn =
    19;  // in the payload's columns: where what stands beside it begins, if it can

// Printable ASCII that needs no escape inside quotes. Without an early return, so that the compiler can take many bytes
// at a time.
bool is_plain(Bytes text) {
  unsigned bad = 0;
  for (const std::uint8_t byte : text) {
    bad |= static_cast<unsigned>(static_cast<std::uint8_t>(byte - 0x20) > 0x5e) |
           static_cast<unsigned>(byte == '"') | static_cast<unsigned>(byte == '\\');
  }
  return bad == 0;
}

// Text without anything to escape and short enough is copied as it stands: the common case of long captures.
std::size_t put_plain_text(Output& out, Bytes payload, std::size_t columns) {
  if (payload.empty() || payload.size() + 2 > std::min(columns, Output::kCapacity) || !is_plain(payload))
    return 0;
  char* const begin = out.space(payload.size() + 2);
  begin[0] = '"';
  std::memcpy(begin + 1, payload.data(), payload.size());
  begin[payload.size() + 1] = '"';
  out.used(payload.size() + 2);
  return payload.size() + 2;
}

std::size_t put_hex(Output& out, Bytes payload, std::size_t columns) {
  if (payload.empty() || payload.size() * 3 > std::min(columns + 1, Output::kCapacity)) return 0;
  char* const begin = out.space(payload.size() * 3);
  char* p = begin;
  for (const std::uint8_t byte : payload) {
    *p++ = kHexDigits[byte >> 4];
    *p++ = kHexDigits[byte & 15];
    *p++ = ' ';
  }
  const auto used = static_cast<std::size_t>(p - begin) - 1;
  out.used(used);
  return used;
}

// The same for payloads longer than the line: the beginning, and dots. Text only if it needs no escapes.
std::size_t put_beginning(Output& out, Bytes payload, std::size_t columns, bool text) {
  if (columns < 16 || columns > kListWidth) return 0;
  char* const begin = out.space(columns);
  char* p = begin;
  if (text) {
    const std::size_t count = std::min(payload.size(), columns - 6);
    if (count + 6 < columns || !is_plain(payload.first(count))) return 0;
    *p++ = '"';
    std::memcpy(p, payload.data(), count);
    p += count;
    *p++ = '"';
  } else {
    const std::size_t count = std::min(payload.size(), (columns - 3) / 3);
    for (std::size_t i = 0; i < count; ++i) {
      *p++ = kHexDigits[payload[i] >> 4];
      *p++ = kHexDigits[payload[i] & 15];
      *p++ = ' ';
    }
    --p;
  }
  for (const char c : {' ', '.', '.', '.'}) *p++ = c;
  const auto used = static_cast<std::size_t>(p - begin);
  out.used(used);
  return used;
}

std::string message_words(const MessageEvent& event) {
  std::string text = "message " + std::to_string(event.n);
  if (event.frame_count == 0) {  // a HAR file has messages without frames: who sent it stands nowhere else
    text += std::string(" from ") + std::string(json_name(event.from)) + ", " +
            std::string(name(event.kind)) + ", " + counted(event.length, "byte");
    return text;
  }
  text += " = ";
  constexpr std::size_t kShown = 6;
  const std::size_t shown =
      event.frame_count > kShown + 1 ? kShown - 1 : std::min(event.frames.size(), kShown + 1);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += '+';
    text += '#' + std::to_string(event.frames[i]);
  }
  if (shown < event.frame_count) text += "+... (" + counted(event.frame_count, "frame") + ")";
  text += ", " + counted(event.length, "byte");
  if (event.missing) text += ", not all of them captured";
  return text;
}

}  // namespace

std::size_t put_payload(Output& out, const FrameEvent& event, Bytes payload, std::size_t columns) {
  const bool text = event.content == Opcode::Text && !event.compressed;
  const bool plain = text || event.header.opcode == Opcode::Ping || event.header.opcode == Opcode::Pong;
  if (event.header.opcode != Opcode::Close) {
    const bool all = payload.size() == event.header.length;
    std::size_t used = 0;
    if (plain) used = all ? put_plain_text(out, payload, columns) : 0;
    if (used == 0 && plain && payload.size() + 2 > columns) used = put_beginning(out, payload, columns, true);
    if (used == 0 && !plain && all) used = put_hex(out, payload, columns);
    if (used == 0 && !plain && payload.size() * 3 > columns)
      used = put_beginning(out, payload, columns, false);
    if (used > 0) return used;
  }
  LineStyle style;
  style.content = event.content;
  style.compressed = event.compressed;
  const std::string words = describe_payload(event.header, payload, columns, style);
  out << words;
  return display_width(words);
}

void put_handshake(Output& out, const HandshakeEvent& event) {
  if (event.request != nullptr) {
    out << "Handshake   " << escape_text(bytes_of(event.request->method), 16) << ' '
        << escape_text(bytes_of(event.request->target), 120) << " HTTP/" << event.request->version.first
        << '.' << event.request->version.second;
  } else {
    out << "Handshake   (the request is not in the input)";
  }
  if (event.response != nullptr) {
    out << "  ->  " << event.response->status << ' ' << escape_text(bytes_of(event.response->reason), 40)
        << '\n';
  } else {
    out << "  ->  (the answer is not in the input)\n";
  }
  const auto safe = [](std::string_view text) { return escape_text(bytes_of(text), 64); };
  if (!event.key.empty()) out << "            Key " << safe(event.key) << '\n';
  if (!event.accept.empty()) {
    out << "            Accept " << safe(event.accept);
    if (!event.key.empty()) out << (event.accept == event.accept_expected ? ": right" : ": WRONG");
    if (!event.key.empty() && event.accept != event.accept_expected)
      out << ", expected " << event.accept_expected;
    out << '\n';
  }
  for (const std::string& extension : event.extensions) {
    out << "            extension " << (event.response != nullptr ? "" : "offered: ") << safe(extension)
        << '\n';
  }
  if (event.subprotocol) out << "            subprotocol " << safe(*event.subprotocol) << '\n';
  if (event.refused) out << "            The server refused: this connection carries no frames.\n";
}

void ListView::connection(const ConnectionEvent& event) {
  ++connections_;
  if (style_.quiet) return;
  if (connections_ > 1) out_ << '\n';
  conn_ = event.conn;
  have_columns_ = false;
  if (event.client.empty() && event.name.empty()) {
    if (connections_ > 1) out_ << "Connection " << event.conn << '\n';
    return;
  }
  out_ << "Connection " << event.conn << "  ";
  if (!event.name.empty()) {
    out_ << escape_text(bytes_of(event.name), 200) << '\n';
  } else {
    out_ << "client " << event.client << "  server " << event.server << '\n';
  }
}

void ListView::switch_to(std::uint32_t conn) {
  if (conn == conn_ || style_.quiet) return;
  conn_ = conn;
  out_ << "\nConnection " << conn << " goes on\n";
}

void ListView::handshake(const HandshakeEvent& event) {
  if (style_.quiet) return;
  switch_to(event.conn);
  put_handshake(out_, event);
}

void ListView::put_columns(const FrameEvent& event) {
  have_columns_ = true;
  with_packets_ = event.at.packet != 0;
  if (style_.quiet) return;
  out_ << (with_packets_ ? "   #  packet    time  dir  frame       bytes  payload\n"
                         : "   #      offset         dir  frame       bytes  payload\n");
}

void ListView::frame(const FrameEvent& event) {
  switch_to(event.conn);
  if (!have_columns_) put_columns(event);
  out_.right(event.n, 4);
  if (with_packets_) {
    out_.right(event.at.packet, 7);
    char* const p = out_.space(40);
    char* end = p;
    if (event.at.has_time() && event.at.ns >= 0) {
      // Seconds with three digits behind the point, right-aligned in 8 columns.
      const std::int64_t ms = (event.at.ns + 500000) / 1000000;
      end = std::to_chars(p, p + 24, ms / 1000).ptr;
      *end++ = '.';
      *end++ = static_cast<char>('0' + ms / 100 % 10);
      *end++ = static_cast<char>('0' + ms / 10 % 10);
      *end++ = static_cast<char>('0' + ms % 10);
    }
    const auto size = static_cast<std::size_t>(end - p);
    const std::size_t pad = size < 8 ? 8 - size : 1;
    std::memmove(p + pad, p, size);
    std::memset(p, ' ', pad);
    out_.used(size + pad);
  } else {
    out_.right(event.offset, 12);
    out_ << "   ";
  }
  out_ << "  " << arrow(event.from) << "   ";
  if (!event.header_whole) {
    out_ << "header cut: " << counted(event.header_begin.size(), "byte")
         << " of it: " << hex(event.header_begin, " ") << '\n';
    return;
  }
  const std::string_view name = short_name(event.header.opcode);
  out_ << name;
  std::size_t column = name.size();
  if (!event.header.fin) {
    out_ << " FIN=0";
    column += 6;
  }
  if (event.header.rsv != 0) {
    out_ << " RSV";
    column += 4;
    for (int bit = 1; bit <= 3; ++bit) {
      if ((event.header.rsv >> (3 - bit) & 1) == 0) continue;
      out_ << static_cast<char>('0' + bit);
      ++column;
    }
  }
  const std::size_t length_width = 17;  // "frame" and "bytes" together
  std::size_t digits = 1;
  for (std::uint64_t rest = event.header.length; rest >= 10; rest /= 10) ++digits;
  out_.spaces(column + digits < length_width ? length_width - column - digits : 1);
  out_ << event.header.length;

  // Beside the payload stands what connects this frame with others.
  std::string aside;
  if (event.begins_message && !event.header.fin)
    aside = "message " + std::to_string(event.message) + " begins";
  if (event.answers != 0) {
    aside = "answers #" + std::to_string(event.answers);
    if (event.answers_after_ns != kNoMoment) aside += " after " + duration_words(event.answers_after_ns);
  }
  if (event.compressed && event.begins_message) aside += aside.empty() ? "compressed" : ", compressed";
  std::size_t columns = kListWidth - kPayloadColumn;
  columns -= std::min(columns - 8, column + digits < length_width ? 0 : column + digits + 1 - length_width);
  const std::size_t shifted = kListWidth - kPayloadColumn - columns;  // by a long name or length
  Bytes payload = event.payload;
  if (!payload.empty() || !aside.empty()) out_ << "  ";
  if (style_.bytes) {
    payload = payload.first(std::min(*style_.bytes, payload.size()));
    columns = std::max(columns, payload.size() * 4 + 40);
  }
  const std::size_t beside = columns - std::min(columns, aside.size() + 2);
  const bool fits = aside.empty() || beside >= kAsideColumn - 2 || payload.size() + 2 <= beside;
  const std::size_t used = put_payload(out_, event, payload, fits && !aside.empty() ? beside : columns);
  if (!aside.empty()) put_aside(aside, used, fits, shifted);
  out_ << '\n';
  if (!event.complete) {
    out_.spaces(8);
    if (!event.length_trusted) {
      out_ << "the length cannot be right: the rest of this direction is not read\n";
    } else if (!event.missing.empty()) {
      std::uint64_t lost = 0;
      for (const Hole& hole : event.missing) lost += hole.length;
      out_ << "payload " << event.came << " of " << event.header.length << " bytes: " << counted(lost, "byte")
           << " from byte " << event.missing.front().offset << " on not captured\n";
    } else {
      out_ << "cut: payload " << event.came << " of " << counted(event.header.length, "byte") << '\n';
    }
  }
  for (const Finding& finding : event.findings) {
    if (finding.level == Level::Note && style_.notes) put_finding(finding, event.from);
  }
}

void ListView::put_aside(std::string_view text, std::size_t used, bool fits, std::size_t shifted) {
  if (!fits) {
    out_ << '\n';
    out_.spaces(kPayloadColumn);
  } else if (used + 2 <= kAsideColumn &&
             kPayloadColumn + shifted + kAsideColumn + text.size() <= kListWidth) {
    out_.spaces(kAsideColumn - used);
  } else {
    out_ << "  ";
  }
  out_ << text;
}

void ListView::message(const MessageEvent& event) {
  if (event.frame_count == 1 && !event.missing) return;  // the frame's line has said it all
  switch_to(event.conn);
  const std::string words = message_words(event);
  out_.spaces(8);
  out_ << words;
  const std::size_t column = 8 + words.size() + 1;
  if (event.length > 0) {
    if (column + 12 < kListWidth) {
      out_ << ' ';
    } else {
      out_ << "\n          ";
    }
    const std::size_t columns = column + 12 < kListWidth ? kListWidth - column : kListWidth - 10;
    const bool text = event.kind == Opcode::Text && !event.compressed;
    out_ << (text ? quote_text(event.payload, event.length, columns)
                  : hex_text(event.payload, event.length, columns));
  }
  out_ << '\n';
}

void ListView::put_finding(const Finding& finding, Direction) {
  out_ << "      ! ";
  put_level(out_, finding.level, style_.color);
  const std::string words = ": " + finding.text + ' ' + citation(finding);
  out_ << wrapped(words, 8 + name(finding.level).size(), 8) << '\n';
  if (!finding.hint.empty()) out_ << "        " << wrapped("likely cause: " + finding.hint, 8, 8) << '\n';
}

void ListView::violation(const ViolationEvent& event) {
  switch_to(event.conn);
  put_finding(*event.finding, event.by);
}

void ListView::gap(const GapEvent& event) {
  switch_to(event.conn);
  out_ << "      - gap: " << counted(event.length, "byte") << " from the " << json_name(event.from)
       << " missing, at offset " << event.offset << " of its stream\n";
}

void ListView::note(const NoteEvent& event) {
  switch_to(event.conn);
  std::string words(event.text);
  if (event.from != Direction::Unknown) words = std::string(json_name(event.from)) + ": " + words;
  out_ << "      - " << wrapped(words, 8, 8) << '\n';
}

}  // namespace ws101::wsdump
