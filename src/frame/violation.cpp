#include "frame/violation.hpp"

#include <array>

namespace ws101 {
namespace {

constexpr std::array kTable = {
    ViolationInfo{Violation::ReservedBitSet, "rsv", Severity::Error, "5.2", CloseCode::ProtocolError,
                  "a reserved bit (RSV1-3) is set, but no extension in use gives it a meaning"},
    ViolationInfo{Violation::CompressedControl, "rsv1-on-control", Severity::Error, "6",
                  CloseCode::ProtocolError,
                  "RSV1 (compressed) is set on a control frame, and those are never compressed", "7692"},
    ViolationInfo{Violation::CompressedContinuation, "rsv1-on-continuation", Severity::Error, "6",
                  CloseCode::ProtocolError,
                  "RSV1 (compressed) may be set on the first frame of a message only", "7692"},
    ViolationInfo{Violation::UnknownOpcode, "opcode-reserved", Severity::Error, "5.2",
                  CloseCode::ProtocolError, "the opcode is reserved: only 0, 1, 2, 8, 9 and 10 are in use"},
    ViolationInfo{Violation::MaskMissing, "client-unmasked", Severity::Error, "5.1", CloseCode::ProtocolError,
                  "a client must mask every frame, and this one is not masked"},
    ViolationInfo{Violation::MaskForbidden, "server-masked", Severity::Error, "5.1", CloseCode::ProtocolError,
                  "a server must not mask, and this frame is masked"},
    ViolationInfo{Violation::ControlFragmented, "control-fragmented", Severity::Error, "5.5",
                  CloseCode::ProtocolError, "a control frame must not be fragmented, and this one has FIN=0"},
    ViolationInfo{Violation::ControlTooLong, "control-too-long", Severity::Error, "5.5",
                  CloseCode::ProtocolError, "a control frame may carry at most 125 bytes"},
    ViolationInfo{Violation::ContinuationWithoutStart, "cont-without-start", Severity::Error, "5.4",
                  CloseCode::ProtocolError, "a continuation frame came, but no message was begun"},
    ViolationInfo{Violation::DataInsideMessage, "data-inside-message", Severity::Error, "5.4",
                  CloseCode::ProtocolError, "a new message began before the fragmented one was finished"},
    ViolationInfo{Violation::TooManyFragments, "too-many-fragments", Severity::Error, "10.4",
                  CloseCode::PolicyViolation, "the message has more fragments than this endpoint accepts"},
    ViolationInfo{Violation::LengthTopBitSet, "length-msb", Severity::Error, "5.2", CloseCode::ProtocolError,
                  "the most significant bit of the 64-bit length must be 0"},
    ViolationInfo{Violation::LengthNotMinimal, "length-not-minimal", Severity::Sender, "5.2",
                  CloseCode::ProtocolError, "the length is not in its shortest form"},
    ViolationInfo{Violation::MessageTooBig, "message-too-big", Severity::Error, "10.4",
                  CloseCode::MessageTooBig, "the message is larger than the limit of this endpoint"},
    ViolationInfo{Violation::InflateFailed, "inflate-failed", Severity::Error, "7.2.2",
                  CloseCode::InvalidPayload,
                  "the payload of the compressed message is not valid DEFLATE data", "7692"},
    ViolationInfo{Violation::TextNotUtf8, "text-not-utf8", Severity::Error, "8.1", CloseCode::InvalidPayload,
                  "a text message must be valid UTF-8"},
    ViolationInfo{Violation::CloseLengthOne, "close-length-1", Severity::Error, "5.5.1",
                  CloseCode::ProtocolError,
                  "a Close frame has no payload or one of at least two bytes; this one has one byte"},
    ViolationInfo{Violation::CloseCodeForbidden, "close-code-forbidden", Severity::Error, "7.4.1",
                  CloseCode::ProtocolError, "this close code must never stand in a Close frame"},
    ViolationInfo{Violation::CloseCodeOutOfRange, "close-code-range", Severity::Error, "7.4.2",
                  CloseCode::ProtocolError, "the close code is not assigned or out of range"},
    ViolationInfo{Violation::CloseReasonNotUtf8, "close-reason-not-utf8", Severity::Error, "5.5.1",
                  CloseCode::InvalidPayload, "the reason in a Close frame must be valid UTF-8"},
    ViolationInfo{Violation::DataAfterClose, "data-after-close", Severity::Sender, "5.5.1",
                  CloseCode::NoStatus, "nothing may be sent after a Close frame"},
    ViolationInfo{Violation::MessageUnfinished, "message-unfinished", Severity::Warning, "5.4",
                  CloseCode::NoStatus, "the message was begun and never finished"},
    ViolationInfo{Violation::CloseNotAnswered, "close-not-answered", Severity::Warning, "5.5.1",
                  CloseCode::NoStatus, "a Close frame must be answered with a Close frame"},
    ViolationInfo{Violation::NoClose, "no-close", Severity::Warning, "7.1.5", CloseCode::NoStatus,
                  "TCP ended without a Close frame: programs report 1006"},
    ViolationInfo{Violation::PongPayloadDiffers, "pong-payload-differs", Severity::Sender, "5.5.3",
                  CloseCode::NoStatus, "a Pong must carry the same payload as the Ping it answers"},
    ViolationInfo{Violation::MaskingKeyWeak, "key-weak", Severity::Warning, "5.3", CloseCode::NoStatus,
                  "the masking key is not unpredictable"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].violation) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table is indexed by the enumeration");
static_assert(kTable.size() == static_cast<std::size_t>(Violation::MaskingKeyWeak) + 1);
static_assert(kTable.size() <= 32, "ViolationSet holds 32 bits");

}  // namespace

std::span<const ViolationInfo> all_violations() {
  return kTable;
}

const ViolationInfo& info(Violation violation) {
  return kTable[static_cast<std::size_t>(violation)];
}

CloseCode close_code(Violation violation) {
  return info(violation).close_code;
}

}  // namespace ws101
