#include "describe/meaning.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "describe/close_words.hpp"
#include "frame/close_payload.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

// The column where text begins, after a title such as "  Length (5.2)    ".
constexpr std::size_t kTextAt = 18;
constexpr std::size_t kTextWidth = 80 - kTextAt;

// One line, or several if the text is too long.
std::string below(std::string_view text) {
  std::string lines;
  while (text.size() > kTextWidth) {
    const std::size_t space = text.rfind(' ', kTextWidth);
    if (space == std::string_view::npos) break;
    lines += std::string(kTextAt, ' ') + std::string(text.substr(0, space)) + "\n";
    text.remove_prefix(space + 1);
  }
  return lines + std::string(kTextAt, ' ') + std::string(text) + "\n";
}

std::string titled(std::string_view title, std::string_view text) {
  std::string lines = below(text);
  return lines.replace(2, title.size(), title);
}

std::string bits_of(std::uint8_t byte) {
  std::string text;
  for (int bit = 7; bit >= 0; --bit) text += (byte >> bit & 1) != 0 ? '1' : '0';
  return text;
}

std::string right(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string close_words(const FrameHeader& header, Bytes payload, EscapeStyle style) {
  constexpr std::string_view kTitle = "Close (5.5.1)";
  if (header.length == 0) {
    return titled(kTitle, "No code and no reason: legal. Programs report 1005, No Status Received.");
  }
  if (header.length == 1) return titled(kTitle, "One byte: too short for a code, which has two.");
  if (payload.size() < 2) return titled(kTitle, "The code was cut off.");
  const ClosePayload close = read_close(payload);
  const std::string code = std::to_string(number(close.code)) + " " + std::string(name(close.code));
  std::string text = titled(kTitle, hex(payload.first(2), " ") + " = " + code);
  text += below(explanation(close.code));
  if (header.length == 2) return text + below("No reason is given.");
  constexpr std::string_view kReason = "Reason: ";
  return text + below(std::string(kReason) + quote_text(bytes_of(close.reason), header.length - 2,
                                                        kTextWidth - kReason.size(), style));
}

}  // namespace

std::string length_reasoning(const FrameBytes& frame) {
  const auto header = frame.header();
  if (!header) return {};
  std::string text = titled("Length (5.2)", "0-125: itself | 126: 16 bits follow | 127: 64 bits follow");
  const std::string length = std::to_string(header->length);
  const LengthForm shortest = shortest_form(header->length);
  if (header->length_form == LengthForm::Bits64 && header->length >> 63 != 0) {
    return text + below("The highest bit must be 0: this length is not to be trusted.");
  }
  if (header->length_form != shortest) {
    return text + below(length + " would fit in " + (shortest == LengthForm::Bits7 ? "7" : "16") +
                        " bits: NOT the shortest form.");
  }
  if (shortest == LengthForm::Bits7) return text + below(length + " fits in the 7 bits: the shortest form.");
  if (shortest == LengthForm::Bits16) {
    return text + below(length + " needs 16 bits: the shortest form.");
  }
  return text + below(length + " needs 64 bits: the shortest form.");
}

std::string unmasking_table(const FrameBytes& frame, const DiagramStyle& style) {
  const auto header = frame.header();
  if (!header || !header->masked) return {};
  const Bytes masked = frame.payload_on_wire();
  const std::vector<std::uint8_t> unmasked = frame.payload();
  const std::size_t rows = std::min(style.unmasking_rows, masked.size());
  if (rows == 0) return {};
  const std::size_t width = std::max<std::size_t>(3, std::to_string(rows - 1).size());

  std::string text = "  Unmasking (5.3)   payload[i] = masked[i] XOR key[i mod 4]\n  ";
  text += std::string(width - 1, ' ') + "i   masked        key[i mod 4]    result\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t key = header->key[i % 4];
    text += "  " + right(i, width) + "   " + hex(std::array{masked[i]}) + " " + bits_of(masked[i]) + " ^ " +
            hex(std::array{key}) + " " + bits_of(key) + " = " + hex(std::array{unmasked[i]}) + " " +
            bits_of(unmasked[i]);
    std::string character;
    if (unmasked[i] < 0x80) character = escape_text(Bytes(unmasked).subspan(i, 1));
    if (character == "\\\"" || character == "\\\\") character.erase(0, 1);
    if (!character.empty()) text += "  " + character;
    if (i == 4)
      text += std::string(7 - character.size() - (character.empty() ? 0 : 2), ' ') + "the key starts again";
    text += "\n";
  }
  if (const std::uint64_t came = frame.payload_came(); came > rows) {
    text += "  " + std::string(width - 1, ' ') + "and so on to i = " + std::to_string(came - 1) + "\n";
  }
  while (text.find(" \n") != std::string::npos) text.erase(text.find(" \n"), 1);
  return text;
}

std::string control_words(const FrameBytes& frame, const DiagramStyle& style) {
  const auto header = frame.header();
  if (!header) return {};
  std::string payload = "the same payload";
  if (header->length == 0) payload = "an empty payload";
  if (header->length > 0 && header->length <= kMaxControlPayload) {
    payload = "the same " + counted(header->length, "byte");
  }
  switch (header->opcode) {
    case Opcode::Close:
      return close_words(*header, frame.payload(), style.escape);
    case Opcode::Ping:
      return titled("Ping (5.5.2)", "Are you there? The peer must answer soon with a Pong that has") +
             below(payload + ". Control frames may come between fragments.");
    case Opcode::Pong:
      return titled("Pong (5.5.3)", "Answers the latest Ping with the same payload. Without a Ping") +
             below("it is a heartbeat. No answer is expected.");
    default:
      return {};
  }
}

}  // namespace ws101
