#include "describe/line.hpp"

#include <algorithm>
#include <array>

#include "describe/close_words.hpp"
#include "frame/close_payload.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kLeastPayloadColumns = 8;

// True if bytes without a declared kind (of a ping, or a reserved opcode) look like text.
bool reads_as_text(Bytes payload) {
  if (payload.empty()) return false;
  for (const std::uint8_t byte : payload) {
    if (byte < 0x20 || byte == 0x7F) return false;
  }
  Utf8Validator validator;
  validator.feed(payload);
  return !validator.failed();
}

std::size_t append_close(std::string& out, const FrameHeader& header, Bytes payload, std::size_t max_columns,
                         const LineStyle& style) {
  const ClosePayload close = read_close(payload);
  const std::string code = std::to_string(number(close.code));
  std::string words = code + " " + std::string(name(close.code));
  if (header.length == 2) {
    words.resize(std::min(words.size(), max_columns));
    out += words;
    return words.size();
  }
  // Drops the name of the code before it cuts the reason, because the name follows from the code.
  std::string whole;
  const std::size_t needed =
      append_quoted(whole, bytes_of(close.reason), {header.length - 2, kUnlimited, style.mark}, style.escape);
  if (words.size() + 1 + needed > max_columns) words = code;
  const Preview reason{header.length - 2, max_columns - words.size() - 1, style.mark};
  out += words + ' ';
  return words.size() + 1 + append_quoted(out, bytes_of(close.reason), reason, style.escape);
}

}  // namespace

std::size_t append_payload(std::string& out, const FrameHeader& header, Bytes payload,
                           std::size_t max_columns, const LineStyle& style) {
  if (header.length < payload.size()) payload = payload.first(static_cast<std::size_t>(header.length));
  if (header.length == 0) return 0;
  const Preview preview{header.length, max_columns, style.mark};
  const Opcode content = header.opcode == Opcode::Continuation ? style.content : header.opcode;
  if (style.compressed) return append_hex(out, payload, preview);
  if (content == Opcode::Close && payload.size() >= 2)
    return append_close(out, header, payload, max_columns, style);
  const bool as_text = content == Opcode::Text ||
                       (content != Opcode::Binary && content != Opcode::Close && reads_as_text(payload));
  return as_text ? append_quoted(out, payload, preview, style.escape) : append_hex(out, payload, preview);
}

std::string describe_line(const FrameHeader& header, Bytes payload, const LineStyle& style) {
  std::string line;
  if (is_reserved(header.opcode)) {
    line = "opcode 0x" + hex(std::array{static_cast<std::uint8_t>(header.opcode)}).substr(1);
  } else {
    line = name(header.opcode);
  }
  line += header.fin ? " FIN=1" : " FIN=0";
  if (header.rsv != 0) line += " RSV=" + std::to_string(header.rsv);
  line += header.masked ? " masked " + hex(header.key) : std::string(" unmasked");
  if (header.length_form != shortest_form(header.length)) {
    line += header.length_form == LengthForm::Bits16 ? " len16" : " len64";
  }
  line += " " + counted(header.length, "byte");
  if (style.compressed && header.length > 0) line += " deflated";
  std::size_t room = style.width > line.size() ? style.width - line.size() - 1 : 0;
  if (header.length == 0 || room < kLeastPayloadColumns) return line;
  if (header.opcode == Opcode::Close) room += kCloseLeave;
  line += ' ';
  append_payload(line, header, payload, room, style);
  return line;
}

}  // namespace ws101
