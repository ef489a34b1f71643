// A finding about a frame, a message or a handshake: its severity, place and rule, and a sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "describe/sentence.hpp"
#include "frame/violation.hpp"

namespace ws101::wsdump {

enum class Level : std::uint8_t {
  Error,    // a MUST for which the receiver fails the connection
  Sender,   // a MUST of the sender that receivers usually do not enforce
  Warning,  // suspicious, but no rule is broken
  Note,     // surprising but legal
};

// "error", "sender", "warning", "note": as in the output of check and in JSON.
std::string_view name(Level level);

struct Finding {
  std::string id;  // stable: "control-too-long"
  Level level = Level::Error;
  std::string rfc = "6455";
  std::string section;                      // "5.5"
  std::optional<std::uint16_t> close_code;  // the code of a receiver that fails the connection
  std::uint64_t offset = 0;                 // of the wrong byte, in the stream
  std::string text;                         // one sentence, safe to show
  std::string hint;                         // the likely cause; empty if the evidence fits none
};

Finding make_finding(std::string_view id, Level level, std::string_view section, std::string text);

// The finding for a violation of the frame rules, with the sentence of describe(). The caller sets `offset`
// and `hint`.
Finding finding_of(Violation violation, const FrameHeader& header, const ViolationFacts& facts = {});

// "[RFC 6455 5.5, close 1002]"
std::string citation(const Finding& finding);

}  // namespace ws101::wsdump
