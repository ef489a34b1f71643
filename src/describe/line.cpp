#include "describe/line.hpp"

#include <array>

#include "describe/close_words.hpp"
#include "frame/close_payload.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kLeastPayloadColumns = 8;

// Bytes of no declared kind (a ping's, a reserved opcode's) that a person would call text.
bool reads_as_text(Bytes payload) {
  if (payload.empty()) return false;
  for (const std::uint8_t byte : payload) {
    if (byte < 0x20 || byte == 0x7F) return false;
  }
  Utf8Validator validator;
  validator.feed(payload);
  return !validator.failed();
}

std::string describe_close(const FrameHeader& header, Bytes payload, std::size_t max_columns,
                           EscapeStyle style) {
  if (payload.size() < 2) return hex_text(payload, header.length, max_columns);
  const ClosePayload close = read_close(payload);
  std::string words = std::to_string(number(close.code)) + " " + std::string(name(close.code));
  if (header.length == 2) return words.substr(0, max_columns);
  words += ' ';
  if (words.size() + kLeastPayloadColumns > max_columns) words = std::to_string(number(close.code)) + " ";
  const std::size_t left = max_columns - words.size();
  return words + quote_text(bytes_of(close.reason), header.length - 2, left, style);
}

}  // namespace

std::string describe_payload(const FrameHeader& header, Bytes payload, std::size_t max_columns,
                             const LineStyle& style) {
  if (header.length < payload.size()) payload = payload.first(static_cast<std::size_t>(header.length));
  if (header.length == 0) return {};
  if (style.compressed) return hex_text(payload, header.length, max_columns);
  const Opcode content = header.opcode == Opcode::Continuation ? style.content : header.opcode;
  if (content == Opcode::Close) return describe_close(header, payload, max_columns, style.escape);
  const bool as_text = content == Opcode::Text || (content != Opcode::Binary && reads_as_text(payload));
  return as_text ? quote_text(payload, header.length, max_columns, style.escape)
                 : hex_text(payload, header.length, max_columns);
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
  line += " " + std::to_string(header.length) + (header.length == 1 ? " byte" : " bytes");
  if (style.compressed && header.length > 0) line += " deflated";
  const std::size_t room = style.width > line.size() ? style.width - line.size() - 1 : 0;
  if (header.length == 0 || room < kLeastPayloadColumns) return line;
  return line + " " + describe_payload(header, payload, room, style);
}

}  // namespace ws101
