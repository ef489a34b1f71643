// One frame as JSON, for a page that draws it: the bytes, the fields, and all that wsdump prints about it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "text/bytes.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMostShown = 4096;  // bytes of a payload that a page gets to see

// An object with these members; strings are safe to show as text, and only as text.
//   flow      "in" from a client, "out" from a server; if that is not known, by the MASK bit
//   line      the frame in one line
//   hex       the bytes on the wire: header, key and the beginning of the payload, masked if it was
//   size      bytes of the whole frame
//   header    bytes before the payload
//   opcode    0 to 15;  fin  true or false
//   key       the masking key in hex, or null
//   fields    each field in order: name, byte, bytes, bit, bits, value, meaning, rule, section, wrong
//             (describe/frame_fields.hpp says what they mean)
//   close     of a Close with a code: code, name, meaning, reason; else null
//   findings  violations and unusual things: level, text, rfc, section, code (null for none), hint
//   picture   what `wsdump explain` prints for it
std::string frame_json(const wsdump::FrameEvent& event);

// Keeps the first `most` frames that it is told of, as JSON.
class FrameCollector : public wsdump::EventSink {
 public:
  explicit FrameCollector(std::size_t most) : most_(most) {}
  void frame(const wsdump::FrameEvent& event) override;
  std::vector<std::string> take() { return std::move(frames_); }

 private:
  const std::size_t most_;
  std::vector<std::string> frames_;
};

// The frames of these bytes, valid or invalid, each judged as by wsdump.
std::vector<std::string> frames_json(Bytes wire, wsdump::Direction from);

}  // namespace ws101::demos
