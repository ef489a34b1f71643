// From events to lines; list.hpp describes their form.
#include "wsdump/show/list.hpp"

#include <algorithm>

#include "describe/line.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "wsdump/show/handshake_lines.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kPayloadColumn = 45;  // where the payload begins
constexpr std::size_t kAsideColumn =
    19;  // in the payload's columns: where what is put beside it begins, if it can
constexpr std::size_t kLengthWidth = 17;  // "frame" and "bytes" together
constexpr std::size_t kLeastPayload = 8;  // columns
constexpr std::size_t kMessageIndent = 8;
constexpr std::size_t kFramesShown = 6;  // of a message

// "text FIN=0 RSV1"
void append_kind(std::string& line, const FrameHeader& header) {
  line += short_name(header.opcode);
  if (!header.fin) line += " FIN=0";
  if (header.rsv == 0) return;
  line += " RSV";
  for (int bit = 1; bit <= 3; ++bit) {
    if ((header.rsv >> (3 - bit) & 1) != 0) line += static_cast<char>('0' + bit);
  }
}

void append_milliseconds(std::string& line, std::int64_t ns) {
  const auto ms = static_cast<std::uint64_t>(ns + 500'000) / 1'000'000;
  line += ' ';
  append_number(line, ms / 1000, 3);
  const auto digit = [](std::uint64_t number) { return static_cast<char>('0' + number % 10); };
  line.append({'.', digit(ms / 100), digit(ms / 10), digit(ms)});
}

// "message 1 = #1+#4+#5, 11 bytes"
void append_message(std::string& line, const MessageEvent& event) {
  line += "message ";
  append_number(line, event.n);
  if (event.frame_count == 0) {  // of a HAR file, where no frame has told who sent it
    line.append(" from ").append(json_name(event.from)).append(", ").append(name(event.kind)).append(", ");
    return append_length(line, event);
  }
  line += " = ";
  // Seven numbers take no more room than six, the dots and the count.
  const bool cut = event.frame_count > kFramesShown + 1;
  append_frames(line, event, cut ? kFramesShown - 1 : kFramesShown + 1);
  if (cut) {
    line += " (";
    append_number(line, event.frame_count);
    line += " frames)";
  }
  line += ", ";
  append_length(line, event);
}

}  // namespace

void ListView::connection(const ConnectionEvent& event) {
  headings_.begin(event);
  if (!style_.quiet) have_columns_ = false;
}

void ListView::handshake(const HandshakeEvent& event) {
  if (style_.quiet) return;
  headings_.go_on(event.conn);
  put_handshake(out_, event);
}

void ListView::put_columns(const FrameEvent& event) {
  have_columns_ = true;
  with_packets_ = event.at.packet != 0;
  if (style_.quiet) return;
  out_ << (with_packets_ ? "   #  packet    time  dir  frame       bytes  payload\n"
                         : "   #      offset         dir  frame       bytes  payload\n");
}

// The columns before the frame: its number, packet and time, and who sent it.
void ListView::add_place(const FrameEvent& event) {
  append_number(line_, event.n, 4);
  if (with_packets_) {
    append_number(line_, event.at.packet, 7);
    if (event.at.has_time() && event.at.ns >= 0) {
      append_milliseconds(line_, event.at.ns);
    } else {
      line_ += "        ";
    }
  } else {
    append_number(line_, event.offset, 12);
    line_ += "   ";
  }
  line_ += event.from == Direction::Client   ? "  C>   "
           : event.from == Direction::Server ? "  <S   "
                                             : "  ??   ";
}

void ListView::frame(const FrameEvent& event) {
  headings_.go_on(event.conn);
  if (!have_columns_) put_columns(event);
  line_.clear();
  add_place(event);
  if (event.header_whole) {
    add_payload(event);
  } else {
    line_ += "header cut: " + counted(event.header_begin.size(), "byte") + " of it: ";
    append_hex(line_, event.header_begin, " ");
  }
  line_ += '\n';
  out_ << line_;
  if (event.header_whole && !event.complete) put_missing(event);
  if (event.inflation != nullptr) put_not_whole(*event.inflation);
  for (const Finding& finding : event.findings) {
    if (finding.level == Level::Note) put_finding(out_, "      ! ", finding, style_.color);
  }
}

