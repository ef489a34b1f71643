// Where the bytes of a connection go: HTTP head, search, frames. connection_watch.hpp says what it promises.
#include "wsdump/watch/connection_watch.hpp"

#include <algorithm>
#include <string_view>

#include "wsdump/watch/closing_judge.hpp"
#include "wsdump/watch/first_bytes.hpp"
#include "wsdump/watch/seek.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::uint8_t kRsv1 = 4;

// A message may have been begun before the first frame that is seen.
bool joined_midway(const WatchFacts& facts) {
  return facts.from_capture && !facts.start_seen;
}

void drop_front(std::vector<std::uint8_t>& bytes, std::size_t count) {
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

ConnectionWatch::ConnectionWatch(Analysis& analysis, WatchFacts facts)
    : analysis_(analysis),
      facts_(std::move(facts)),
      sides_{Side(analysis.options.keep_frame), Side(analysis.options.keep_frame)},
      speakers_{Speaker(analysis.options.keep_message, joined_midway(facts_)),
                Speaker(analysis.options.keep_message, joined_midway(facts_))} {
  if (facts_.roles_known) settle_roles(sides_[0], true);
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
    each.frames.set_rules(HeaderRules{reader, allowed_rsv_});
  }
}

void ConnectionWatch::ignore(std::string_view why) {
  ignored_ = true;
  for (Side& s : sides_) {
    s.phase = Phase::Ignored;
    s.pending = {};
  }
  http_.clear();
  if (!why.empty())
    note(sides_[0], "connection " + std::to_string(facts_.event.conn) + ": " + std::string(why));
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
      take_body(s);
    }
    if (s.pending.empty() || s.pending.size() == before) break;
  }
  if (s.phase == Phase::Waiting && (last_chance || s.pending.size() > kMaxHeldForAnswer)) {
    tell_handshake(at);
    begin_frames(s, 0, at);
  }
  if (s.phase == Phase::Seeking) take_seeking(s, at, last_chance);
}

