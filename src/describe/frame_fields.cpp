#include "describe/frame_fields.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "frame/compression.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

std::string_view fin_words(bool fin, Opcode opcode) {
  if (is_control(opcode)) return fin ? "control frames are never split" : "control frames must have FIN=1";
  if (!fin) return "more of this message follows";
  return opcode == Opcode::Continuation ? "last frame of its message" : "the only frame of its message";
}

std::string rsv_words(std::uint8_t rsv, std::uint8_t allowed, Opcode opcode) {
  if (rsv == 0) return "no extension in use";
  if ((rsv & ~allowed) != 0) return "1 needs an extension in use";
  if (rsv == kCompressedBit && !begins_message(opcode)) return "only on a message's first frame";
  return rsv == kCompressedBit ? "compressed (permessage-deflate)" : "set by the extension in use";
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

constexpr std::string_view kFinRule =
    "FIN is 1 in the last frame of a message; the first frame may also be the last. Control frames are never "
    "fragmented.";
constexpr std::string_view kRsvRule =
    "RSV1, RSV2 and RSV3 must be 0, unless an extension that was agreed on gives them a meaning.";
constexpr std::string_view kOpcodeRule =
    "0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. With any other opcode the receiver must "
    "fail the "
    "connection.";
constexpr std::string_view kMaskRule =
    "A client must mask every frame that it sends; a server must not mask any.";
constexpr std::string_view kLengthRule =
    "0 to 125 is the length itself; 126: the next 2 bytes hold it; 127: the next 8. The shortest form must "
    "be used.";
constexpr std::string_view kExtendedRule =
    "The highest byte comes first, and the highest bit of 64 must be 0. The length counts the payload alone.";
constexpr std::string_view kKeyRule =
    "Sent byte i is payload byte i XOR key byte (i mod 4). The key must be new for each frame, and "
    "unpredictable.";

std::string_view payload_rule(Opcode opcode, Opcode content) {
  if (opcode == Opcode::Continuation) opcode = content;
  switch (opcode) {
    case Opcode::Text:
      return "A text message must be UTF-8 as a whole; a fragment may end inside a character.";
    case Opcode::Binary:
      return "The payload may be any bytes; only the application knows what they mean.";
    case Opcode::Close:
      return "Empty, or a code of 2 bytes, highest byte first, and perhaps a reason in UTF-8.";
    case Opcode::Ping:
      return "At most 125 bytes, which the pong must bring back.";
    case Opcode::Pong:
      return "The same bytes as in the ping that it answers; at most 125.";
    default:
      return "A fragment's payload belongs to the message that was begun before.";
  }
}

bool any_of(const FrameBytes& frame, std::initializer_list<Violation> violations) {
  return std::any_of(violations.begin(), violations.end(),
                     [&](Violation violation) { return frame.violations.contains(violation); });
}

void first_byte(std::vector<FrameField>& fields, const FrameBytes& frame) {
  const std::uint8_t byte = frame.wire[0];
  const bool fin = (byte & 0x80) != 0;
  const auto rsv = static_cast<std::uint8_t>(byte >> 4 & 0x7);
  const auto opcode = static_cast<Opcode>(byte & 0x0F);
  fields.push_back({"FIN", 0, 1, 0, 1, fin ? "1" : "0", std::string(fin_words(fin, opcode)), kFinRule,
                    is_control(opcode) ? "5.5" : "5.2",
                    any_of(frame, {Violation::ControlFragmented, Violation::DataInsideMessage,
                                   Violation::MessageUnfinished})});
  const auto flag = [rsv](int shift) { return (rsv >> shift & 1) != 0 ? '1' : '0'; };
  fields.push_back({"RSV1-3", 0, 1, 1, 3, std::string{flag(2), ' ', flag(1), ' ', flag(0)},
                    rsv_words(rsv, frame.allowed_rsv, opcode), kRsvRule, "5.2",
                    any_of(frame, {Violation::ReservedBitSet})});
  const OpcodeWords words = opcode_words(opcode, frame.content);
  fields.push_back({"opcode", 0, 1, 4, 4, "0x" + hex(std::array{static_cast<std::uint8_t>(opcode)}).substr(1),
                    std::string(words.words), kOpcodeRule, words.section,
                    any_of(frame, {Violation::UnknownOpcode, Violation::ContinuationWithoutStart,
                                   Violation::DataInsideMessage, Violation::DataAfterClose})});
}

void second_byte(std::vector<FrameField>& fields, const FrameBytes& frame) {
  const std::uint8_t byte = frame.wire[1];
  const bool masked = (byte & 0x80) != 0;
  const int length7 = byte & 0x7F;
  std::string mask_words = masked ? "a 4-byte key follows" : "no key: a server sent this";
  if (frame.violations.contains(Violation::MaskForbidden)) mask_words = "a key, but a server must not mask";
  if (frame.violations.contains(Violation::MaskMissing)) mask_words = "no key, but a client must mask";
  fields.push_back({"MASK", 1, 1, 0, 1, masked ? "1" : "0", mask_words, kMaskRule, "5.1",
                    any_of(frame, {Violation::MaskMissing, Violation::MaskForbidden})});
  std::string words = "0-125: the length itself";
  if (length7 == 126) words = "the next 2 bytes hold the length";
  if (length7 == 127) words = "the next 8 bytes hold the length";
  // A control frame over 125 bytes is marked here, not at its extended length.
  fields.push_back({"payload len", 1, 1, 1, 7, std::to_string(length7), words, kLengthRule, "5.2",
                    any_of(frame, {Violation::ControlTooLong, Violation::LengthNotMinimal})});
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

void rest_of_header(std::vector<FrameField>& fields, const FrameBytes& frame, const FrameHeader& header) {
  const std::size_t key_at = header.size() - (header.masked ? 4 : 0);
  if (key_at > 2) {
    const Bytes extended = frame.wire.subspan(2, key_at - 2);
    std::string words = "as a number: " + std::to_string(header.length);
    if (header.length_form != shortest_form(header.length)) words += ", too small for this form";
    fields.push_back({"extended len", 2, key_at - 2, 0, 0, key_at == 4 ? "0x" + hex(extended) : "64 bits",
                      words, kExtendedRule, "5.2",
                      any_of(frame, {Violation::LengthNotMinimal, Violation::LengthTopBitSet})});
  }
  if (header.masked) {
    const bool zeros = header.key == MaskingKey{};
    fields.push_back({"masking key", key_at, 4, 0, 0, hex(header.key),
                      zeros ? "zeros: the payload stays readable" : "new for every frame", kKeyRule, "5.3",
                      any_of(frame, {Violation::MaskingKeyWeak})});
  }
  fields.push_back(
      {"payload", header.size(), header.length, 0, 0, counted(header.length, "byte"),
       payload_words(frame, header), payload_rule(header.opcode, frame.content),
       header.opcode == Opcode::Close ? "5.5.1" : "5.2",
       any_of(frame, {Violation::TextNotUtf8, Violation::CloseLengthOne, Violation::CloseCodeForbidden,
                      Violation::CloseCodeOutOfRange, Violation::CloseReasonNotUtf8, Violation::MessageTooBig,
                      Violation::PongPayloadDiffers})});
}

}  // namespace

std::vector<FrameField> frame_fields(const FrameBytes& frame) {
  std::vector<FrameField> fields;
  if (frame.wire.empty()) return fields;
  first_byte(fields, frame);
  if (frame.wire.size() > 1) second_byte(fields, frame);
  if (const auto header = frame.header()) {
    rest_of_header(fields, frame, *header);
  } else if (frame.wire.size() > 2) {
    fields.push_back({"(cut)", 2, frame.wire.size() - 2, 0, 0, "",
                      "header of " + std::to_string(frame.header_size()) + " bytes, " +
                          std::to_string(frame.wire.size()) + " came",
                      "", "5.2", false});
  }
  return fields;
}

}  // namespace ws101
