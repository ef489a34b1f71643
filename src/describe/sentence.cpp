#include "describe/sentence.hpp"

#include <algorithm>
#include <array>

#include "describe/close_words.hpp"
#include "frame/close_payload.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

std::string hex_byte(std::uint8_t byte) {
  return hex(std::array{byte});
}

// "Ping", "text frame", "opcode 0x3 frame".
std::string frame_name(const FrameHeader& header) {
  switch (header.opcode) {
    case Opcode::Close:
      return "Close";
    case Opcode::Ping:
      return "Ping";
    case Opcode::Pong:
      return "Pong";
    default:
      break;
  }
  if (!is_reserved(header.opcode)) return std::string(name(header.opcode)) + " frame";
  return "opcode 0x" + hex_byte(static_cast<std::uint8_t>(header.opcode)).substr(1) + " frame";
}

std::string reserved_bits(const FrameHeader& header, std::uint8_t allowed) {
  std::string bits;
  int set = 0;
  for (int i = 1; i <= 3; ++i) {
    if (((header.rsv & ~allowed) >> (3 - i) & 1) == 0) continue;
    bits += (set++ > 0 ? " and RSV" : "RSV") + std::to_string(i);
  }
  return bits + (set == 1 ? " is 1, but no extension in use gives it a meaning"
                          : " are 1, but no extension in use gives them a meaning");
}

std::string length_not_minimal(const FrameHeader& header) {
  return "length " + std::to_string(header.length) + " is written in " +
         (header.length_form == LengthForm::Bits16 ? "16" : "64") + " bits; it fits in " +
         (shortest_form(header.length) == LengthForm::Bits7 ? "the 7 bits of the second byte" : "16 bits");
}

std::string code_out_of_range(CloseCode code) {
  const std::uint16_t n = number(code);
  const std::string words = "close code " + std::to_string(n);
  if (n < 1000) return words + " is below 1000; codes 0-999 are not used";
  if (n >= 5000) return words + " is above 4999, the highest code there is";
  return words + " is not assigned; 1016-2999 are kept for the protocol itself";
}

std::string close_payload(Violation violation, Bytes payload) {
  const ClosePayload close = read_close(payload);
  if (violation == Violation::CloseLengthOne) {
    return "Close payload is 1 byte; it must be empty or begin with a code of 2 bytes";
  }
  if (violation == Violation::CloseCodeForbidden) {
    return "close code " + std::to_string(number(close.code)) + " (" + std::string(name(close.code)) +
           ") must never be sent";
  }
  if (violation == Violation::CloseCodeOutOfRange) return code_out_of_range(close.code);
  const auto error = find_utf8_error(bytes_of(close.reason));
  return "the reason is not UTF-8" + (error ? ": " + describe(*error) : std::string());
}

std::string weak_key(const FrameHeader& header) {
  if (header.key == MaskingKey{}) {
    return "masking key 00000000 leaves the payload as it is; a key must be unpredictable";
  }
  return "masking key " + hex(header.key) + " was used before; each frame needs a fresh, unpredictable one";
}

std::string about_message(Violation violation, const FrameHeader& header, const ViolationFacts& facts) {
  switch (violation) {
    case Violation::ContinuationWithoutStart:
      return "a continuation frame of " + counted(header.length, "byte") + ", but no message was begun";
    case Violation::DataInsideMessage:
      return "a new " + std::string(name(header.opcode)) + " message begins, but the one before (" +
             counted(facts.message_bytes, "byte") + " so far) has not ended";
    case Violation::MessageTooBig:
      return "the message is larger than the limit of " + counted(facts.limit, "byte");
    case Violation::TooManyFragments:
      return "the message comes in more than " + counted(facts.limit, "frame") + ", the limit here";
    case Violation::MessageUnfinished:
      return "the message was never finished: " + counted(facts.message_bytes, "byte") +
             " came, but no frame with FIN=1";
    default:
      return "the text is not UTF-8" + (facts.utf8 ? ": " + describe(*facts.utf8) : std::string());
  }
}

// The incomplete character before the error: a lead byte and its continuation bytes.
Bytes unfinished_character(Bytes before) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(3, before.size()); ++size) {
    Utf8Validator validator;
    validator.feed_obvious(before.last(size));
    if (!validator.failed() && !validator.complete()) return before.last(size);
  }
  return {};
}

