// frame_judge.hpp is the specification.
#include "wsdump/watch/frame_judge.hpp"

#include <algorithm>

#include "frame/close_payload.hpp"
#include "frame/mask.hpp"
#include "text/hex.hpp"
#include "wsdump/hints.hpp"
#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

// The offset in the frame of the byte that decided.
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
      return header.size() - sizeof(MaskingKey);
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

// Letters in UTF-16, in little-endian order or (`first` 1) in big-endian order.
bool is_utf16(Bytes bytes, std::size_t first) {
  if (bytes.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    if (bytes[i + first] < 0x20 || bytes[i + 1 - first] != 0) return false;
  }
  return true;
}

}  // namespace

void FrameJudge::judge(FrameEvent& event, Speaker& who, Speaker& peer, bool nothing_lost) {
  if (is_control(event.header.opcode) && event.length_trusted) judge_control(event, who, peer, nothing_lost);
  if (event.header.masked) judge_key(event, who);
  event.violations.each([&](Violation violation) { add(violation, event, who, peer); });
}

void FrameJudge::judge_cut(const FrameEvent& event, const Speaker& who, const Speaker& peer) {
  event.violations.each([&](Violation violation) { add(violation, event, who, peer); });
}

void FrameJudge::judge_control(FrameEvent& event, Speaker& who, Speaker& peer, bool nothing_lost) {
  const bool whole = event.payload.size() == event.header.length;
  if (event.header.opcode == Opcode::Ping) {
    if (whole && event.header.fin) who.pings.ping(event.n, event.payload, event.at);
  } else if (event.header.opcode == Opcode::Pong && whole) {
    const PingTracker::Answer answer = peer.pings.pong(event.payload, event.at);
    if (answer.kind == PingTracker::Answer::Kind::Answers) {
      event.answers = answer.ping;
      event.answers_after_ns = answer.after_ns;
    } else if (answer.kind == PingTracker::Answer::Kind::Differs && nothing_lost) {
      event.violations.add(Violation::PongPayloadDiffers);
    }
  } else if (event.header.opcode == Opcode::Close) {
    if (who.close_frame == 0) who.close_frame = event.n;
    if (whole && event.complete) event.violations.add(read_close(event.payload).violations);
  }
}

void FrameJudge::judge_key(FrameEvent& event, Speaker& who) {
  const KeyTracker::Weakness weakness = who.keys.key(event.header.key);
  if (weakness == KeyTracker::Weakness::None) return;
  Finding finding = finding_of(Violation::MaskingKeyWeak, event.header);
  finding.offset = place_of(Violation::MaskingKeyWeak, event.header);
  finding.text = weakness == KeyTracker::Weakness::AllZero
                     ? "the masking key is 00000000, so the payload is not masked at all"
                     : "the masking key " + hex(event.header.key) + " is used for the third frame in a row";
  findings_.push_back(finding);
  event.violations.add(Violation::MaskingKeyWeak);
}

void FrameJudge::add(Violation violation, const FrameEvent& event, const Speaker& who, const Speaker& peer) {
  if (violation == Violation::MaskingKeyWeak) return;  // added by judge_key(), in its own words
  ViolationFacts facts;
  facts.allowed_rsv = event.allowed_rsv;
  facts.message_bytes = who.messages.length();
  if (event.header.opcode == Opcode::Close) facts.payload = event.payload;
  std::uint64_t offset = place_of(violation, event.header);
  if (violation == Violation::TextNotUtf8) {
    facts.utf8 = who.messages.broken_text().error();
    offset = event.header.size() + who.messages.broken_text().in_frame();
  } else if (violation == Violation::CloseReasonNotUtf8) {
    if (const auto error = find_utf8_error(event.payload.subspan(2))) offset += error->at;
  }
  Finding& finding = findings_.emplace_back(finding_of(violation, event.header, facts));
  finding.offset = offset;
  if (violation == Violation::PongPayloadDiffers && !peer.pings.empty())
    finding.text += " (Ping #" + std::to_string(peer.pings.oldest()) + " is open)";
}

bool FrameJudge::found_wrong() const {
  return std::any_of(findings_.begin(), findings_.end(),
                     [](const Finding& f) { return f.level == Level::Error || f.level == Level::Sender; });
}

bool FrameJudge::gather(const FrameEvent& event, Bytes behind) {
  if (event.payload.size() < event.came || !event.missing.empty()) return false;
  evidence_.assign(event.payload.begin(), event.payload.end());
  if (event.header.masked) apply_mask(evidence_, event.header.key);
  evidence_.insert(evidence_.end(), behind.begin(), behind.end());
  return true;
}

