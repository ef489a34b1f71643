#include "describe/field_table.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "frame/close_payload.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

// Columns: a mark, bytes, bits, field, value, meaning, section; 80 in all.
constexpr std::size_t kBytesAt = 2;
constexpr std::size_t kBitsAt = 9;
constexpr std::size_t kFieldAt = 19;
constexpr std::size_t kValueAt = 32;
constexpr std::size_t kMeaningAt = 42;
constexpr std::size_t kSectionAt = 75;
constexpr std::size_t kMeaningWidth = kSectionAt - kMeaningAt - 1;

class Table {
 public:
  explicit Table(ViolationSet violations) : violations_(violations) {
    row("byte", "bits", "field", "value", "meaning", "RFC");
  }

  // One row; a meaning too long for its column continues on the next line.
  void row(std::string_view bytes, std::string_view bits, std::string_view field, std::string_view value,
           std::string_view meaning, std::string_view section,
           std::initializer_list<Violation> wrong_if = {}) {
    std::string line;
    const bool wrong = std::any_of(wrong_if.begin(), wrong_if.end(),
                                   [this](Violation violation) { return violations_.contains(violation); });
    if (wrong) line = "!";
    put(line, kBytesAt, bytes);
    put(line, kBitsAt, bits);
    put(line, kFieldAt, field);
    put(line, kValueAt, value);
    if (line.size() >= kMeaningAt) end(line);
    std::string_view part = take_line(meaning);
    put(line, kMeaningAt, part);
    put(line, kSectionAt, section);
    end(line);
    while (!meaning.empty()) {
      part = take_line(meaning);
      put(line, kMeaningAt, part);
      end(line);
    }
  }

  std::string text() && { return std::move(text_); }

