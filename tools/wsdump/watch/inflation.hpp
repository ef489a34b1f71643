// The result of inflating one compressed message (RFC 7692 7.2.2).
#pragma once

#include <cstdint>
#include <string>

#include "deflate/inflate_fault.hpp"
#include "describe/sentence.hpp"
#include "text/bytes.hpp"
#include "wsdump/watch/deflate_use.hpp"

namespace ws101::wsdump {

class SaidLately;

struct Inflation {
  enum class Outcome : std::uint8_t {
    Whole,
    TooLong,       // cut at kMaxMessageKept: see there
    NeedsEarlier,  // a copy refers to bytes that are not in the input
    Missing,       // bytes of the message itself are not in the input
    Failed,        // the bytes are wrong: `error`
  };
  // How the payload ended.
  enum class Ending : std::uint8_t {
    Right,        // with an empty stored block less its last four bytes (7.2.1)
    TailLeftIn,   // ... with them
    NoTail,       // with another block, so that 00 00 ff ff completes nothing
    NothingSent,  // there was no payload; an empty message is one byte 00 (7.2.3.6)
  };

  Outcome outcome = Outcome::Whole;
  Ending ending = Ending::Right;
  DeflateWindow window;  // that was agreed
  Bytes output;          // inflated, as far as it goes; its beginning where it is longer than what was kept
  std::uint64_t length = 0;  // of all that was inflated
  Bytes wire;                // the payload as it came; its beginning where it is longer than what was kept
  std::uint64_t wire_length = 0;
  bool utf8 = true;  // for a text: what was inflated is UTF-8, and the whole ends with a whole character
  Utf8Error utf8_error;
  InflateError error;   // after Failed and NeedsEarlier
  std::string earlier;  // after NeedsEarlier: in front of what the missing bytes are: "the capture"
  // What this side has said before: in compressed messages, which is the window; in all messages (null if they were all
  // compressed). They do not hold this message.
  const SaidLately* said = nullptr;
  const SaidLately* said_in_all = nullptr;

  bool whole() const { return outcome == Outcome::Whole; }
};

// Why it is not whole: "needs 5 bytes from before the capture". Empty for Whole.
std::string why_not_whole(const Inflation& inflation);

}  // namespace ws101::wsdump
