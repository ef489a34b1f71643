// The JSON lines; json.hpp is the specification.
#include "wsdump/show/json.hpp"

#include <algorithm>

#include "frame/close_payload.hpp"
#include "json/quote.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

void put_bool(Output& out, bool value) {
  out << (value ? std::string_view("true") : std::string_view("false"));
}

template <typename Value>
void put_known(Output& out, bool known, Value value) {
  if (known) {
    out << value;
  } else {
    out << std::string_view("null");
  }
}

void put_text_if_any(Output& out, std::string_view text) {
  if (text.empty()) {
    out << "null";
  } else {
    put_json_string(out, text);
  }
}

void put_ids(Output& out, std::span<const Finding> findings, bool notes) {
  out << '[';
  bool first = true;
  for (const Finding& finding : findings) {
    if ((finding.level == Level::Note) != notes) continue;
    out << (first ? "\"" : ",\"") << finding.id << '"';
    first = false;
  }
  out << ']';
}

}  // namespace

void put_json_string(Output& out, std::string_view text) {
  constexpr std::size_t kPiece = 4096;
  out << '"';
  while (!text.empty()) {
    const JsonEscaped done = escape_json(text, {out.space(kPiece), kPiece}, JsonCharacters::Ascii);
    out.used(done.written);
    text.remove_prefix(done.read);
  }
  out << '"';
}

void JsonLines::put_place(const Moment& at) {
  out_ << ",\"packet\":";
  put_known(out_, at.packet != 0, at.packet);
  out_ << ",\"time\":";
  seconds_.clear();
  if (at.has_time()) append_seconds(seconds_, at.ns);
  put_known(out_, at.has_time(), std::string_view(seconds_));
}

void JsonLines::put_hex(Bytes bytes) {
  out_ << '"';
  while (!bytes.empty()) {
    const std::size_t count = std::min<std::size_t>(bytes.size(), 4096);
    char* to = out_.space(2 * count);
    const char* const digits = kHexDigits.data();
    for (const std::uint8_t byte : bytes.first(count)) {
      *to++ = digits[byte >> 4];
      *to++ = digits[byte & 15];
    }
    out_.used(2 * count);
    bytes = bytes.subspan(count);
  }
  out_ << '"';
}

void JsonLines::input(const InputEvent& event) {
  out_ << "{\"type\":\"input\",\"source\":";
  put_json_string(out_, event.source);
  out_ << ",\"format\":";
  put_json_string(out_, event.format);
  if (event.packets) {
    out_ << ",\"packets\":" << *event.packets;
  } else {
    out_ << ",\"bytes\":" << event.bytes;
  }
  out_ << ",\"connections\":" << event.connections << "}\n";
}

void JsonLines::handshake(const HandshakeEvent& event) {
  out_ << "{\"type\":\"handshake\",\"conn\":" << event.conn << ",\"ok\":";
  put_bool(out_, event.ok);
  out_ << ",\"key\":";
  put_text_if_any(out_, event.key);
  out_ << ",\"accept\":";
  put_text_if_any(out_, event.accept);
  out_ << ",\"accept_expected\":";
  put_text_if_any(out_, event.accept_expected);
  out_ << ",\"extensions\":[";
  for (std::size_t i = 0; i < event.extensions.size(); ++i) {
    if (i > 0) out_ << ',';
    put_json_string(out_, event.extensions[i]);
  }
  out_ << "],\"subprotocol\":";
  put_text_if_any(out_, event.subprotocol.value_or(""));
  out_ << ",\"status\":";
  put_known(out_, event.response != nullptr, event.response != nullptr ? event.response->status : 0);
  out_ << ",\"violations\":[";
  for (std::size_t i = 0; i < event.issues.size(); ++i) {
    out_ << (i > 0 ? ",\"" : "\"") << event.issues[i].finding.id << '"';
  }
  out_ << "]}\n";
}

void JsonLines::frame(const FrameEvent& event) {
  const FrameHeader& header = event.header;
  out_ << "{\"type\":\"frame\",\"conn\":" << event.conn << ",\"n\":" << event.n;
  put_place(event.at);
  out_ << ",\"from\":\"" << json_name(event.from) << "\",\"offset\":" << event.offset;
  if (!event.header_whole) {
    out_ << ",\"header_len\":null,\"wire_len\":null,\"header_begin\":";
    put_hex(event.header_begin);
    out_ << ",\"complete\":false,\"message\":null,\"violations\":[]}\n";
    return;
  }
  out_ << ",\"header_len\":" << header.size() << ",\"wire_len\":" << header.size() + header.length
       << ",\"fin\":";
  put_bool(out_, header.fin);
  out_ << ",\"rsv\":[" << (header.rsv >> 2 & 1) << ',' << (header.rsv >> 1 & 1) << ',' << (header.rsv & 1)
       << "],\"opcode\":" << static_cast<int>(header.opcode) << ",\"name\":\"" << name(header.opcode)
       << "\",\"masked\":";
  put_bool(out_, header.masked);
  out_ << ",\"length\":" << header.length << ",\"length_form\":" << static_cast<int>(header.length_form)
       << ",\"minimal\":";
  put_bool(out_, header.length_form == shortest_form(header.length));
  out_ << ",\"key\":";
  if (header.masked) {
    put_hex(header.key);
  } else {
    out_ << "null";
  }
  out_ << ",\"payload\":";
  put_hex(event.payload);
  out_ << ",\"complete\":";
  put_bool(out_, event.complete);
  if (!event.complete) out_ << ",\"payload_came\":" << event.came;
  if (event.payload.size() < event.came) out_ << ",\"payload_cut\":true";
  if (!event.missing.empty()) {
    out_ << ",\"missing\":[";
    for (std::size_t i = 0; i < event.missing.size(); ++i) {
      out_ << (i > 0 ? ",[" : "[") << event.missing[i].offset << ',' << event.missing[i].length << ']';
    }
    out_ << ']';
  }
  if (event.guessed) out_ << ",\"guessed\":true";
  out_ << ",\"message\":";
  put_known(out_, event.message != 0, event.message);
  if (event.compressed) out_ << ",\"compressed\":true";
  if (event.answers != 0) out_ << ",\"answers\":" << event.answers;
  if (header.opcode == Opcode::Close && event.payload.size() >= 2) {
    const ClosePayload close = read_close(event.payload);
    out_ << ",\"close_code\":" << number(close.code) << ",\"close_reason\":";
    put_json_string(out_, close.reason);
  }
  out_ << ",\"violations\":";
  put_ids(out_, event.findings, false);
  const auto is_note = [](const Finding& finding) { return finding.level == Level::Note; };
  if (std::any_of(event.findings.begin(), event.findings.end(), is_note)) {
    out_ << ",\"notes\":";
    put_ids(out_, event.findings, true);
  }
  out_ << "}\n";
}

void JsonLines::message(const MessageEvent& event) {
  out_ << "{\"type\":\"message\",\"conn\":" << event.conn << ",\"n\":" << event.n << ",\"from\":\""
       << json_name(event.from) << "\",\"kind\":\"" << name(event.kind) << "\",\"frames\":[";
  for (std::size_t i = 0; i < event.frames.size(); ++i) {
    if (i > 0) out_ << ',';
    out_ << event.frames[i];
  }
  out_ << ']';
  if (event.frames.size() < event.frame_count) out_ << ",\"frame_count\":" << event.frame_count;
  out_ << ",\"compressed\":";
  put_bool(out_, event.compressed);
  out_ << ",\"length\":" << event.length;
  if (event.inflation != nullptr) {
    out_ << ",\"wire_length\":" << event.inflation->wire_length;
    if (!event.inflation->whole()) {
      out_ << ",\"not_whole\":";
      put_json_string(out_, why_not_whole(*event.inflation));
    }
  }
  out_ << ",\"text\":";
  // A text that could not be checked completely is shown if the available part is UTF-8.
  const bool text = event.kind == Opcode::Text;
  if (event.utf8.value_or(false) || (text && is_utf8(event.payload))) {
    put_json_string(out_, text_of(event.payload));
  } else {
    out_ << "null";
  }
  out_ << ",\"utf8\":";
  if (event.utf8) put_bool(out_, *event.utf8);
  if (!event.utf8) out_ << "null";
  if (event.kind != Opcode::Text) {
    out_ << ",\"payload\":";
    put_hex(event.payload);
  }
  if (event.payload.size() < event.length && !event.missing) out_ << ",\"cut\":true";
  if (event.missing) out_ << ",\"missing\":true";
  out_ << "}\n";
}

void JsonLines::violation(const ViolationEvent& event) {
  const Finding& finding = *event.finding;
  out_ << "{\"type\":\"violation\",\"conn\":" << event.conn << ",\"frame\":";
  put_known(out_, event.frame != 0, event.frame);
  out_ << ",\"id\":\"" << finding.id << "\",\"severity\":\"" << name(finding.level) << "\",\"by\":\""
       << json_name(event.by) << "\",\"rfc\":\"" << finding.rfc << "\",\"section\":\"" << finding.section
       << "\",\"close_code\":";
  put_known(out_, finding.close_code.has_value(), finding.close_code.value_or(0));
  out_ << ",\"offset\":" << finding.offset << ",\"text\":";
  put_json_string(out_, finding.text);
  out_ << ",\"hint\":";
  put_text_if_any(out_, finding.hint);
  out_ << "}\n";
}

void JsonLines::gap(const GapEvent& event) {
  out_ << "{\"type\":\"gap\",\"conn\":" << event.conn << ",\"from\":\"" << json_name(event.from)
       << "\",\"offset\":" << event.offset << ",\"length\":" << event.length << "}\n";
}

void JsonLines::note(const NoteEvent& event) {
  out_ << "{\"type\":\"note\",\"conn\":" << event.conn << ",\"from\":\"" << json_name(event.from)
       << "\",\"text\":";
  put_json_string(out_, event.text);
  out_ << "}\n";
}

void JsonLines::summary(const Totals& totals, int exit_status) {
  out_ << "{\"type\":\"summary\",\"frames\":" << totals.frames << ",\"messages\":" << totals.messages
       << ",\"errors\":" << totals.errors << ",\"warnings\":" << totals.warnings
       << ",\"incomplete\":" << totals.incomplete << ",\"exit\":" << exit_status << "}\n";
}

}  // namespace ws101::wsdump
