#include "wsdump/watch/not_frames.hpp"

#include <algorithm>
#include <string_view>

#include "frame/header.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/watch/first_bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kLeastText = 4;  // bytes at the end of a stream that count as text
constexpr std::size_t kSureText = 16;  // bytes of text that decide though more may come
constexpr std::size_t kShownColumns = 50;

// RFC 6455 5.2: RSV2 and RSV3 are in use by no extension; 3 to 7 and 11 to 15 are reserved opcodes.
bool may_begin_frame(std::uint8_t byte) {
  const bool reserved_bits = (byte & 0x30) != 0;
  return !reserved_bits && !is_reserved(static_cast<Opcode>(byte & 0x0F)) &&
         !((byte & 0x80) == 0 && is_control(static_cast<Opcode>(byte & 0x0F)));
}

bool is_readable(Bytes bytes) {
  Utf8Validator validator;
  validator.feed(bytes);
  return !validator.failed() && std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    return byte >= 0x20 ? byte != 0x7F : byte == '\n' || byte == '\r' || byte == '\t';
  });
}

std::string first_line(std::string_view text) {
  return escape_text(bytes_of(text.substr(0, std::min(text.find_first_of("\r\n"), text.size()))),
                     kShownColumns);
}

}  // namespace

NotFrames judge_first_bytes(Bytes bytes, bool ends) {
  using Kind = NotFrames::Kind;
  const std::string_view text = text_of(bytes);
  if (bytes.empty()) return {Kind::Undecided, {}};
  const FirstBytes first = first_bytes(text.substr(0, kNotFramesSample));
  if (first == FirstBytes::Tls) return {Kind::Tls, "a TLS record, whose content is encrypted"};
  if (first == FirstBytes::Http2) return {Kind::Http2, "HTTP/2"};
  const bool tls_type = bytes[0] >= 20 && bytes[0] <= 23;
  if (tls_type && bytes.size() < 3 && !ends) return {Kind::Undecided, {}};
  if (may_begin_frame(bytes[0])) return {Kind::Frames, {}};
  for (const std::string_view start : {"HTTP/1.", "HTTP/2"}) {
    if (!text.starts_with(start)) {
      if (start.starts_with(text) && !ends) return {Kind::Undecided, {}};
      continue;
    }
    if (text.find('\n') == std::string_view::npos && bytes.size() < kNotFramesSample && !ends)
      return {Kind::Undecided, {}};
    return {Kind::Http, first_line(text)};
  }
  const Bytes sample = bytes.first(std::min(bytes.size(), kNotFramesSample));
  if (!is_readable(sample)) return {Kind::Frames, {}};
  if (bytes.size() < kSureText && !ends) return {Kind::Undecided, {}};
  if (bytes.size() < kLeastText) return {Kind::Frames, {}};
  return {Kind::Text, plain_text(bytes, kShownColumns)};
}

Finding not_frames_finding(const NotFrames& found, bool after_handshake, Direction from) {
  const bool text = found.kind == NotFrames::Kind::Text;
  Finding finding;
  finding.section = "5.1";
  if (after_handshake) {
    const bool second = found.kind == NotFrames::Kind::Http && from == Direction::Server;
    finding.id = "not-frames";
    finding.text = std::string("expected a frame, got ") + (second ? "a second HTTP answer: " : "") +
                   (text ? "text without a frame: " : "") + found.words +
                   "; after the handshake all data is sent in frames";
    return finding;
  }
  finding.id = "payload-only";
  finding.level = Level::Warning;
  finding.text = (text ? "this is readable text, perhaps the payload of a message, and not a frame: "
                       : "this is not a frame but ") +
                 found.words;
  return finding;
}

std::optional<std::size_t> frames_before_answer(Bytes bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Bytes rest = bytes.subspan(at);
    if (text_of(rest).starts_with("HTTP/1.1 101")) return at > 0 ? std::optional(at) : std::nullopt;
    if (!may_begin_frame(rest[0])) return std::nullopt;
    const auto read = read_header(rest);
    const auto* header = std::get_if<FrameHeader>(&read);
    if (header == nullptr || header->length > rest.size() - header->size()) return std::nullopt;
    at += header->size() + static_cast<std::size_t>(header->length);
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump
