// Tells what a stream holds, where frames belong and there are none: one sentence instead of a page of violations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "text/bytes.hpp"
#include "wsdump/direction.hpp"
#include "wsdump/finding.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kNotFramesSample = 64;  // bytes of a stream, or all it has, that decide

struct NotFrames {
  enum class Kind : std::uint8_t {
    Frames,     // nothing speaks against frames
    Undecided,  // more bytes are needed
    EmptyLine,  // line ends of which the head has had enough; what is behind them may be frames
    Http,       // an HTTP head
    Text,       // readable text
    Recoded,    // frames, but as text: their bytes from 80 up were lost or became two
    Foreign,    // another protocol
  };
  Kind kind = Kind::Frames;
  std::string words;     // of the last five: how it begins, or what it is; safe to show
  std::string hint;      // how that may come about, if there is one way
  std::size_t size = 0;  // of the line ends
};

// Judges the first bytes where a frame should begin. `ends`: the stream has no more. Nothing that could be a right
// frame is taken for something else: the first byte cannot begin one, or the bytes make right frames only when the
// recoding is undone. In whatever pieces a stream comes, the first answer that is not Undecided is the same.
NotFrames judge_first_bytes(Bytes bytes, bool ends);

// The first byte cannot begin a frame, and its length does not lead to the end of the bytes, as that of a frame with a
// wrong bit would: probably these bytes are a payload, or begin inside a frame.
bool begins_inside(Bytes bytes);

// The finding for what is no frame: an error behind a handshake or for frames that were recoded, else a warning,
// because the bytes may be a payload.
Finding not_frames_finding(const NotFrames& found, bool after_handshake, Direction from);

// How many bytes of whole frames come in front of a "HTTP/1.1 101" status line: a server that sends frames before its
// answer. 0 if something else begins the stream, or too much. Nothing if more bytes are needed to tell.
std::optional<std::size_t> frames_before_answer(Bytes bytes);

}  // namespace ws101::wsdump
