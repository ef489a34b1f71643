// The part of ConnectionWatch that reads frames: passes pieces to the messages and the judge, and reports their
// findings.
#include <algorithm>

#include "frame/compression.hpp"
#include "wsdump/hints.hpp"
#include "wsdump/watch/connection_watch.hpp"

namespace ws101::wsdump {
namespace {

bool is_data(const FrameHeader& header) {
  return !is_control(header.opcode) && !is_reserved(header.opcode);
}

// If one stream may have frames of two senders, no MASK bit is wrong.
ViolationSet without_mask_violations(const ViolationSet& violations) {
  ViolationSet kept;
  violations.each([&](Violation violation) {
    if (violation != Violation::MaskMissing && violation != Violation::MaskForbidden) kept.add(violation);
  });
  return kept;
}

}  // namespace

void ConnectionWatch::take_frames(Side& s, MutableBytes data, std::uint64_t offset, Moment at) {
  s.frames.give(data, offset);
  if (const auto masked = s.frames.mask_bit(); masked && !roles_settled_) {
    guessed_ = true;
    settle_roles(s, *masked);
  }
  do {
    while (s.phase == Phase::Frames) {
      const FramePiece* const piece = s.frames.next();
      if (piece == nullptr) break;
      take_piece(s, *piece, at);
    }
    for (Speaker& who : speakers_) who.messages.detach();
  } while (s.phase == Phase::Frames && s.frames.more());
}

// In a single stream of unknown origin each frame's own MASK bit says who sent it.
Direction ConnectionWatch::sender(const Side& s, const FrameHeader& header) const {
  if (!mixed()) return direction(s);
  return header.masked ? Direction::Client : Direction::Server;
}

void ConnectionWatch::take_piece(Side& s, const FramePiece& piece, Moment at) {
  if (is_data(piece.header)) {
    s.frames.add_violations(take_data(speaker(sender(s, piece.header)), piece));
  }
  const bool stops = piece.violations.contains(Violation::LengthTopBitSet);
  if (piece.last || stops) tell_frame(s, piece.last, at);
  if (stops) {
    s.phase = Phase::Untrusted;
    s.untrusted_at = s.frames.frame().offset + piece.header.size();
    ++incomplete_;
    note(s, "stopped after frame " + std::to_string(frames_) +
                ": its length cannot be right, so nobody can tell where the next frame begins");
  }
}

// Common to all frames, complete or not.
FrameEvent ConnectionWatch::next_frame(Direction from, Moment at) {
  ++analysis_.totals.frames;
  FrameEvent event;
  event.conn = facts_.event.conn;
  event.n = ++frames_;
  event.at = at;
  event.from = from;
  event.guessed = guessed_;
  return event;
}

// A frame whose header is whole.
FrameEvent ConnectionWatch::frame_event(const Side& s, Direction from, Moment at) {
  const StreamFrame& frame = s.frames.frame();
  FrameEvent event = next_frame(from, at);
  event.offset = frame.offset - std::min(s.frames_at, frame.offset);
  event.header = frame.header;
  event.payload = frame.payload;
  event.came = frame.came;
  event.missing = frame.holes;
  event.allowed_rsv = deflate_.on() ? kCompressedBit : 0;
  event.violations = mixed() ? without_mask_violations(frame.violations) : frame.violations;
  if (!deflate_.on() && (frame.header.rsv & kCompressedBit) != 0)
    event.violations.add(Violation::ReservedBitSet);
  if (is_data(event.header)) {
    Speaker& who = speaker(from);
    who.messages.describe(event);
    if (event.compressed && event.begins_message && event.header.fin && who.messages.done())
      event.inflation = &who.inflate.result();
    // RFC 6455 5.5.1: "The application MUST NOT send any more data frames after sending a Close frame."
    if (who.close_frame != 0) event.violations.add(Violation::DataAfterClose);
  }
  return event;
}

void ConnectionWatch::tell_frame(Side& s, bool last, Moment at) {
  const FrameHeader& header = s.frames.frame().header;
  settle_trial(s, speaker(sender(s, header)));
  FrameEvent event = frame_event(s, sender(s, header), at);
  event.complete = last && s.frames.frame().lost == 0;
  event.length_trusted = !event.violations.contains(Violation::LengthTopBitSet);
  Speaker& who = speaker(event.from);
  Speaker& peer = peer_of(who);
  if (is_data(header)) {
    who.last_data_frame = event.n;
    who.messages.frame_told(event.n);
  }
  judge_.begin();
  judge_.judge(event, who, peer, sides_[0].whole && sides_[1].whole);
  judge_compression(event, who);
  const Direction known = guessed_ ? Direction::Unknown : event.from;
  if (judge_.found_wrong()) {
    judge_.add_hint(event, known, s.frames.behind(), facts_.one_piece);
  } else {
    judge_.judge_plain_payload(event);
    judge_.judge_length(event, known, s.frames.behind(), facts_.one_piece);
  }
  if (mixed() && !mixed_told_ && (direction(s) == Direction::Client) != header.masked) {
    mixed_told_ = true;
    judge_.note_mixed_roles();
  }
  judge_.add_notes(event, who);
  event.findings = judge_.findings();
  analysis_.sink.frame(event);
  for (const Finding& finding : judge_.findings()) {
    if (finding.level == Level::Note) {
      ++analysis_.totals.notes;
    } else {
      tell(finding, event.from, event.n, at);
    }
  }
  if (is_data(header) && who.messages.done()) tell_message(who, event.from, at);
}

// The stream ended, or a gap began, inside a frame: reports the part that is there.
void ConnectionWatch::cut_frame(Side& s, Moment at) {
  ++incomplete_;
  if (s.ended) ++analysis_.totals.incomplete;  // a gap has been counted
  FrameEvent event;
  if (const Bytes begin = s.frames.header_begin(); !begin.empty()) {
    event = next_frame(direction(s), at);
    event.offset = s.offset - begin.size();
    event.offset -= std::min(s.frames_at, event.offset);
    event.header_whole = false;
    event.header_begin = begin;
    event.allowed_rsv = deflate_possible() ? kCompressedBit : 0;
    if (begin.size() >= 2) {
      // Two bytes decide most violations of a frame, and the form of the length.
      const Role reader = (begin[1] & 0x80) != 0 ? Role::Server : Role::Client;
      event.violations = judge_first_two(begin[0], begin[1], HeaderRules{reader, event.allowed_rsv});
      event.header.fin = (begin[0] & 0x80) != 0;
      event.header.rsv = static_cast<std::uint8_t>(begin[0] >> 4 & 7);
      event.header.opcode = static_cast<Opcode>(begin[0] & 0x0F);
      event.header.masked = (begin[1] & 0x80) != 0;
      event.header.length = begin[1] & 0x7F;
    }
  } else {
    Speaker& who = speaker(sender(s, s.frames.frame().header));
    settle_trial(s, who);
    event = frame_event(s, sender(s, s.frames.frame().header), at);
    if (event.compressed) who.inflate.lose("the gap");
    if (event.compressed && event.begins_message) event.inflation = &who.inflate.result();
  }
  event.complete = false;
  Speaker& who = speaker(event.from);
  judge_.begin();
  // If a paste says that bytes are left out, its last header may be wrong.
  if (!analysis_.input_cut) judge_.judge_cut(event, who, peer_of(who));
  std::string hint;
  if (s.ended && event.header_whole) {
    hint = judge_.add_hint(event, guessed_ ? Direction::Unknown : event.from, {}, true);
  } else if (s.ended) {
    hint = hint_byte_between_frames(event.header_begin, true).value_or("");
  }
  event.findings = judge_.findings();
  analysis_.sink.frame(event);
  if (!hint.empty()) analysis_.sink.note({event.conn, event.from, "likely cause: " + std::move(hint)});
  for (const Finding& finding : judge_.findings()) tell(finding, event.from, event.n, at);
  who.messages.mark_missing();
  s.frames.drop_header_begin();
}

}  // namespace ws101::wsdump