// The frame, its length, its payload, and beside it its relation to other frames.
void ListView::add_payload(const FrameEvent& event) {
  const std::size_t kind_at = line_.size();
  append_kind(line_, event.header);
  const std::size_t kind_size = line_.size() - kind_at;
  line_ += ' ';
  append_number(line_, event.header.length, kLengthWidth - std::min(kLengthWidth, kind_size + 1));

  aside_.clear();
  append_relation(aside_, event);
  Bytes payload = event.payload;
  FrameHeader header = event.header;
  const bool inflated =
      event.inflation != nullptr && (event.inflation->whole() || event.inflation->length > 0);
  if (inflated) {
    // The frame is the whole message: shows the inflated text, and the compressed size in the column of
    // bytes.
    payload = event.inflation->output;
    header.length = event.inflation->length;
    aside_ += "-> ";
    append_number(aside_, header.length);
    if (event.inflation->whole() && header.length > 0) {
      aside_ += " (";
      append_ratio(aside_, event.header.length, header.length);
      aside_ += ')';
    }
  } else if (event.compressed && event.begins_message) {
    aside_ += aside_.empty() ? "compressed" : ", compressed";
  }
  if (payload.empty() && aside_.empty()) return;
  line_ += "  ";
  // A long name or length shifts the rest of the line.
  const std::size_t shifted = line_.size() - kind_at - (kLengthWidth + 2);
  std::size_t columns = kScreenWidth - kPayloadColumn;
  columns -= std::min(columns - kLeastPayload, shifted);
  if (style_.bytes) {
    payload = payload.first(std::min(*style_.bytes, payload.size()));
    columns = std::max(columns, payload.size() * 4 + 40);
  }
  const std::size_t beside = columns - std::min(columns, aside_.size() + 2);
  const bool fits = aside_.empty() || beside >= kAsideColumn - 2 || payload.size() + 2 <= beside;
  const std::size_t room = fits && !aside_.empty() ? beside : columns;
  const LineStyle style{kScreenWidth, EscapeStyle::Ascii, event.content, event.compressed && !inflated,
                        CutMark::Dots};
  const std::size_t used = append_payload(line_, header, payload, room, style);

  if (aside_.empty()) return;
  if (!fits) {
    line_ += '\n';
    line_.append(kPayloadColumn, ' ');
  } else if (used + 2 <= kAsideColumn &&
             kPayloadColumn + shifted + kAsideColumn + aside_.size() <= kScreenWidth) {
    line_.append(kAsideColumn - used, ' ');
  } else {
    line_ += "  ";
  }
  line_ += aside_;
}

// Errors are reported as violations.
void ListView::put_not_whole(const Inflation& inflation) {
  if (inflation.whole() || inflation.outcome == Inflation::Outcome::Failed) return;
  put_wrapped(out_,
              std::string(kMessageIndent, ' ') +
                  (inflation.length > 0 ? "shown as far as it goes: " : "shown as it came: "),
              why_not_whole(inflation), kMessageIndent);
}

void ListView::put_missing(const FrameEvent& event) {
  out_.spaces(kMessageIndent);
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

void ListView::message(const MessageEvent& event) {
  if (event.frame_count == 1 && !event.missing) return;  // the frame's line contains everything
  headings_.go_on(event.conn);
  line_.assign(kMessageIndent, ' ');
  append_message(line_, event);
  std::size_t column = line_.size() + 1;
  if (event.length > 0) {
    if (column + 12 < kScreenWidth) {
      line_ += ' ';
    } else {
      line_ += "\n          ";
      column = 10;
    }
    append_content(line_, event, event.payload, kScreenWidth - column);
  }
  line_ += '\n';
  out_ << line_;
  if (event.inflation != nullptr) put_not_whole(*event.inflation);
}

void ListView::violation(const ViolationEvent& event) {
  headings_.go_on(event.conn);
  put_finding(out_, "      ! ", *event.finding, style_.color);
}

void ListView::gap(const GapEvent& event) {
  headings_.go_on(event.conn);
  put_wrapped(out_, "      - gap: ", gap_words(event), kMessageIndent);
}

void ListView::note(const NoteEvent& event) {
  headings_.go_on(event.conn);
  put_wrapped(out_, "      - ", note_words(event), kMessageIndent);
}

}  // namespace ws101::wsdump