// RFC 3629 4: the second bytes that the syntax excludes although they are continuation bytes.
std::string_view narrower_second_byte(std::uint8_t lead, std::uint8_t byte) {
  if (byte < 0x80 || byte > 0xBF) return {};
  if (lead == 0xE0 || lead == 0xF0) return "an overlong form";
  if (lead == 0xED) return "a surrogate, U+D800-U+DFFF";
  if (lead == 0xF4) return "a value above U+10FFFF";
  return {};
}

}  // namespace

std::optional<Utf8Error> find_utf8_error(Bytes text) {
  Utf8Validator validator;
  const std::size_t good = validator.feed(text);
  if (validator.complete()) return std::nullopt;
  return Utf8Error{good, text.first(good).last(std::min<std::size_t>(3, good)), text.subspan(good)};
}

std::string describe(const Utf8Error& error) {
  const Bytes begun = unfinished_character(error.before);
  if (error.from_there.empty()) return "it ends inside a character, after " + hex(begun, " ");
  const std::uint8_t byte = error.from_there[0];
  const std::string where = "byte " + std::to_string(error.at) + " is " + hex_byte(byte);
  if (begun.empty()) {
    if (byte < 0xC0) return where + ", a continuation byte with no beginning before it";
    if (byte < 0xC2) return where + ", which begins only overlong forms";
    return where + ", which never occurs in UTF-8";
  }
  if (begun.size() == 1) {
    const std::string_view what = narrower_second_byte(begun[0], byte);
    if (!what.empty()) return where + ": " + hex(begun) + " " + hex_byte(byte) + " is " + std::string(what);
  }
  return where + ": a byte 80-bf must follow " + hex(begun, " ");
}

std::string describe(Violation violation, const FrameHeader& header, const ViolationFacts& facts) {
  const std::string frame = frame_name(header);
  switch (violation) {
    case Violation::ReservedBitSet:
      return reserved_bits(header, facts.allowed_rsv);
    case Violation::CompressedControl:
      return "RSV1 is 1 on this " + frame + "; a control frame is never compressed";
    case Violation::CompressedContinuation:
      return "RSV1 is 1 on a continuation frame; only the first frame of a message has it";
    case Violation::InflateFailed:
      break;
    case Violation::UnknownOpcode:
      return "opcode 0x" + hex_byte(static_cast<std::uint8_t>(header.opcode)).substr(1) +
             " is reserved for future " + (is_control(header.opcode) ? "control" : "data") + " frames";
    case Violation::MaskMissing:
      return "the client sent this " + frame + " without a mask; it must mask every frame";
    case Violation::MaskForbidden:
      return "the server masked this " + frame + "; it must not mask any frame";
    case Violation::ControlFragmented:
      return frame + " has FIN=0; a control frame must not be fragmented";
    case Violation::ControlTooLong:
      return frame + " payload is " + counted(header.length, "byte") +
             (header.length <= kMaxControlPayload ? " in the long form; a control frame uses 7 bits"
                                                  : "; at most 125 are allowed");
    case Violation::LengthTopBitSet: {
      std::array<std::uint8_t, kMaxHeaderSize> bytes{};
      serialise_header(header, bytes);
      return "the 64-bit length is 0x" + hex(Bytes(bytes).subspan(2, 8)) + "; its highest bit must be 0";
    }
    case Violation::LengthNotMinimal:
      return length_not_minimal(header);
    case Violation::ContinuationWithoutStart:
    case Violation::DataInsideMessage:
    case Violation::MessageTooBig:
    case Violation::TooManyFragments:
    case Violation::TextNotUtf8:
    case Violation::MessageUnfinished:
      return about_message(violation, header, facts);
    case Violation::CloseLengthOne:
    case Violation::CloseCodeForbidden:
    case Violation::CloseCodeOutOfRange:
    case Violation::CloseReasonNotUtf8:
      return close_payload(violation, facts.payload);
    case Violation::DataAfterClose:
      return "this " + frame + " follows a Close; nothing may be sent after a Close frame";
    case Violation::CloseNotAnswered:
      return "this Close was never answered with a Close";
    case Violation::NoClose:
      return "TCP ended without a Close frame; programs report 1006 (Abnormal Closure)";
    case Violation::PongPayloadDiffers:
      return "Pong payload (" + counted(header.length, "byte") + ") is not that of any Ping it could answer";
    case Violation::MaskingKeyWeak:
      return weak_key(header);
  }
  return std::string(info(violation).words);
}

}  // namespace ws101
