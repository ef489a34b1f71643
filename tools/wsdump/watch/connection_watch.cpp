// Where the bytes of a connection go: search, doubt, frames; gaps and ends. connection_watch.hpp is the specification.
#include "wsdump/watch/connection_watch.hpp"

#include <algorithm>
#include <string_view>

#include "frame/compression.hpp"
#include "wsdump/watch/closing_judge.hpp"
#include "wsdump/watch/first_bytes.hpp"
#include "wsdump/watch/not_frames.hpp"
#include "wsdump/watch/seek.hpp"

namespace ws101::wsdump {
namespace {

// A message may have begun before the first frame that was captured.
bool joined_midway(const WatchFacts& facts) {
  return facts.from_capture && !facts.start_seen;
}

}  // namespace

ConnectionWatch::ConnectionWatch(Analysis& analysis, WatchFacts facts)
    : analysis_(analysis),
      facts_(std::move(facts)),
      sides_{Side(analysis.options.keep_frame), Side(analysis.options.keep_frame)},
      speakers_{Speaker(analysis.options.keep_message, joined_midway(facts_)),
                Speaker(analysis.options.keep_message, joined_midway(facts_))} {
  if (facts_.roles_known) settle_roles(sides_[0], true);
  recognised_ = facts_.announced;
  http_.always_cut(facts_.partial_heads);
  http_.take_as_pasted(!facts_.from_capture);
  for (Speaker& who : speakers_) who.inflate.use({}, before_input());
}

Direction ConnectionWatch::direction(const Side& s) const {
  if (!roles_settled_) return Direction::Unknown;
  return (&s == &sides_[0]) != swapped_ ? Direction::Client : Direction::Server;
}

void ConnectionWatch::note(const Side& s, std::string text) {
  analysis_.sink.note({facts_.event.conn, direction(s), std::move(text)});
}

void ConnectionWatch::tell(const Finding& finding, Direction by, std::uint64_t frame, Moment at) {
  Totals& totals = analysis_.totals;
  if (finding.level == Level::Note) {
    ++totals.notes;
  } else {
    ++findings_;
    ++(finding.level == Level::Warning ? totals.warnings : totals.errors);
    if (finding.level == Level::Sender) ++totals.senders;
  }
  analysis_.sink.violation({facts_.event.conn, frame, by, at, &finding});
}

void ConnectionWatch::announce() {
  if (recognised_) return;
  recognised_ = true;
  ++analysis_.totals.connections;
  if (swapped_) std::swap(facts_.event.client, facts_.event.server);
  analysis_.sink.connection(facts_.event);
}

// `is_client`: what this side has proved to be.
void ConnectionWatch::settle_roles(Side& s, bool is_client) {
  roles_settled_ = true;
  swapped_ = (&s == &sides_[0]) != is_client;
  for (Side& each : sides_) {
    const Role reader = direction(each) == Direction::Client ? Role::Server : Role::Client;
    each.frames.set_rules(HeaderRules{reader, kCompressedBit});
  }
}

void ConnectionWatch::ignore(std::string_view why, Moment at) {
  ignored_ = true;
  for (Side& s : sides_) {
    s.phase = Phase::Ignored;
    s.pending = {};
  }
  http_.clear();
  if (why.empty()) return;
  if (!facts_.asked_about)
    return note(sides_[0], "connection " + std::to_string(facts_.event.conn) + ": " + std::string(why));
  announce();
  tell(make_finding("no-websocket", Level::Warning, "4.1", std::string(why)), Direction::Unknown, 0, at);
}

void ConnectionWatch::bytes(Direction from, MutableBytes data, Moment at) {
  Side& s = side(from);
  s.offset += data.size();
  if (s.phase == Phase::Ignored || s.phase == Phase::Untrusted) return;
  if (s.phase == Phase::Frames) return take_frames(s, data, s.offset - data.size(), at);
  s.pending.insert(s.pending.end(), data.begin(), data.end());
  take_pending(s, at, false);
}

void ConnectionWatch::take_pending(Side& s, Moment at, bool last_chance) {
  if (s.phase == Phase::Start) take_start(s, at, last_chance);
  while (s.phase == Phase::Head || s.phase == Phase::Body) {
    const std::size_t before = s.pending.size();
    if (s.phase == Phase::Head) {
      take_head(s, at, last_chance);
    } else {
      take_body(s, at);
    }
    if (s.pending.empty() || s.pending.size() == before) break;
  }
  if (s.phase == Phase::Waiting && (last_chance || s.pending.size() > kMaxHeldForAnswer)) {
    tell_handshake(at);
    begin_frames(s, 0, at);
  }
  if (s.phase == Phase::Seeking) take_seeking(s, at, last_chance);
  if (s.phase == Phase::Doubt) take_doubtful(s, at, last_chance);
}

void ConnectionWatch::take_start(Side& s, Moment at, bool last_chance) {
  const AnalysisOptions& options = analysis_.options;
  if (!facts_.from_capture && options.skip > 0) {
    if (s.pending.size() <= options.skip && !last_chance) return;
    const auto drop = static_cast<std::size_t>(std::min<std::uint64_t>(options.skip, s.pending.size()));
    for (Speaker& who : speakers_) who.messages.join_midway();
    if (!options.seek) return begin_frames(s, drop, at);
    s.drop(drop);
  }
  if (options.seek) {
    for (Speaker& who : speakers_) who.messages.join_midway();
    s.phase = Phase::Seeking;
    return;
  }
  const FirstBytes first = first_bytes(text_of(s.pending));
  if (first == FirstBytes::Short && !last_chance) return;
  if (first == FirstBytes::Http) {
    s.phase = Phase::Head;
    return;
  }
  if (first == FirstBytes::Frames && take_early_frames(s, at, last_chance)) return;
  if (facts_.from_capture && first == FirstBytes::Tls)
    return ignore("TLS, so its content is encrypted: a net-log of the browser has the bytes inside", at);
  if (first == FirstBytes::Http2) return ignore("HTTP/2: WebSocket inside it (RFC 8441) is not read", at);
  if (facts_.from_capture && !recognised_) {
    // Without a handshake only a stream that looks like frames is treated as WebSocket.
    const Chain chain = chain_at(s.pending, kCompressedBit).chain;
    if (chain == Chain::Short && s.pending.size() < kMaxHeaderSize && !last_chance) return;
    if (chain == Chain::No && facts_.start_seen) return ignore("", at);
    if (chain == Chain::No) {
      s.phase = Phase::Seeking;
      return;
    }
  }
  begin_frames(s, 0, at);
}

// Drops `drop` pending bytes; frames begin after them.
void ConnectionWatch::begin_frames(Side& s, std::size_t drop, Moment at) {
  announce();
  if (analysis_.options.connections_only) {
    s.phase = Phase::Ignored;
    s.pending = {};
    return;
  }
  const bool agreed = deflate_.source == DeflateUse::Source::Agreed;
  const bool told = deflate_.source == DeflateUse::Source::Told;
  if (analysis_.options.deflate.on() && !agreed && !told && deflate_possible())
    settle_deflate(analysis_.options.deflate);
  s.phase = Phase::Doubt;
  s.drop(std::min(drop, s.pending.size()));
  if (!s.begun_by_seek || s.frames_at == 0) s.frames_at = s.offset - s.pending.size();
  take_doubtful(s, at, false);
}

// Frames begin here, unless the bytes are recognised as something else.
void ConnectionWatch::take_doubtful(Side& s, Moment at, bool last_chance) {
  using Kind = NotFrames::Kind;
  const NotFrames found = judge_first_bytes(s.pending, last_chance || s.ended);
  if (found.kind == Kind::Undecided && !last_chance) return;
  if (s.begun_by_seek || found.kind == Kind::Frames || found.kind == Kind::Undecided) {
    s.phase = Phase::Frames;
    std::vector<std::uint8_t> bytes = std::move(s.pending);
    s.pending = {};
    return take_frames(s, bytes, s.offset - bytes.size(), at);
  }
  tell(not_frames_finding(found, handshake_told_, direction(s)), direction(s), 0, at);
  if (found.kind == Kind::EmptyLine) {
    s.drop(found.size);
    s.frames_at += found.size;
    return take_doubtful(s, at, last_chance);
  }
  s.phase = Phase::Ignored;
  s.pending = {};
}

void ConnectionWatch::take_seeking(Side& s, Moment at, bool last_chance) {
  // In the middle of a connection it is unknown whether RSV1 was negotiated.
  const auto found = seek_frames(s.pending, deflate_possible() ? kCompressedBit : 0, last_chance);
  if (found) {
    s.begun_by_seek = true;
    announce();
    note(s, "frames found at offset " + std::to_string(s.offset - s.pending.size() + *found) +
                " of the stream, " + std::to_string(*found) + " bytes skipped");
    return begin_frames(s, *found, at);
  }
  if (last_chance) {
    if (recognised_ && !s.pending.empty())
      note(s, "no frame found in the last " + std::to_string(s.pending.size()) + " bytes of the stream");
    s.pending.clear();
  } else if (s.pending.size() > kSeekWindow) {
    s.drop(kSeekWindow / 2);
  }
}

// It is no longer known where the next frame of this side begins, nor whether a message is open.
void ConnectionWatch::lose_place(Side& s) {
  Speaker& who = speaker(direction(s));
  who.messages.restart();
  who.messages.join_midway();
  who.inflate.lose("the gap");
  s.begun_by_seek = true;
  s.phase = Phase::Seeking;
  s.pending.clear();
}

void ConnectionWatch::gap(Direction from, std::uint64_t length, Moment at) {
  Side& s = side(from);
  take_pending(s, at, true);
  const std::uint64_t offset = s.offset;
  s.offset += length;
  if (s.phase == Phase::Ignored) return;
  if (s.refusal) {
    tell_refusal(s, at);
    return ignore("", at);
  }
  if (http_only()) return ignore(http_.no_handshake(facts_.asked_about), at);
  s.whole = false;
  for (Speaker& who : speakers_) who.pings.forget();
  if (recognised_) {
    ++incomplete_;
    ++analysis_.totals.gaps;
    ++analysis_.totals.incomplete;
    analysis_.sink.gap({facts_.event.conn, direction(s), offset, length, at});
  }
  if (s.phase == Phase::Untrusted) return;
  if (s.phase != Phase::Frames || s.frames.between_frames()) {
    if (s.phase == Phase::Frames && !s.frames.header_begin().empty()) cut_frame(s, at);
    return lose_place(s);
  }
  const std::uint64_t inside = s.frames.skip(length);
  if (!is_control(s.frames.frame().header.opcode)) {
    Speaker& who = speaker(direction(s));
    who.messages.lose(inside);
    if (who.messages.compressed()) who.inflate.lose("the gap");
  }
  while (const FramePiece* const piece = s.frames.next()) take_piece(s, *piece, at);
  if (inside < length) lose_place(s);
}

void ConnectionWatch::end(Direction from, StreamEnd end, Moment at) {
  Side& s = side(from);
  if (s.ended) return;
  s.end = end;
  // A client that waits may yet get its answer: a head that is cut is read when the server's side ends.
  take_pending(s, at, s.phase != Phase::Waiting);
  tell_refusal(s, at);
  s.ended = true;
  tell_rest(s, at);
  if (facts_.lone) sides_[0].ended = sides_[1].ended = true;
  if (!ended()) return;
  for (Side& each : sides_) {
    if (each.phase != Phase::Waiting) continue;
    take_pending(each, at, true);
    tell_rest(each, at);
  }
  if (!http_.empty()) tell_handshake(at);
  if (http_only()) ignore(http_.no_handshake(facts_.asked_about), at);
  if (!recognised_) return;
  tell_closing(at);
  tell_gain(at);
}

// What is left of a stream that has ended.
void ConnectionWatch::tell_rest(Side& s, Moment at) {
  if (s.phase == Phase::Frames && (!s.frames.between_frames() || !s.frames.header_begin().empty()))
    cut_frame(s, at);
  if (s.phase == Phase::Untrusted && s.offset > s.untrusted_at)
    note(s, std::to_string(s.offset - s.untrusted_at) + " bytes after that frame were not read");
}

// The closing is judged only if everything was seen: not if frames are missing or cut, and not after an error.
void ConnectionWatch::tell_closing(Moment at) {
  const bool tcp_ended =
      sides_[0].end != StreamEnd::Unknown && (facts_.lone || sides_[1].end != StreamEnd::Unknown);
  if (!facts_.from_capture || !tcp_ended || findings_ > 0 || incomplete_ > 0) return;
  if (!sides_[0].whole || !sides_[1].whole) return;
  ClosingFacts closing;
  closing.any_message = finished_messages_ > 0;
  closing.reset = sides_[0].end == StreamEnd::Rst || sides_[1].end == StreamEnd::Rst;
  for (const ClosingFinding& found : judge_closing(speakers_[0], speakers_[1], closing))
    tell(found.finding, found.by, found.frame, at);
}

}  // namespace ws101::wsdump
