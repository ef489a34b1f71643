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
    Http,       // an HTTP head
    Text,       // readable text
    Tls,        // a TLS record
    Http2,      // the preface or a frame of HTTP/2
  };
  Kind kind = Kind::Frames;
  std::string words;  // of the last four: how it begins, safe to show; what TLS or HTTP/2 it is
};

// Judges the first bytes where a frame should begin. `ends`: the stream has no more. Text and HTTP are told only if the
// first byte cannot begin a right frame, so nothing that could be a frame is ever taken for something else. In whatever
// pieces a stream comes, the first answer that is not Undecided is the same.
NotFrames judge_first_bytes(Bytes bytes, bool ends);

// The finding for what is no frame: an error behind a handshake, else a warning, because the bytes may be a payload.
Finding not_frames_finding(const NotFrames& found, bool after_handshake, Direction from);

// How many bytes of whole frames come in front of a "HTTP/1.1 101" status line: a server that sends frames before its
// answer. 0 if something else begins the stream, or too much. Nothing if more bytes are needed to tell.
std::optional<std::size_t> frames_before_answer(Bytes bytes);

}  // namespace ws101::wsdump
