#include "wsdump/hints.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "frame/close_code.hpp"
#include "frame/compression.hpp"
#include "frame/frame_chain.hpp"
#include "frame/mask.hpp"
#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "wsdump/plain_payload.hpp"
#include "wsdump/plain_text.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostShown = 40;  // bytes of a payload, in a hint

// Rules for frames of `from`; RSV1 may be set, for compression. Three valid headers in a row are enough.
ChainRules rules_of(Direction from) {
  ChainRules rules{kCompressedBit, {}, 3};
  if (from != Direction::Unknown) rules.masked = from == Direction::Client;
  return rules;
}

bool may_go_on(Bytes next, Direction from) {
  return next.size() >= 2 && may_begin_frame(next, rules_of(from));
}

// The length as written leads to bytes that are not a frame, or beyond the end of the stream.
bool leads_astray(const FrameEvidence& evidence) {
  const Bytes after = evidence.payload_on_wire;
  const std::uint64_t length = evidence.header.length;
  if (length > after.size()) return evidence.stream_ends;
  const Bytes next = after.subspan(static_cast<std::size_t>(length));
  return !next.empty() && !may_begin_frame(next, rules_of(Direction::Unknown));
}

// With this length the frame ends at the end of the stream, or where a chain of valid headers begins.
bool leads_right(const FrameEvidence& evidence, std::uint64_t length, Direction from) {
  Bytes next = evidence.payload_on_wire;
  if (length > next.size()) return false;
  next = next.subspan(static_cast<std::size_t>(length));
  if (next.empty()) return evidence.stream_ends;
  return next.size() >= 2 && frame_chain(next, rules_of(from)).end != FrameChain::End::Wrong;
}

// Frames with or without `between` in front of each; three are enough, or all that there are.
bool frames_between(Bytes wire, std::string_view between, bool stream_ends) {
  const ChainRules rules = rules_of(Direction::Unknown);
  for (std::size_t frames = 0; frames < rules.enough; ++frames) {
    if (text_of(wire).starts_with(between)) wire = wire.subspan(between.size());
    if (wire.empty()) return stream_ends;
    const auto read = read_header(wire);
    const auto* const header = std::get_if<FrameHeader>(&read);
    if (header == nullptr || !may_begin_frame(wire, rules) || header->length > wire.size() - header->size())
      return false;
    wire = wire.subspan(header->size() + static_cast<std::size_t>(header->length));
  }
  return true;
}

std::vector<std::uint8_t> unmasked(Bytes bytes, MaskingKey key) {
  std::vector<std::uint8_t> text(bytes.begin(), bytes.end());
  apply_mask(text, key);
  return text;
}

// The payload as it came; nothing if its end is not there.
std::optional<Bytes> whole_payload(const FrameEvidence& evidence) {
  if (evidence.header.length > evidence.payload_on_wire.size()) return std::nullopt;
  return evidence.payload_on_wire.first(static_cast<std::size_t>(evidence.header.length));
}

// The frame as it came, and what follows it.
std::vector<std::uint8_t> on_wire(const FrameEvidence& evidence) {
  std::array<std::uint8_t, kMaxHeaderSize> header{};
  std::vector<std::uint8_t> wire(header.begin(), header.begin() + serialise_header(evidence.header, header));
  wire.insert(wire.end(), evidence.payload_on_wire.begin(), evidence.payload_on_wire.end());
  return wire;
}

std::string not_masked(Bytes payload) {
  return "MASK is set and the key was sent, but the payload was not masked: as it stands it reads \"" +
         escape_text(payload, kMostShown) + '"';
}

bool is_plain_text(const FrameHeader& header) {
  return header.opcode == Opcode::Text && header.rsv == 0;
}

}  // namespace

