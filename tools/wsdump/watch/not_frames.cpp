#include "wsdump/watch/not_frames.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "frame/header.hpp"
#include "text/hex.hpp"
#include "wsdump/any_frames.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/watch/first_bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kLeastText = 2;  // bytes at the end of a stream that count as text
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

// The frames end where the sample does, whatever bits they have.
bool ends_with_frame(Bytes sample) {
  while (!sample.empty()) {
    const auto read = read_header(sample);
    const auto* const header = std::get_if<FrameHeader>(&read);
    if (header == nullptr || header->length > sample.size() - header->size()) return false;
    sample = sample.subspan(header->size() + static_cast<std::size_t>(header->length));
  }
  return true;
}

// Line ends where a frame belongs, and right frames or readable text behind them: 0a and 0d may also begin wrong
// frames. A LF alone at the end may be the file's own.
NotFrames judge_line_ends(Bytes sample, bool all, bool whole) {
  using Kind = NotFrames::Kind;
  const std::string_view text = text_of(sample);
  const std::size_t size = std::min(text.find_first_not_of("\r\n"), text.size());
  if (!all) return {Kind::Undecided, {}, {}};
  if (text == "\n") return {};
  const Bytes behind = sample.subspan(size);
  const FrameChain chain = frame_chain(behind, kAnyFrames);
  const bool wrong = chain.end == FrameChain::End::Wrong || !chain.in_order;
  const bool all_wrong_frames = whole && chain.end != FrameChain::End::Whole && ends_with_frame(sample);
  if (!behind.empty() && !is_readable(behind) && (wrong || all_wrong_frames)) return {};
  return {Kind::EmptyLine, "an empty line (" + hex(bytes_of(text.substr(0, size)), " ") + ")",
          "a line end too many: the last field's value brings one of its own, as some base64 encoders make "
          "it, or println() added one",
          size};
}

// Frames that a program has treated as text. `whole`: the sample is all there is.
std::optional<NotFrames> judge_recoded(Bytes sample, bool whole, bool all) {
  constexpr std::size_t kFewest = 4;
  const std::string_view text = text_of(sample);
  const std::string hint =
      "the frame was treated as a string, by the sender or by what copied it; it has to stay bytes";
  using Kind = NotFrames::Kind;
  constexpr std::string_view kReplaced = "\xef\xbf\xbd";
  if (kReplaced.starts_with(text.substr(0, kReplaced.size()))) {
    if (text.size() < kReplaced.size())
      return all ? std::nullopt : std::optional(NotFrames{Kind::Undecided, {}, {}});
    return NotFrames{Kind::Recoded,
                     "ef bf bd, the UTF-8 of U+FFFD, which a decoder puts for a byte it cannot read", hint};
  }
  if (text[0] == '?' && !is_readable(sample)) {
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
      return std::nullopt;
    if (!all) return NotFrames{Kind::Undecided, {}, {}};
    if (text.size() < kFewest) return std::nullopt;
    return NotFrames{Kind::Recoded, "3f, the question mark that an ASCII encoder puts for a byte from 80 up",
                     hint};
  }
  const bool cut = (sample.back() & 0xFE) == 0xC2;  // inside a character below U+0100
  const auto undone = undo_utf8(sample.first(sample.size() - (cut ? 1 : 0)));
  if (!undone || sample[0] < 0x80) return std::nullopt;
  if (!all) return NotFrames{Kind::Undecided, {}, {}};
  const auto fits = [&](Bytes bytes) {
    const FrameChain chain = frame_chain(bytes, kAnyFrames);
    return whole ? chain.end == FrameChain::End::Whole && chain.frames > 0
                 : chain.end != FrameChain::End::Wrong;
  };
  if (fits(sample) || !fits(bytes_of(*undone))) return std::nullopt;
  return NotFrames{Kind::Recoded,
                   hex(sample.first(2), " ") + ", the UTF-8 of the byte " + hex(bytes_of(*undone).first(1)),
                   hint};
}

}  // namespace

NotFrames judge_first_bytes(Bytes bytes, bool ends) {
  using Kind = NotFrames::Kind;
  const bool all = ends || bytes.size() >= kNotFramesSample;
  const Bytes sample = bytes.first(std::min(bytes.size(), kNotFramesSample));
  const std::string_view text = text_of(sample);
  const FirstBytes first = first_bytes(text);
  if (first == FirstBytes::Tls) return {Kind::Foreign, "a TLS record, whose content is encrypted", {}};
  if (first == FirstBytes::Http2) return {Kind::Foreign, "HTTP/2", {}};
  if (first == FirstBytes::Short && !ends) return {Kind::Undecided, {}, {}};
  if (bytes.empty()) return {};
  if (text[0] == '\r' || text[0] == '\n')
    return judge_line_ends(sample, all, bytes.size() == sample.size() && ends);
  if (auto recoded = judge_recoded(sample, bytes.size() == sample.size() && ends, all)) return *recoded;
  if (may_begin_frame(bytes[0])) return {};
  if (text.starts_with("HTTP/1.") || text.starts_with("HTTP/2")) {
    const bool line_ends = text.find('\n') != std::string_view::npos;
    if (!line_ends && !all) return {Kind::Undecided, {}, {}};
    return {Kind::Http, beginning(text.substr(0, text.find_first_of("\r\n"))), {}};
  }
  // A program in C may send the NUL at the end of its string, too.
  const std::size_t letters = text.find_last_not_of('\0') + 1;
  if (!is_readable(sample.first(letters))) return {};
  if (!all) return {Kind::Undecided, {}, {}};
  if (letters < kLeastText) return {};
  const bool field = text.starts_with("Sec-WebSocket-");
  return {Kind::Text, beginning(text.substr(0, letters)),
          field ? "the head ended too early: this field comes behind its empty line" : ""};
}

bool begins_inside(Bytes bytes) {
  return !bytes.empty() && !may_begin_frame(bytes[0]) && !ends_with_frame(bytes) &&
         judge_first_bytes(bytes, true).kind == NotFrames::Kind::Frames;
}

Finding not_frames_finding(const NotFrames& found, bool after_handshake, Direction from) {
  const bool text = found.kind == NotFrames::Kind::Text;
  Finding finding;
  if (after_handshake || found.kind == NotFrames::Kind::Recoded) {
    const bool second = found.kind == NotFrames::Kind::Http && from == Direction::Server;
    finding = make_finding("not-frames", Level::Error, "5.1",
                           std::string("expected a frame, got ") + (second ? "a second HTTP answer: " : "") +
                               (text ? "text without a frame: " : "") + found.words +
                               "; after the handshake all data is sent in frames");
  } else {
    finding =
        make_finding("payload-only", Level::Warning, "5.1",
                     (text ? "this is readable text, perhaps the payload of a message, and not a frame: "
                           : "this is not a frame but ") +
                         found.words);
  }
  finding.hint = found.hint;
  return finding;
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