std::string FrameJudge::add_hint(const FrameEvent& event, Direction from, Bytes behind, bool stream_ends) {
  const Bytes some = behind.first(std::min(behind.size(), kEvidence));
  if (!gather(event, some)) return {};
  auto hint = frame_hint({event.header, from, evidence_, stream_ends && some.size() == behind.size()});
  if (!hint) return {};
  if (findings_.empty()) return std::move(*hint);
  if (findings_.front().hint.empty()) findings_.front().hint = std::move(*hint);
  return {};
}

void FrameJudge::judge_length(const FrameEvent& event, Direction from, Bytes behind, bool stream_ends) {
  const bool may_lead_astray = event.header.opcode == Opcode::Text || is_control(event.header.opcode);
  if (!stream_ends || !may_lead_astray || behind.empty() || behind.size() > kEvidence ||
      !gather(event, behind))
    return;
  auto hint = length_hint({event.header, from, evidence_, true});
  if (!hint) return;
  Finding& finding = findings_.emplace_back(
      make_finding("length-wrong", Level::Warning, "5.2", "what follows the payload is not a frame"));
  finding.offset = 1;
  finding.hint = std::move(*hint);
}

void FrameJudge::judge_plain_payload(const FrameEvent& event) {
  if (!event.header.masked || event.compressed || !event.complete) return;
  const Bytes sample = event.payload.first(std::min(event.payload.size(), kEvidence));
  if (sample.size() != event.header.length) return;
  // Masked bytes soon contain a control byte: most frames return here.
  const std::size_t text_at = event.header.opcode == Opcode::Close ? 2 : 0;
  for (std::size_t i = text_at; i < sample.size(); ++i) {
    const int as_it_came = sample[i] ^ event.header.key[i % sizeof(MaskingKey)];
    if (as_it_came < 0x20 && as_it_came != '\t' && as_it_came != '\n' && as_it_came != '\r') return;
  }
  evidence_.assign(sample.begin(), sample.end());
  apply_mask(evidence_, event.header.key);
  const auto hint = hint_plain_words({event.header, event.from, evidence_, true});
  if (!hint) return;
  Finding& finding = findings_.emplace_back(
      make_finding("payload-not-masked", Level::Warning, "5.3",
                   "unmasked as the header says, the payload makes no sense; as it came it does"));
  finding.offset = event.header.size();
  finding.hint = *hint;
}

void FrameJudge::note_mixed_roles() {
  Finding& mixed = findings_.emplace_back(make_finding(
      "roles-mixed", Level::Warning, "5.1",
      "masked and unmasked frames in one stream: two directions put together, or a sender that is wrong "
      "(--from client or --from server judges them as one sender's)"));
  mixed.offset = 1;
}

void FrameJudge::note(std::string_view id, std::string_view section, std::string_view text) {
  findings_.push_back(make_finding(id, Level::Note, section, std::string(text)));
}

void FrameJudge::add_notes(const FrameEvent& event, Speaker& who) {
  const FrameHeader& header = event.header;
  if (header.opcode == Opcode::Close) {
    if (header.length == 0)
      note("close-without-code", "5.5.1", "a Close without a code: programs report 1005");
    return;
  }
  if (is_control(header.opcode) || is_reserved(header.opcode)) return;
  note_content(event);
  if (header.fin && event.begins_message) return;  // a message of one frame
  if (header.length == 0 && who.messages.note_empty_fragment())
    note("fragment-empty", "5.4", "an empty fragment: legal, and without effect");
  if (!header.fin && event.complete && who.messages.judged_as_text() &&
      who.messages.ends_inside_character()) {
    note("character-cut", "5.6",
         "the fragment ends inside a character: legal, only the whole message must be UTF-8");
  }
}

// What the program did to the content itself: told once.
void FrameJudge::note_content(const FrameEvent& event) {
  const Bytes bytes = event.payload;
  if (!event.begins_message || event.compressed || bytes.size() < 4 || content_told_) return;
  const bool gzip = bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8;
  const bool zlib = bytes[0] == 0x78 && (bytes[1] == 0x01 || bytes[1] == 0x9C || bytes[1] == 0xDA);
  const bool wide = is_utf16(bytes, 0) || is_utf16(bytes, 1);
  if (event.header.opcode == Opcode::Text && wide) {
    add(make_finding("text-utf16", Level::Warning, "5.6",
                     "every other byte of the text is 0: it was encoded in UTF-16, and is read as UTF-8"));
  } else if (event.header.opcode == Opcode::Binary && (gzip || zlib)) {
    note("payload-packed", "5.6",
         "the payload begins like " +
             std::string(gzip ? "gzip (1f 8b)" : "zlib (" + hex(bytes.first(2), " ") + ")") +
             ": the program compresses it, not permessage-deflate");
  } else {
    return;
  }
  content_told_ = true;
}

}  // namespace ws101::wsdump