std::optional<std::string> hint_little_endian(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  if (header.length_form == LengthForm::Bits7 || !leads_astray(evidence)) return std::nullopt;
  const int bytes = header.length_form == LengthForm::Bits16 ? 2 : 8;
  std::uint64_t swapped = 0;
  for (int i = 0; i < bytes; ++i) swapped = swapped << 8 | (header.length >> (8 * i) & 0xFF);
  if (swapped == header.length || header.length_form != shortest_form(swapped)) return std::nullopt;
  if (!leads_right(evidence, swapped, evidence.from)) return std::nullopt;
  return "the length was written in little-endian order: read the other way round it is " +
         std::to_string(swapped) + ", and the frame ends where it should";
}

std::optional<std::string> hint_length_counts_key(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  if (!header.masked || header.length < 4 || !leads_astray(evidence)) return std::nullopt;
  if (!leads_right(evidence, header.length - 4, evidence.from)) return std::nullopt;
  return "the length counts the 4 bytes of the masking key: with " + std::to_string(header.length - 4) +
         " instead of " + std::to_string(header.length) + " the frame ends where it should";
}

std::optional<std::string> hint_not_really_masked(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  if (!header.masked || !is_plain_text(header) || header.key == MaskingKey{}) return std::nullopt;
  const auto payload = whole_payload(evidence);
  if (!payload || payload->size() < kLeastReadable) return std::nullopt;
  Utf8Validator as_the_header_says;
  as_the_header_says.feed(unmasked(*payload, header.key));
  if (!as_the_header_says.failed() || !is_readable(*payload)) return std::nullopt;
  return not_masked(*payload);
}

std::optional<std::string> hint_plain_words(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  if (!header.masked || header.rsv != 0 || header.key == MaskingKey{}) return std::nullopt;
  const auto payload = whole_payload(evidence);
  if (!payload || payload->size() < kLeastReadable) return std::nullopt;
  if (!came_plain(header, *payload, unmasked(*payload, header.key))) return std::nullopt;
  return not_masked(header.opcode == Opcode::Close ? payload->subspan(2) : *payload);
}

std::optional<std::string> hint_close_code(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  constexpr std::size_t kDigits = 4;
  const auto came = whole_payload(evidence);
  if (header.opcode != Opcode::Close || !came || came->size() < 2) return std::nullopt;
  const std::vector<std::uint8_t> payload = unmasked(*came, header.key);
  const auto is_digit = [](std::uint8_t byte) { return byte >= '0' && byte <= '9'; };
  if (payload.size() >= kDigits && payload[0] >= '1' && payload[0] <= '4' &&
      std::all_of(payload.begin(), payload.begin() + kDigits, is_digit) &&
      (payload.size() == kDigits || !is_digit(payload[kDigits]))) {
    return "the code was written as text, \"" + std::string(text_of(Bytes(payload).first(kDigits))) +
           "\": it is a number in two bytes, high byte first";
  }
  if (is_words(payload) && !is_digit(payload[0])) {
    return "the reason \"" + escape_text(payload, kMostShown) +
           "\" was sent without a code, two bytes in front of it";
  }
  if (header.masked && header.key != MaskingKey{} && !may_be_sent(code_of(payload)) && is_known_code(*came)) {
    return "MASK is set and the key was sent, but the payload was not masked: as it stands the code is " +
           std::to_string(number(code_of(*came)));
  }
  if (payload.size() >= 4 && payload[0] == 0 && payload[1] == 0 && is_known_code(Bytes(payload).subspan(2))) {
    return "the code was written in four bytes, as a number of 32 bits: " +
           std::to_string(number(code_of(Bytes(payload).subspan(2)))) + " belongs in two";
  }
  const unsigned code = number(code_of(payload));
  const unsigned swapped = static_cast<unsigned>(payload[1]) << 8 | payload[0];
  if (code < 5000 || swapped < 1000 || swapped > 1015) return std::nullopt;
  return "the code was written in little-endian order: the other way round it is " + std::to_string(swapped);
}

