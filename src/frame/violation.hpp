// The violations: one enumerator for each MUST that a peer can break, with its consequences.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include "frame/close_code.hpp"

namespace ws101 {

// In the order in which they are judged. The names are for the code; users see the `id` in the table.
enum class Violation : std::uint8_t {
  // decided by the first two bytes of a frame
  ReservedBitSet,
  CompressedControl,
  CompressedContinuation,
  UnknownOpcode,
  MaskMissing,
  MaskForbidden,
  ControlFragmented,
  ControlTooLong,
  // decided by them and earlier frames
  ContinuationWithoutStart,
  DataInsideMessage,
  TooManyFragments,
  // decided by the extended length
  LengthTopBitSet,
  LengthNotMinimal,
  // decided by the length and earlier frames
  MessageTooBig,
  // decided by the payload
  InflateFailed,
  TextNotUtf8,
  CloseLengthOne,
  CloseCodeForbidden,
  CloseCodeOutOfRange,
  CloseReasonNotUtf8,
  // detected only by a program that watches both sides, such as wsdump; an endpoint tolerates or never sees
  // them
  DataAfterClose,
  MessageUnfinished,
  CloseNotAnswered,
  NoClose,
  PongPayloadDiffers,
  MaskingKeyWeak,
};

// How much it matters to the receiver.
enum class Severity : std::uint8_t {
  Error,    // a MUST for which the receiver fails the connection
  Sender,   // a MUST of the sender that many receivers do not enforce (we do)
  Warning,  // suspicious, but no rule is broken
};

struct ViolationInfo {
  Violation violation;
  std::string_view id;  // stable, in lower case with hyphens: "control-too-long"
  Severity severity;
  std::string_view section;  // of `rfc`
  CloseCode close_code;      // the code of a receiver that fails the connection; NoStatus if none does
  std::string_view words;    // one sentence, under 123 bytes so that it fits a Close frame's reason
  std::string_view rfc = "6455";
};

// Every violation in the order of the enumeration.
std::span<const ViolationInfo> all_violations();

const ViolationInfo& info(Violation violation);

// RFC 6455 7.4.1: the close code that answers a violation: 1002, 1007, 1008 or 1009.
CloseCode close_code(Violation violation);

// A set of violations. A live endpoint stops at the first; a watcher collects all of them.
class ViolationSet {
 public:
  constexpr void add(Violation violation) { bits_ |= bit(violation); }
  constexpr void add(ViolationSet others) { bits_ |= others.bits_; }
  constexpr bool contains(Violation violation) const { return (bits_ & bit(violation)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int size() const { return std::popcount(bits_); }
  // The first in the order of the enumeration. The set must not be empty.
  constexpr Violation first() const { return static_cast<Violation>(std::countr_zero(bits_)); }
  // Calls visit(violation) for each, in the order of the enumeration.
  template <typename Visit>
  constexpr void each(Visit visit) const {
    for (std::uint32_t rest = bits_; rest != 0; rest &= rest - 1) {
      visit(static_cast<Violation>(std::countr_zero(rest)));
    }
  }
  friend constexpr bool operator==(ViolationSet, ViolationSet) = default;

 private:
  static constexpr std::uint32_t bit(Violation violation) {
    return std::uint32_t{1} << static_cast<std::uint8_t>(violation);
  }
  std::uint32_t bits_ = 0;
};

}  // namespace ws101
