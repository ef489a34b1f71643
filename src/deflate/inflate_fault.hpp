// What can be wrong with a compressed stream: one enumerator for each fault, with its description.
#pragma once

#include <cstdint>
#include <string_view>

namespace ws101 {

// In the order in which they are judged.
enum class InflateFault : std::uint8_t {
  ReservedBlockType,
  StoredLengthMismatch,
  TooManyLengths,
  CodeLengthCodeOverSubscribed,
  CodeLengthCodeIncomplete,
  RepeatWithoutPrevious,
  RepeatTooLong,
  NoEndOfBlock,
  LiteralCodeOverSubscribed,
  LiteralCodeIncomplete,
  DistanceCodeOverSubscribed,
  DistanceCodeIncomplete,
  UnusedCode,
  InvalidLengthSymbol,
  InvalidDistanceSymbol,
  DistanceTooFar,
  EndsInsideBlock,
};

struct InflateFaultInfo {
  InflateFault fault;
  std::string_view id;       // stable, in lower case with hyphens: "distance-too-far"
  std::string_view section;  // of RFC 1951
  std::string_view words;    // one sentence
};

const InflateFaultInfo& info(InflateFault fault);

// The error of an Inflater.
struct InflateError {
  InflateFault fault = InflateFault::ReservedBlockType;
  // The position of the faulty header, field or code: its first bit, counted from the message's first bit.
  std::uint64_t bit_position = 0;
  // For DistanceTooFar: how far back the copy reaches, and how many bytes are known there: all since the
  // history was last forgotten, at most the window.
  std::uint32_t distance = 0;
  std::uint32_t known = 0;

  friend bool operator==(const InflateError&, const InflateError&) = default;
};

}  // namespace ws101