void ConnectionWatch::take_start(Side& s, Moment at, bool last_chance) {
  const AnalysisOptions& options = analysis_.options;
  if (!facts_.from_capture && options.skip > 0) {
    if (s.pending.size() <= options.skip && !last_chance) return;
    const auto drop = static_cast<std::size_t>(std::min<std::uint64_t>(options.skip, s.pending.size()));
    for (Speaker& who : speakers_) who.messages.join_midway();
    if (!options.seek) return begin_frames(s, drop, at);
    drop_front(s.pending, drop);
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
  if (facts_.from_capture && first == FirstBytes::Tls)
    return ignore("TLS, so its content is encrypted: a net-log of the browser has the bytes inside");
  if (first == FirstBytes::Http2) return ignore("HTTP/2: WebSocket inside it (RFC 8441) is not read");
  if (facts_.from_capture && !recognised_) {
    // Without a handshake only a stream that reads like frames is taken for one.
    const Chain chain = chain_at(s.pending, kRsv1).chain;
    if (chain == Chain::Short && s.pending.size() < kMaxHeaderSize && !last_chance) return;
    if (chain == Chain::No && facts_.start_seen) return ignore("");
    if (chain == Chain::No) {
      s.phase = Phase::Seeking;
      return;
    }
  }
  begin_frames(s, 0, at);
}

void ConnectionWatch::take_body(Side& s) {
  drop_front(s.pending, s.body.take(text_of(s.pending)));
  if (s.body.done()) s.phase = Phase::Head;
}

// The connection may yet be used for WebSocket, if the end of the body is known.
void ConnectionWatch::step_over_body(Side& s, const std::optional<HttpBody>& body) {
  if (!body) return ignore(http_only() ? kNoHandshake : "");
  s.body = *body;
  s.phase = s.body.done() ? Phase::Head : Phase::Body;
}

// Unless it speaks of WebSocket, or the other side has, a cut head says nothing about WebSocket.
void ConnectionWatch::tell_cut_head(Side& s) {
  const std::string_view head = text_of(s.pending);
  if (recognised_ || !facts_.from_capture || head.find("WebSocket") != std::string_view::npos ||
      head.find("websocket") != std::string_view::npos) {
    ++analysis_.totals.incomplete;
    ++incomplete_;
    note(s, "the HTTP head is cut after " + std::to_string(head.size()) + " bytes");
  }
  s.pending.clear();
}

void ConnectionWatch::take_head(Side& s, Moment at, bool last_chance) {
  using Outcome = HttpStage::Outcome;
  const HttpStage::Head head = http_.read(text_of(s.pending));
  if (head.outcome == Outcome::NeedMore && last_chance && !s.pending.empty()) return tell_cut_head(s);
  drop_front(s.pending, head.size);
  if (head.size > 0 && head.outcome != Outcome::Interim) {
    settle_roles(s, !head.is_response);
    s.frames_at = s.offset - s.pending.size();
  }
  switch (head.outcome) {
    case Outcome::NeedMore:
    case Outcome::Interim:
      return;
    case Outcome::Foreign:
      return ignore(http_only() ? kNoHandshake : std::string_view(head.why));
    case Outcome::Ordinary:
      if (!head.is_response) handshake_told_ = false;
      return step_over_body(s, head.body);
    case Outcome::Asked:
      s.phase = Phase::Waiting;
      if (!facts_.lone) return;
      tell_handshake(at);
      return begin_frames(s, 0, at);
    case Outcome::Answered:
      tell_handshake(at);
      begin_frames(s, 0, at);
      // The client's bytes behind its head were held until the answer told which extensions are in use.
      if (Side& client = other(s); client.phase == Phase::Waiting) begin_frames(client, 0, at);
      return;
    case Outcome::Refused:
      tell_handshake(at);
      handshake_told_ = false;
      step_over_body(s, head.body);
      // A client may ask again on the same connection: after 401, for one, with a password.
      if (Side& client = other(s); client.phase == Phase::Waiting) {
        client.phase = Phase::Head;
        take_pending(client, at, false);
      }
      return;
  }
}

void ConnectionWatch::tell_handshake(Moment at) {
  if (handshake_told_) return http_.clear();
  handshake_told_ = true;
  announce();
  HandshakeEvent event = judge_handshake(http_.exchange());
  event.conn = facts_.event.conn;
  event.at = at;
  // RFC 7692 6: RSV1 of the first frame of a message tells whether it is compressed.
  if (names_deflate(event) && (event.response != nullptr || facts_.lone)) allowed_rsv_ = kRsv1;
  for (Side& s : sides_) s.frames.set_allowed_rsv(allowed_rsv_);
  analysis_.sink.handshake(event);
  for (const HandshakeEvent::Issue& issue : event.issues) tell(issue.finding, issue.by, 0, at);
  http_.clear();
}

// Drops `drop` bytes of what is pending; frames begin behind them.
void ConnectionWatch::begin_frames(Side& s, std::size_t drop, Moment at) {
  announce();
  s.phase = Phase::Frames;
  std::vector<std::uint8_t> bytes = std::move(s.pending);
  s.pending = {};
  const MutableBytes rest = MutableBytes(bytes).subspan(std::min(drop, bytes.size()));
  if (!s.begun_by_seek || s.frames_at == 0) s.frames_at = s.offset - rest.size();
  take_frames(s, rest, s.offset - rest.size(), at);
}

void ConnectionWatch::take_seeking(Side& s, Moment at, bool last_chance) {
  // In the middle of a connection nobody knows whether RSV1 was negotiated.
  const auto found = seek_frames(s.pending, handshake_told_ ? allowed_rsv_ : kRsv1, last_chance);
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
    drop_front(s.pending, kSeekWindow / 2);
  }
}

// Nobody knows any longer where the next frame of this side begins, nor whether a message is open.
void ConnectionWatch::lose_place(Side& s) {
  MessageTracker& messages = speaker(direction(s)).messages;
  messages.restart();
  messages.join_midway();
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
  if (http_only()) return ignore(kNoHandshake);
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
  if (!is_control(s.frames.frame().header.opcode)) speaker(direction(s)).messages.lose(inside);
  while (const FramePiece* const piece = s.frames.next()) take_piece(s, *piece, at);
  if (inside < length) lose_place(s);
}

void ConnectionWatch::end(Direction from, StreamEnd end, Moment at) {
  Side& s = side(from);
  if (s.ended) return;
  s.end = end;
  take_pending(s, at, true);
  s.ended = true;
  if (s.phase == Phase::Frames && (!s.frames.between_frames() || !s.frames.header_begin().empty()))
    cut_frame(s, at);
  if (s.phase == Phase::Untrusted && s.offset > s.untrusted_at)
    note(s, std::to_string(s.offset - s.untrusted_at) + " bytes after that frame were not read");
  if (facts_.lone) sides_[0].ended = sides_[1].ended = true;
  if (!ended()) return;
  for (Side& each : sides_) {
    if (each.phase == Phase::Waiting) take_pending(each, at, true);
  }
  if (!http_.empty()) tell_handshake(at);
  if (http_only()) ignore(kNoHandshake);
  if (recognised_) tell_closing(at);
}

// The closing is judged only where it is the whole story: not where frames are missing or cut, and not after an
// error.
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
