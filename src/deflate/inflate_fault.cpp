#include "deflate/inflate_fault.hpp"

#include <array>
#include <cstddef>

namespace ws101 {
namespace {

using enum InflateFault;

constexpr std::array<InflateFaultInfo, 17> kFaults = {{
    {ReservedBlockType, "reserved-block-type", "3.2.3", "the block has the reserved type 3"},
    {StoredLengthMismatch, "stored-length-mismatch", "3.2.4",
     "NLEN of the stored block is not the complement of LEN"},
    {TooManyLengths, "too-many-lengths", "3.2.7",
     "the block announces more than 286 literal/length codes or more than 30 distance codes"},
    {CodeLengthCodeOverSubscribed, "code-length-code-over-subscribed", "3.2.7",
     "the code length code has more codes than its lengths leave room for"},
    {CodeLengthCodeIncomplete, "code-length-code-incomplete", "3.2.7",
     "the code length code leaves some bits without a meaning"},
    {RepeatWithoutPrevious, "repeat-without-previous", "3.2.7",
     "the first code length repeats a length before it, and there is none"},
    {RepeatTooLong, "repeat-too-long", "3.2.7", "a repeated code length goes past the last code"},
    {NoEndOfBlock, "no-end-of-block", "3.2.5", "the end of the block, symbol 256, has no code"},
    {LiteralCodeOverSubscribed, "literal-code-over-subscribed", "3.2.2",
     "the literal/length code has more codes than its lengths leave room for"},
    {LiteralCodeIncomplete, "literal-code-incomplete", "3.2.2",
     "the literal/length code leaves some bits without a meaning"},
    {DistanceCodeOverSubscribed, "distance-code-over-subscribed", "3.2.2",
     "the distance code has more codes than its lengths leave room for"},
    {DistanceCodeIncomplete, "distance-code-incomplete", "3.2.7",
     "the distance code leaves some bits without a meaning"},
    {UnusedCode, "unused-code", "3.2.7", "these bits are no code of an incomplete code"},
    {InvalidLengthSymbol, "invalid-length-symbol", "3.2.6", "length symbols 286 and 287 must not occur"},
    {InvalidDistanceSymbol, "invalid-distance-symbol", "3.2.6", "distance symbols 30 and 31 must not occur"},
    {DistanceTooFar, "distance-too-far", "3.2.3", "the copy begins before the first byte that is known"},
    {EndsInsideBlock, "ends-inside-block", "3.2.3", "the message ends inside a block"},
}};

}  // namespace

const InflateFaultInfo& info(InflateFault fault) {
  return kFaults[static_cast<std::size_t>(fault)];
}

}  // namespace ws101