std::optional<std::string> hint_mask_bit_forgotten(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  const Bytes after = evidence.payload_on_wire;
  if (header.masked || evidence.from == Direction::Server || !is_plain_text(header)) return std::nullopt;
  if (header.length == 0 || header.length > after.size() || after.size() - header.length < 4) {
    return std::nullopt;
  }
  if (!leads_astray(evidence)) return std::nullopt;
  const auto size = static_cast<std::size_t>(header.length);
  const MaskingKey key = {after[0], after[1], after[2], after[3]};
  if (!is_readable(unmasked(after.subspan(4, size), key)) || is_readable(after.first(size))) {
    return std::nullopt;
  }
  const Bytes next = after.subspan(4 + size);
  const bool fits = next.empty() ? evidence.stream_ends : may_go_on(next, Direction::Unknown);
  if (!fits) return std::nullopt;
  return "the payload is masked and its key was sent, but the MASK bit was forgotten: the second byte lacks "
         "0x80";
}

std::optional<std::string> hint_length_counts_characters(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  if (!is_plain_text(header) || header.length == 0 || !leads_astray(evidence)) return std::nullopt;
  // A character has at most four bytes.
  const std::uint64_t most = header.length > UINT64_MAX / 4 ? UINT64_MAX : header.length * 4;
  const Bytes after = evidence.payload_on_wire;
  const std::vector<std::uint8_t> text = unmasked(
      after.first(static_cast<std::size_t>(std::min<std::uint64_t>(most, after.size()))), header.key);
  std::size_t at = 0;
  for (std::uint64_t characters = 0; characters < header.length; ++characters) {
    std::size_t next = at + 1;
    while (next < text.size() && (text[next] & 0xC0) == 0x80) ++next;
    if (next > text.size()) return std::nullopt;
    at = next;
  }
  if (at <= header.length || !is_utf8(Bytes(text).first(at))) return std::nullopt;
  if (!leads_right(evidence, at, evidence.from)) return std::nullopt;
  return "the length counts characters, not bytes: " +
         counted(static_cast<std::size_t>(header.length), "character") + " of this text, " +
         counted(at, "byte") + " in UTF-8";
}

std::optional<std::string> hint_length_too_small(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  const Bytes after = evidence.payload_on_wire;
  const bool empty_control = is_control(header.opcode) && header.rsv == 0 && header.length == 0;
  if (!(is_plain_text(header) || (empty_control && after.size() <= kMaxControlPayload)) ||
      !evidence.stream_ends || header.length >= after.size() || !leads_astray(evidence))
    return std::nullopt;
  const std::vector<std::uint8_t> all = unmasked(after, header.key);
  const bool code = header.opcode == Opcode::Close && is_known_code(all);
  const Bytes text = Bytes(all).subspan(code ? 2 : 0);
  const Bytes rest = text.subspan(static_cast<std::size_t>(header.length));
  const bool only_line_end = text_of(rest).find_first_not_of("\r\n") == std::string_view::npos;
  if ((only_line_end && !code) || !is_readable(text) || !is_utf8(text)) return std::nullopt;
  return "the length is too small: the " + std::string(empty_control ? "payload" : "text") +
         " goes on to the end, " + (code ? "the code " + std::to_string(number(code_of(all))) + ", " : "") +
         '"' + escape_text(text, kMostShown) + "\", which has " + std::to_string(all.size()) +
         " bytes, not " + std::to_string(header.length);
}

std::optional<std::string> hint_byte_between_frames(Bytes wire, bool stream_ends) {
  constexpr std::pair<std::string_view, const char*> kBetween[] = {
      {"\r\n", "CR LF (0d 0a) where a frame should begin: println() sends them behind the frame before"},
      {"\n",
       "LF (0a) where a frame should begin: println() sends it behind the frame before, an editor adds it at "
       "the end"},
      {std::string_view("\0", 1),
       "a NUL (00) where a frame should begin: the end of a C string, or the rest of a buffer"},
  };
  for (const auto& [between, words] : kBetween) {
    if (text_of(wire).starts_with(between) && frames_between(wire, between, stream_ends)) return words;
  }
  return std::nullopt;
}