 private:
  static void put(std::string& line, std::size_t column, std::string_view text) {
    if (text.empty()) return;
    line.resize(std::max(line.size(), column), ' ');
    line += text;
  }
  void end(std::string& line) {
    text_ += line + "\n";
    line.clear();
  }
  // Takes from the front of `text` as many words as fit.
  static std::string_view take_line(std::string_view& text) {
    std::size_t size = text.size();
    if (size > kMeaningWidth) {
      const std::size_t space = text.rfind(' ', kMeaningWidth);
      size = space == std::string_view::npos ? kMeaningWidth : space;
    }
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    if (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    return line;
  }

  ViolationSet violations_;
  std::string text_;
};

// "6", "2-5", or "14 on" if the end does not fit.
std::string byte_range(std::uint64_t first, std::uint64_t count) {
  const std::string begin = std::to_string(first);
  if (count == 1) return " " + begin;
  if (count == 0) return " -";
  const std::string range = begin + "-" + std::to_string(first + count - 1);
  if (first + count - 1 < first) return begin + " on";
  return range.size() <= kBitsAt - kBytesAt - 1 ? range : begin + " on";
}

// The byte as bits, with dots for those of other fields.
std::string bits(std::uint8_t byte, int first, int count) {
  std::string text = "........";
  for (int bit = first; bit < first + count; ++bit) {
    text[static_cast<std::size_t>(bit)] = (byte >> (7 - bit) & 1) != 0 ? '1' : '0';
  }
  return text;
}

std::string_view fin_words(bool fin, Opcode opcode) {
  if (is_control(opcode)) return fin ? "control frames are never split" : "control frames must have FIN=1";
  if (!fin) return "more of this message follows";
  return opcode == Opcode::Continuation ? "last frame of its message" : "the only frame of its message";
}

std::string rsv_words(std::uint8_t rsv, std::uint8_t allowed) {
  if (rsv == 0) return "no extension in use";
  if ((rsv & ~allowed) != 0) return "1 needs an extension in use";
  return rsv == 4 ? "compressed (permessage-deflate)" : "set by the extension in use";
}

struct OpcodeWords {
  std::string_view words;
  std::string_view section;
};

OpcodeWords opcode_words(Opcode opcode, Opcode content) {
  switch (opcode) {
    case Opcode::Continuation:
      if (content == Opcode::Text) return {"continues a text message", "5.4"};
      if (content == Opcode::Binary) return {"continues a binary message", "5.4"};
      return {"continues the message begun before", "5.4"};
    case Opcode::Text:
      return {"text: the payload must be UTF-8", "5.6"};
    case Opcode::Binary:
      return {"binary: any bytes", "5.6"};
    case Opcode::Close:
      return {"close: the sender's last frame", "5.5.1"};
    case Opcode::Ping:
      return {"ping: asks for a pong", "5.5.2"};
    case Opcode::Pong:
      return {"pong: answers a ping", "5.5.3"};
  }
  return {is_control(opcode) ? "reserved for control frames" : "reserved for data frames", "5.2"};
}

void first_byte(Table& table, const FrameBytes& frame) {
  const std::uint8_t byte = frame.wire[0];
  const bool fin = (byte & 0x80) != 0;
  const auto rsv = static_cast<std::uint8_t>(byte >> 4 & 0x7);
  const auto opcode = static_cast<Opcode>(byte & 0x0F);
  table.row(" 0", bits(byte, 0, 1), "FIN", fin ? "1" : "0", fin_words(fin, opcode),
            is_control(opcode) ? "5.5" : "5.2",
            {Violation::ControlFragmented, Violation::DataInsideMessage, Violation::MessageUnfinished});
  const std::string flags = bits(rsv, 5, 3).substr(5);
  table.row(" 0", bits(byte, 1, 3), "RSV1-3", {std::array{flags[0], ' ', flags[1], ' ', flags[2]}.data(), 5},
            rsv_words(rsv, frame.allowed_rsv), "5.2", {Violation::ReservedBitSet});
  const OpcodeWords words = opcode_words(opcode, frame.content);
  table.row(" 0", bits(byte, 4, 4), "opcode",
            "0x" + hex(std::array{static_cast<std::uint8_t>(opcode)}).substr(1), words.words, words.section,
            {Violation::UnknownOpcode, Violation::ContinuationWithoutStart, Violation::DataInsideMessage,
             Violation::DataAfterClose});
}

void second_byte(Table& table, const FrameBytes& frame) {
  const std::uint8_t byte = frame.wire[1];
  const bool masked = (byte & 0x80) != 0;
  const int length7 = byte & 0x7F;
  std::string_view mask_words = masked ? "a 4-byte key follows" : "no key: a server sent this";
  if (frame.violations.contains(Violation::MaskForbidden)) mask_words = "a key, but a server must not mask";
  if (frame.violations.contains(Violation::MaskMissing)) mask_words = "no key, but a client must mask";
  table.row(" 1", bits(byte, 0, 1), "MASK", masked ? "1" : "0", mask_words, "5.1",
            {Violation::MaskMissing, Violation::MaskForbidden});
  std::string_view words = "0-125: the length itself";
  if (length7 == 126) words = "the next 2 bytes hold the length";
  if (length7 == 127) words = "the next 8 bytes hold the length";
  // A control frame over 125 bytes is marked here, and not again at its extended length.
  table.row(" 1", bits(byte, 1, 7), "payload len", std::to_string(length7), words, "5.2",
            {Violation::ControlTooLong, Violation::LengthNotMinimal});
}

std::string payload_words(const FrameBytes& frame, const FrameHeader& header) {
  if (!frame.complete()) {
    return "cut: " + std::to_string(frame.payload_came()) + " of " + std::to_string(header.length) +
           " bytes came";
  }
  if (header.length == 0) return "nothing follows";
  std::string words = header.masked ? "masked" : "as it is";
  if (header.opcode == Opcode::Close && header.length >= 2) {
    words += header.length == 2 ? "; a code" : "; a code, then a reason";
  }
  return words;
}

void rest_of_header(Table& table, const FrameBytes& frame, const FrameHeader& header) {
  const std::size_t key_at = header.size() - (header.masked ? 4 : 0);
  if (key_at > 2) {
    const Bytes extended = frame.wire.subspan(2, key_at - 2);
    std::string words = "as a number: " + std::to_string(header.length);
    if (header.length_form != shortest_form(header.length)) words += ", too small for this form";
    table.row(byte_range(2, key_at - 2), "", "extended len", key_at == 4 ? "0x" + hex(extended) : "64 bits",
              words, "5.2", {Violation::LengthNotMinimal, Violation::LengthTopBitSet});
  }
  if (header.masked) {
    table.row(byte_range(key_at, 4), "", "masking key", hex(header.key),
              header.key == MaskingKey{} ? "zeros: the payload stays readable" : "new for every frame", "5.3",
              {Violation::MaskingKeyWeak});
  }
  std::string size = std::to_string(header.length) + (header.length == 1 ? " byte" : " bytes");
  if (size.size() >= kMeaningAt - kValueAt) size = std::to_string(header.length);
  if (size.size() >= kMeaningAt - kValueAt) size = "see above";
  table.row(byte_range(header.size(), header.length), "", "payload", size, payload_words(frame, header),
            header.opcode == Opcode::Close ? "5.5.1" : "5.2",
            {Violation::TextNotUtf8, Violation::CloseLengthOne, Violation::CloseCodeForbidden,
             Violation::CloseCodeOutOfRange, Violation::CloseReasonNotUtf8, Violation::MessageTooBig,
             Violation::PongPayloadDiffers});
}

}  // namespace

std::string field_table(const FrameBytes& frame) {
  if (frame.wire.empty()) return {};
  Table table(frame.violations);
  first_byte(table, frame);
  if (frame.wire.size() > 1) second_byte(table, frame);
  if (const auto header = frame.header()) {
    rest_of_header(table, frame, *header);
  } else if (frame.wire.size() > 2) {
    table.row(byte_range(2, frame.wire.size() - 2), "", "(cut)", "",
              "header of " + std::to_string(frame.header_size()) + " bytes, " +
                  std::to_string(frame.wire.size()) + " came",
              "5.2");
  }
  return std::move(table).text();
}

}  // namespace ws101
