// Likely causes of a violation, told only where the evidence fits one mistake exactly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "frame/header.hpp"
#include "text/bytes.hpp"
#include "wsdump/direction.hpp"

namespace ws101::wsdump {

// What is known about one frame of a stream and what surrounds it.
struct FrameEvidence {
  FrameHeader header;
  Direction from = Direction::Unknown;
  Bytes payload_on_wire;     // what came behind the header: of this frame and of whatever follows, masked
  bool stream_ends = false;  // payload_on_wire reaches to the end of the stream (not of the buffer or packet)
};

// Each gives one sentence without a full stop, or nothing. None fires on a frame that is right and is
// followed by right frames or by the end of the stream. The length was written in little-endian order:
// swapped, it leads to the next frame or the end exactly.
std::optional<std::string> hint_little_endian(const FrameEvidence& evidence);
// The length counts the four bytes of the key: four bytes fewer lead to the next frame or the end exactly.
std::optional<std::string> hint_length_counts_key(const FrameEvidence& evidence);
// MASK is set and there is a key, but the payload is readable as it stands and garbage when unmasked.
std::optional<std::string> hint_not_really_masked(const FrameEvidence& evidence);
// MASK is not set, but with four bytes of key behind the length the frame ends exactly and is readable.
std::optional<std::string> hint_mask_bit_forgotten(const FrameEvidence& evidence);
// The length counts characters: as many UTF-8 characters as the length lead to the next frame or the end.
std::optional<std::string> hint_length_counts_characters(const FrameEvidence& evidence);
// The same for frames that break no rule, control and binary ones too: what is on the wire is words, JSON, "ping" or a
// known code and its reason, and what unmasking makes of it is not.
std::optional<std::string> hint_plain_words(const FrameEvidence& evidence);
// The payload of a Close begins with its code in digits, or has the code in little-endian order, in four bytes or
// unmasked though MASK is set, or is a reason without a code.
std::optional<std::string> hint_close_code(const FrameEvidence& evidence);

// The length is too small, or 0 in a control frame: the text goes on to the end of the stream, and what is left of it
// is not a frame.
std::optional<std::string> hint_length_too_small(const FrameEvidence& evidence);
// Where a frame should begin there is a line end or a NUL, as it is sent behind a frame, and behind it frames or
// the end. `wire`: the bytes from there on.
std::optional<std::string> hint_byte_between_frames(Bytes wire, bool stream_ends);
// The bytes are a frame of the draft hixie-76: 00, text, ff.
std::optional<std::string> hint_old_draft(Bytes wire, bool stream_ends);
// The text is not UTF-8, but reads as Latin-1.
std::optional<std::string> hint_latin1(const FrameEvidence& evidence);

// The first of these that fits, but for hint_plain_words, which speaks of frames that break no rule.
std::optional<std::string> frame_hint(const FrameEvidence& evidence);
// The first of those about the length that fits.
std::optional<std::string> length_hint(const FrameEvidence& evidence);

}  // namespace ws101::wsdump
