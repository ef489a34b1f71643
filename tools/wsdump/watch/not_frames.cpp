#include "wsdump/watch/not_frames.hpp"

#include <algorithm>
#include <string_view>

#include "frame/header.hpp"
#include "text/escape.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/watch/first_bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kLeastText = 4;  // bytes at the end of a stream that count as text
constexpr std::size_t kShownBytes = 50;
constexpr std::size_t kMostBeforeAnswer = 4096;  // bytes of frames that are searched for a 101
constexpr std::string_view kAnswer = "HTTP/1.1 101";

// RFC 6455 5.2: RSV2 and RSV3 are in use by no extension; 3 to 7 and 11 to 15 are reserved opcodes.
bool may_begin_frame(std::uint8_t byte) {
  const bool reserved_bits = (byte & 0x30) != 0;
  return !reserved_bits && !is_reserved(static_cast<Opcode>(byte & 0x0F)) &&
         !((byte & 0x80) == 0 && is_control(static_cast<Opcode>(byte & 0x0F)));
}

// The beginning of the text, safe to show, without the number of bytes that follow, which depends on how
// many have come.
std::string beginning(std::string_view text) {
  std::size_t size = std::min(text.size(), kShownBytes);
  while (size > 0 && size < text.size() && (text[size] & 0xC0) == 0x80) --size;  // whole characters
  return plain_text(bytes_of(text.substr(0, size)), kShownBytes) + (size < text.size() ? " ..." : "");
}

}  // namespace

NotFrames judge_first_bytes(Bytes bytes, bool ends) {
  using Kind = NotFrames::Kind;
  const bool all = ends || bytes.size() >= kNotFramesSample;
  const Bytes sample = bytes.first(std::min(bytes.size(), kNotFramesSample));
  const std::string_view text = text_of(sample);
  const FirstBytes first = first_bytes(text);
  if (first == FirstBytes::Tls) return {Kind::Tls, "a TLS record, whose content is encrypted"};
  if (first == FirstBytes::Http2) return {Kind::Http2, "HTTP/2"};
  if (first == FirstBytes::Short && !ends) return {Kind::Undecided, {}};
  if (bytes.empty() || may_begin_frame(bytes[0])) return {Kind::Frames, {}};
  if (text.starts_with("HTTP/1.") || text.starts_with("HTTP/2")) {
    const bool line_ends = text.find('\n') != std::string_view::npos;
    if (!line_ends && !all) return {Kind::Undecided, {}};
    return {Kind::Http, beginning(text.substr(0, text.find_first_of("\r\n")))};
  }
  if (!is_readable(sample)) return {Kind::Frames, {}};
  if (!all) return {Kind::Undecided, {}};
  return sample.size() < kLeastText ? NotFrames{} : NotFrames{Kind::Text, beginning(text)};
}

Finding not_frames_finding(const NotFrames& found, bool after_handshake, Direction from) {
  const bool text = found.kind == NotFrames::Kind::Text;
  if (!after_handshake) {
    return make_finding("payload-only", Level::Warning, "5.1",
                        (text ? "this is readable text, perhaps the payload of a message, and not a frame: "
                              : "this is not a frame but ") +
                            found.words);
  }
  const bool second = found.kind == NotFrames::Kind::Http && from == Direction::Server;
  return make_finding("not-frames", Level::Error, "5.1",
                      std::string("expected a frame, got ") + (second ? "a second HTTP answer: " : "") +
                          (text ? "text without a frame: " : "") + found.words +
                          "; after the handshake all data is sent in frames");
}

std::optional<std::size_t> frames_before_answer(Bytes bytes) {
  std::uint64_t at = 0;
  while (at < kMostBeforeAnswer) {
    if (at >= bytes.size()) return std::nullopt;
    const Bytes rest = bytes.subspan(static_cast<std::size_t>(at));
    if (text_of(rest).starts_with(kAnswer)) return static_cast<std::size_t>(at);
    if (kAnswer.starts_with(text_of(rest))) return std::nullopt;
    if (!may_begin_frame(rest[0])) return 0;
    const auto read = read_header(rest);
    const auto* const header = std::get_if<FrameHeader>(&read);
    if (header == nullptr) return std::nullopt;
    if (header->length > kMostBeforeAnswer) return 0;
    at += header->size() + header->length;
  }
  return 0;
}

}  // namespace ws101::wsdump
