// The end of a connection: frames that were cut, and whether the closing was as section 7 wants it.
#include <algorithm>

#include "wsdump/watch/watch.hpp"

namespace ws101::wsdump {

void ConnectionWatch::count(Level level) {
  Totals& totals = analysis_.totals;
  if (level == Level::Note) {
    ++totals.notes;
    return;
  }
  ++findings_;
  if (level == Level::Warning) {
    ++totals.warnings;
    return;
  }
  ++totals.errors;
  if (level == Level::Sender) ++totals.senders;
}

void ConnectionWatch::tell(ViolationEvent event) {
  count(event.finding->level);
  analysis_.sink.violation(event);
}

// The stream ended, or a gap began, inside a frame: what there is of it is told.
void ConnectionWatch::cut_frame(Side& s, Moment at) {
  ++incomplete_;
  if (s.ended) ++analysis_.totals.incomplete;  // a gap has been counted
  FrameEvent event;
  std::vector<std::uint8_t> begin;
  if (!s.pending.empty()) {
    begin = std::move(s.pending);
    s.pending = {};
    event.header_whole = false;
    event.header_begin = begin;
    event.offset = s.offset - begin.size();
  } else {
    event.header = s.decoder.header();
    event.offset = s.frame_offset;
    event.payload = s.kept;
    event.came = s.came;
    event.missing = s.holes;
    event.violations = s.violations;
  }
  event.offset -= std::min(s.frames_at, event.offset);
  event.conn = facts_.event.conn;
  event.n = ++frames_;
  event.at = at;
  event.from = direction(s);
  event.guessed = guessed_;
  event.complete = false;
  event.ends_input = true;
  event.allowed_rsv = allowed_rsv_;
  const bool either = guessed_ && facts_.lone;
  if (either && event.header_whole) event.from = event.header.masked ? Direction::Client : Direction::Server;
  ++analysis_.totals.frames;
  Speaker& who = speaker(event.from);
  frame_findings_.clear();
  if (event.header_whole) {
    if (!is_control(event.header.opcode) && !is_reserved(event.header.opcode)) {
      event.message = who.message;
      event.begins_message = who.frame_count == 1;
      event.content = who.kind;
      event.compressed = who.compressed;
      if (who.close_frame != 0) event.violations.add(Violation::DataAfterClose);
    }
    ViolationSet kept;
    event.violations.each([&](Violation violation) {
      if (either && (violation == Violation::MaskMissing || violation == Violation::MaskForbidden)) return;
      kept.add(violation);
    });
    event.violations = kept;
    // Where a paste says itself that bytes are left out, nobody knows what the last header is worth.
    if (!analysis_.input_cut) kept.each([&](Violation violation) { add_finding(event, violation, who); });
  }
  rest_ = {};
  event.findings = frame_findings_;
  analysis_.sink.frame(event);
  if (event.header_whole && s.ended) add_hint(event, true);
  for (const Finding& finding : frame_findings_) tell({event.conn, event.n, event.from, at, &finding});
  who.missing = true;
}

void ConnectionWatch::end(Direction from, StreamEnd end, Moment at) {
  Side& s = side(from);
  if (s.ended) return;
  s.last = at;
  s.end = end;
  if (s.phase != Phase::Frames) take_pending(s, at, true);
  s.ended = true;
  if (s.phase == Phase::Frames && (!s.pending.empty() || !s.decoder.between_frames())) cut_frame(s, at);
  if (s.phase == Phase::Untrusted && s.offset > s.untrusted_at) {
    note(s, std::to_string(s.offset - s.untrusted_at) + " bytes after that frame were not read");
  }
  if (facts_.lone) sides_[0].ended = sides_[1].ended = true;
  if (!ended()) return;
  for (Side& each : sides_) {
    if (each.phase == Phase::Waiting) take_pending(each, at, true);
  }
  if (opening_.request || opening_.response) tell_handshake(at);
  if (http_only_) ignore(kNoHandshake);
  if (recognised_) judge_closing(at);
}

// What is told about the end of a connection is only told where it is the whole story: not where frames are missing
// or cut, and not where an error has already said why the connection failed. (The endpoint that saw the error may end
// TCP as it likes: 7.1.7.) A connection that never carried a message had nothing to lose and nothing to close for:
// its end without Close is not told either.
void ConnectionWatch::judge_closing(Moment at) {
  const bool tcp_ended =
      sides_[0].end != StreamEnd::Unknown && (facts_.lone || sides_[1].end != StreamEnd::Unknown);
  if (!facts_.from_capture || !tcp_ended || findings_ > 0 || incomplete_ > 0) return;
  if (!sides_[0].reliable || !sides_[1].reliable) return;
  const auto found = [&](Violation violation, Direction by, std::uint64_t frame, std::string text) {
    Finding finding = finding_of(violation, FrameHeader{});
    if (!text.empty()) finding.text = std::move(text);
    tell({facts_.event.conn, frame, by, at, &finding});
  };
  for (std::size_t i = 0; i < 2; ++i) {
    Speaker& who = speakers_[i];
    Speaker& peer = speakers_[1 - i];
    const Direction by = i == 0 ? Direction::Client : Direction::Server;
    const Direction by_peer = i == 0 ? Direction::Server : Direction::Client;
    if (who.assembler.in_message() && !who.joined_midway) {
      found(Violation::MessageUnfinished, by, who.frames.empty() ? 0 : who.frames.back(),
            "message " + std::to_string(who.message) + " was begun in frame " +
                std::to_string(who.first_frame) + " and never finished");
    }
    if (who.close_frame != 0 && peer.close_frame == 0) {
      found(Violation::CloseNotAnswered, by_peer, who.close_frame,
            "the Close in frame " + std::to_string(who.close_frame) + " was never answered with a Close");
    }
    // A peer that went on sending data was alive and could have answered.
    if (!who.pings.empty() && peer.last_data_frame > who.pings.oldest()) {
      Finding finding;
      finding.id = "ping-not-answered";
      finding.level = Level::Warning;
      finding.section = "5.5.2";
      finding.text =
          "the Ping in frame " + std::to_string(who.pings.oldest()) + " was never answered with a Pong";
      tell({facts_.event.conn, who.pings.oldest(), by_peer, at, &finding});
    }
  }
  if (speakers_[0].close_frame == 0 && speakers_[1].close_frame == 0 && finished_messages_ > 0 &&
      findings_ == 0) {
    const bool reset = sides_[0].end == StreamEnd::Rst || sides_[1].end == StreamEnd::Rst;
    found(Violation::NoClose, Direction::Unknown, 0,
          std::string("TCP ended (") + (reset ? "RST" : "FIN") +
              ") without a Close frame: programs report 1006");
  }
}

}  // namespace ws101::wsdump