std::optional<std::string> hint_old_draft(Bytes wire, bool stream_ends) {
  const std::size_t end = text_of(wire).find('\xff');
  if (wire.empty() || wire[0] != 0 || end == std::string_view::npos) return std::nullopt;
  const Bytes text = wire.first(end).subspan(1);
  const Bytes behind = wire.subspan(end + 1);
  const bool goes_on = behind.empty() ? stream_ends : behind[0] == 0;
  if (!goes_on || !is_readable(text)) return std::nullopt;
  return "this is the draft hixie-76 of 2010, whose frames are 00, text, ff: \"" +
         escape_text(text, kMostShown) + "\"; no browser speaks it any more";
}

std::optional<std::string> hint_latin1(const FrameEvidence& evidence) {
  const FrameHeader& header = evidence.header;
  const auto came = whole_payload(evidence);
  if (!is_plain_text(header) || !came || came->size() < kLeastReadable) return std::nullopt;
  const std::vector<std::uint8_t> payload = unmasked(*came, header.key);
  Utf8Validator utf8;
  utf8.feed(payload);
  const Bytes behind = evidence.payload_on_wire.subspan(payload.size());
  const bool character_goes_on = behind.empty() ? !evidence.stream_ends : (behind[0] & 0xC0) == 0x80;
  if (is_utf8(payload) || (!utf8.failed() && character_goes_on)) return std::nullopt;
  // As Latin-1 each byte is a character: letters from c0 up, 80 to 9f none.
  std::vector<std::uint8_t> text;
  for (const std::uint8_t byte : payload) {
    if (byte >= 0x80 && byte < 0xC0) return std::nullopt;
    if (byte >= 0x80) text.push_back(static_cast<std::uint8_t>(0xC0 | byte >> 6));
    text.push_back(byte < 0x80 ? byte : static_cast<std::uint8_t>(0x80 | (byte & 0x3F)));
  }
  const std::size_t letters = text.size() - payload.size();
  // In a short word every second letter may be such a one, but then a small one, from df up, and no mark beside it.
  const std::size_t words = count_word_bytes(payload) + letters;
  const bool is_word = words == payload.size() && std::all_of(payload.begin(), payload.end(), [](auto byte) {
                         return byte < 0x80 || byte >= 0xDF;
                       });
  if (!is_readable(text) || letters * (is_word ? 2 : 3) > payload.size() || words * 4 < payload.size() * 3)
    return std::nullopt;
  return "the text was encoded in Latin-1 (ISO 8859-1): as that it reads \"" + escape_text(text, kMostShown) +
         '"';
}

std::optional<std::string> length_hint(const FrameEvidence& evidence) {
  if (auto hint = hint_little_endian(evidence)) return hint;
  if (auto hint = hint_length_counts_key(evidence)) return hint;
  if (auto hint = hint_length_counts_characters(evidence)) return hint;
  return hint_length_too_small(evidence);
}

std::optional<std::string> frame_hint(const FrameEvidence& evidence) {
  if (auto hint = hint_mask_bit_forgotten(evidence)) return hint;
  if (auto hint = length_hint(evidence)) return hint;
  if (auto hint = hint_close_code(evidence)) return hint;
  // Only then can it begin with a line end or a NUL.
  if (!evidence.header.fin && evidence.header.rsv == 0) {
    const std::vector<std::uint8_t> wire = on_wire(evidence);
    if (auto hint = hint_byte_between_frames(wire, evidence.stream_ends)) return hint;
    if (auto hint = hint_old_draft(wire, evidence.stream_ends)) return hint;
  }
  if (auto hint = hint_latin1(evidence)) return hint;
  return hint_not_really_masked(evidence);
}

}  // namespace ws101::wsdump
