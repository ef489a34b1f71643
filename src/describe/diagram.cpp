#include "describe/diagram.hpp"

#include <algorithm>
#include <array>

#include "describe/bit_figure.hpp"
#include "describe/field_table.hpp"
#include "describe/meaning.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

std::string_view short_name(Opcode opcode) {
  if (opcode == Opcode::Continuation) return "cont.";
  return is_reserved(opcode) ? "unused" : name(opcode);
}

BitField one_bit(std::string name) {
  return {1, {std::move(name)}, {}, BitField::Show::Nothing};
}

// The fields of RFC 6455 5.2 in order, as the first two bytes determine them.
std::vector<BitField> fields_of(const FrameBytes& frame) {
  const std::uint8_t first = frame.wire[0];
  const std::uint8_t second = frame.wire.size() > 1 ? frame.wire[1] : 0;
  const int length7 = second & 0x7F;
  const bool masked = (second & 0x80) != 0;
  const auto header = frame.header();

  std::vector<BitField> fields = {one_bit("FIN"), one_bit("RSV1"), one_bit("RSV2"), one_bit("RSV3")};
  const auto opcode = static_cast<Opcode>(first & 0x0F);
  const std::string number = "0x" + hex(std::array{static_cast<std::uint8_t>(opcode)}).substr(1);
  fields.push_back({4, {"opcode"}, {std::string(short_name(opcode)), number}, BitField::Show::Nothing});
  fields.push_back(one_bit("MASK"));

  std::vector<std::string> length = {std::to_string(length7), "= length"};
  if (length7 == 126) length = {"126:", "16 bits", "follow"};
  if (length7 == 127) length = {"127:", "64 bits", "follow"};
  fields.push_back({7, {"Payload len"}, length, BitField::Show::Nothing});
  if (length7 >= 126) {
    std::vector<std::string> value;
    if (header) value.push_back("= " + std::to_string(header->length));
    const std::uint64_t bits = length7 == 126 ? 16 : 64;
    fields.push_back({bits, {"Extended payload length", "Extended len"}, value, BitField::Show::Hex});
  }
  if (masked) fields.push_back({32, {"Masking-key"}, {}, BitField::Show::Hex});
  if (const std::uint64_t at_hand = frame.payload_on_wire().size(); at_hand > 0) {
    fields.push_back({8 * at_hand, {"Payload Data", "Payload"}, {}, BitField::Show::Payload});
  }
  return fields;
}

std::string of_bytes(std::uint64_t there, std::uint64_t all) {
  return std::to_string(there) + " of " + counted(all, "byte");
}

// Says what is not drawn: the rest of a long payload, or missing bytes.
std::string what_is_missing(const FrameBytes& frame, std::size_t payload_drawn) {
  const auto header = frame.header();
  if (!header) {
    if (frame.wire.size() < 2) return "cut here: header 1 of at least 2 bytes";
    return "cut here: header " + of_bytes(frame.wire.size(), frame.header_size());
  }
  const std::uint64_t came = frame.payload_came();
  std::string words;
  if (came > payload_drawn) {
    const std::uint64_t more = came - payload_drawn;
    words = "... " + std::to_string(more) + (more == 1 ? " more byte" : " more bytes");
    if (frame.complete()) return words + " of payload";
    words += ", then ";
  }
  if (!frame.complete()) words += "cut here: payload " + of_bytes(came, header->length);
  return words;
}

}  // namespace

std::string frame_diagram(const FrameBytes& frame, const DiagramStyle& style) {
  if (frame.wire.empty()) return {};
  const std::vector<std::uint8_t> payload = frame.payload();
  const std::size_t header_size = frame.header_size();
  // The row in which the header ends may hold the first bytes of payload; whole rows follow.
  const std::size_t header_rows = (header_size + 3) / 4;
  const std::size_t most = 4 * (header_rows + style.payload_rows);
  const std::size_t frame_at_hand = std::min(frame.wire.size(), header_size + payload.size());
  BitFigure drawing;
  drawing.bytes = frame.wire.first(std::min({frame_at_hand, most, std::size_t{1000}}));
  drawing.payload_at = header_size;
  if (const auto header = frame.header(); header && header->masked) drawing.meaning = payload;
  drawing.fields = fields_of(frame);
  const std::size_t drawn = drawing.bytes.size() - std::min(drawing.bytes.size(), header_size);
  drawing.more = what_is_missing(frame, drawn);
  return draw(drawing);
}

std::string full_diagram(const FrameBytes& frame, const DiagramStyle& style) {
  std::string text = frame_diagram(frame, style);
  for (const std::string& part : {field_table(frame), length_reasoning(frame), unmasking_table(frame, style),
                                  control_words(frame, style)}) {
    if (!part.empty()) text += "\n" + part;
  }
  return text;
}

}  // namespace ws101
