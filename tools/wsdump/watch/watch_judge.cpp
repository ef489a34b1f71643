// What is wrong or remarkable in one frame: violations with their place, keys, pings, hints, notes.
#include <algorithm>

#include "frame/close_payload.hpp"
#include "frame/mask.hpp"
#include "text/hex.hpp"
#include "wsdump/hints.hpp"
#include "wsdump/watch/watch.hpp"

namespace ws101::wsdump {
namespace {

// Where in the frame the byte lies that decided.
std::uint64_t place_of(Violation violation, const FrameHeader& header) {
  switch (violation) {
    case Violation::MaskMissing:
    case Violation::MaskForbidden:
    case Violation::ControlTooLong:
      return 1;
    case Violation::LengthTopBitSet:
    case Violation::LengthNotMinimal:
      return 2;
    case Violation::MaskingKeyWeak:
      return header.size() - 4;
    case Violation::CloseLengthOne:
    case Violation::CloseCodeForbidden:
    case Violation::CloseCodeOutOfRange:
    case Violation::PongPayloadDiffers:
      return header.size();
    case Violation::CloseReasonNotUtf8:
      return header.size() + 2;
    default:
      return 0;
  }
}

}  // namespace

void ConnectionWatch::judge_keys(Speaker& who, const FrameHeader& header, FrameEvent& event) {
  const KeyTracker::Weakness weakness = who.keys.key(header.key);
  if (weakness == KeyTracker::Weakness::None) return;
  Finding finding = finding_of(Violation::MaskingKeyWeak, header);
  finding.offset = place_of(Violation::MaskingKeyWeak, header);
  finding.text = weakness == KeyTracker::Weakness::AllZero
                     ? "the masking key is 00000000, so the payload is not masked at all"
                     : "the masking key " + hex(header.key) + " is used for the third frame in a row";
  frame_findings_.push_back(finding);
  event.violations.add(Violation::MaskingKeyWeak);
}

void ConnectionWatch::judge_control(const Side& s, Speaker& who, Speaker& peer, FrameEvent& event,
                                    Moment at) {
  const bool whole = event.payload.size() == event.header.length;
  if (event.header.opcode == Opcode::Ping) {
    if (whole && event.header.fin) who.pings.ping(event.n, event.payload, at);
  } else if (event.header.opcode == Opcode::Pong) {
    if (!whole) return;
    const PingTracker::Answer answer = peer.pings.pong(event.payload, at);
    if (answer.kind == PingTracker::Answer::Kind::Answers) {
      event.answers = answer.ping;
      event.answers_after_ns = answer.after_ns;
    } else if (answer.kind == PingTracker::Answer::Kind::Differs && sides_[0].reliable &&
               sides_[1].reliable) {
      event.violations.add(Violation::PongPayloadDiffers);
    }
  } else if (event.header.opcode == Opcode::Close) {
    if (who.close_frame == 0) who.close_frame = event.n;
    if (whole && event.complete) event.violations.add(read_close(event.payload).violations);
  }
  static_cast<void>(s);
}

void ConnectionWatch::add_finding(const FrameEvent& event, Violation violation, const Speaker& who) {
  if (violation == Violation::MaskingKeyWeak) return;  // told by judge_keys, in its own words
  ViolationFacts facts;
  Finding finding;
  facts.allowed_rsv = allowed_rsv_;
  facts.message_bytes = who.assembler.length();
  std::uint64_t offset = place_of(violation, event.header);
  if (event.header.opcode == Opcode::Close) facts.payload = event.payload;
  if (violation == Violation::TextNotUtf8) {
    const TextPlace& place = who.text;
    facts.utf8 = Utf8Error{place.at, Bytes(place.before).first(place.before_size),
                           Bytes(place.from_there).first(place.from_there_size)};
    offset = event.header.size() + place.in_frame;
  } else if (violation == Violation::CloseReasonNotUtf8) {
    if (const auto error = find_utf8_error(event.payload.subspan(2))) offset += error->at;
  }
  finding = finding_of(violation, event.header, facts);
  finding.offset = offset;
  if (violation == Violation::PongPayloadDiffers) {
    const Speaker& peer = speakers_[&who == &speakers_[0] ? 1 : 0];
    if (!peer.pings.empty()) finding.text += " (Ping #" + std::to_string(peer.pings.oldest()) + " is open)";
  }
  frame_findings_.push_back(std::move(finding));
}

// The likely cause of what is wrong with a frame, if its bytes show one: they are masked again, as they came.
void ConnectionWatch::add_hint(const FrameEvent& event, bool stream_ends) {
  evidence_.assign(event.payload.begin(), event.payload.end());
  if (event.header.masked) apply_mask(evidence_, event.header.key);
  if (event.payload.size() < event.came || !event.missing.empty()) return;  // not all of it is at hand
  const std::size_t more = std::min(rest_.size(), kEvidence);
  evidence_.insert(evidence_.end(), rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(more));
  const Direction from = guessed_ ? Direction::Unknown : event.from;
  const FrameEvidence evidence{event.header, from, evidence_, stream_ends && more == rest_.size()};
  const auto hint = frame_hint(evidence);
  if (!hint) return;
  if (frame_findings_.empty()) {
    analysis_.sink.note({event.conn, event.from, "likely cause: " + *hint});
  } else if (frame_findings_.front().hint.empty()) {
    frame_findings_.front().hint = *hint;
  }
}

// A frame that breaks no rule, and yet was not masked: its payload is words before unmasking, and none behind it.
void ConnectionWatch::judge_plain_payload(const FrameEvent& event) {
  if (!event.header.masked || event.header.opcode != Opcode::Text || event.compressed || !event.complete)
    return;
  const Bytes sample = event.payload.first(std::min(event.payload.size(), kEvidence));
  // Text that was masked has no control bytes, and has letters: most frames end here.
  const auto is_strange = [](std::uint8_t byte) { return byte < 0x20 || byte == 0x7F; };
  const auto is_letter = [](std::uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; };
  if (sample.size() != event.header.length) return;
  if (std::none_of(sample.begin(), sample.end(), is_strange) &&
      std::count_if(sample.begin(), sample.end(), is_letter) * 2 >=
          static_cast<std::ptrdiff_t>(sample.size()))
    return;
  evidence_.assign(sample.begin(), sample.end());
  apply_mask(evidence_, event.header.key);
  const auto hint = hint_plain_words({event.header, event.from, evidence_, true});
  if (!hint) return;
  Finding finding;
  finding.id = "payload-not-masked";
  finding.level = Level::Warning;
  finding.section = "5.3";
  finding.offset = event.header.size();
  finding.text = "unmasked as the header says, the text makes no words; as it came it does";
  finding.hint = *hint;
  frame_findings_.push_back(std::move(finding));
}

// Surprising but legal.
void ConnectionWatch::add_notes(Speaker& who, FrameEvent& event, const std::optional<Message>& done) {
  const auto add = [&](std::string_view id, std::string_view section, std::string text) {
    Finding finding;
    finding.id = id;
    finding.level = Level::Note;
    finding.section = section;
    finding.text = std::move(text);
    frame_findings_.push_back(std::move(finding));
  };
  const FrameHeader& header = event.header;
  if (header.opcode == Opcode::Close) {
    if (header.length == 0)
      add("close-without-code", "5.5.1", "a Close without a code: programs report 1005");
    return;
  }
  if (header.fin && event.begins_message) return;  // a message of one frame
  if (header.length == 0 && !who.empty_told) {
    who.empty_told = true;  // once a message
    add("fragment-empty", "5.4", "an empty fragment: legal, and without effect");
  }
  if (!done && who.kind == Opcode::Text && !who.compressed && !who.unreadable && !who.missing &&
      event.complete && !header.fin && who.assembler.ends_inside_character()) {
    add("character-cut", "5.6",
        "the fragment ends inside a character: legal, only the whole message must be UTF-8");
  }
}

}  // namespace ws101::wsdump
