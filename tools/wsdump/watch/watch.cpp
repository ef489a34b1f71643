// Where the bytes of a connection go: HTTP head, search, frames. watch.hpp says what it promises.
#include "wsdump/watch/watch.hpp"

#include <algorithm>
#include <string_view>

#include "wsdump/watch/not_frames.hpp"
#include "wsdump/watch/seek.hpp"

namespace ws101::wsdump {
namespace {

enum class FirstBytes { Http, Tls, Http2, Frames, Short };

// What the first bytes of a stream are. No right frame begins with a capital letter that an HTTP head begins with: it
// would have FIN=0 and reserved bits, or a reserved opcode.
FirstBytes opening_of(std::string_view text) {
  if (text.starts_with("PRI * HTTP/2")) return FirstBytes::Http2;
  if (text.size() >= 3 && text[0] == 0x16 && text[1] == 3 && text[2] >= 0 && text[2] <= 4)
    return FirstBytes::Tls;
  constexpr std::string_view kStarts[] = {"HTTP/",    "GET ",     "POST ",  "PUT ",
                                          "HEAD ",    "DELETE ",  "PATCH ", "TRACE ",
                                          "OPTIONS ", "CONNECT ", "get ",   "PRI * HTTP/2"};
  for (const std::string_view start : kStarts) {
    if (text.starts_with(start)) return FirstBytes::Http;
    if (start.starts_with(text)) return FirstBytes::Short;
  }
  return FirstBytes::Frames;
}

}  // namespace

ConnectionWatch::ConnectionWatch(Analysis& analysis, WatchFacts facts)
    : analysis_(analysis), facts_(std::move(facts)) {
  const MessageLimits limits{analysis_.options.keep_message, 0xFFFFFFFF};
  for (Speaker& who : speakers_) {
    who.assembler = MessageAssembler(limits, OnViolation::Report);
    who.joined_midway = facts_.from_capture && !facts_.start_seen;
  }
  if (facts_.roles_known) settle_roles(sides_[0], true);
  announced_ = recognised_ = facts_.announced;
  opening_.cut = {facts_.partial_heads, facts_.partial_heads};
}

Direction ConnectionWatch::direction(const Side& s) const {
  if (!roles_settled_) return Direction::Unknown;
  return (&s == &sides_[0]) != swapped_ ? Direction::Client : Direction::Server;
}

void ConnectionWatch::note(const Side& s, std::string words) {
  analysis_.sink.note({facts_.event.conn, direction(s), std::move(words)});
}

void ConnectionWatch::announce() {
  if (announced_) return;
  announced_ = true;
  recognised_ = true;
  http_only_ = false;
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
    each.decoder = FrameDecoder(HeaderRules{reader, allowed_rsv_}, OnViolation::Report);
  }
}

void ConnectionWatch::ignore(std::string_view why) {
  for (Side& s : sides_) {
    s.phase = Phase::Ignored;
    s.pending = {};
  }
  opening_.request.reset();
  opening_.response.reset();
  http_only_ = false;
  if (!why.empty())
    note(sides_[0], "connection " + std::to_string(facts_.event.conn) + ": " + std::string(why));
}

void ConnectionWatch::bytes(Direction from, MutableBytes data, Moment at) {
  Side& s = side(from);
  s.last = at;
  s.offset += data.size();
  take(s, data, at);
}

void ConnectionWatch::take(Side& s, MutableBytes data, Moment at) {
  if (s.phase == Phase::Frames && s.pending.empty()) {
    take_frames(s, data, s.offset - data.size(), at);
    return;
  }
  if (s.phase == Phase::Ignored || s.phase == Phase::Untrusted) return;
  if (s.phase != Phase::Frames) {
    s.pending.insert(s.pending.end(), data.begin(), data.end());
    take_pending(s, at, false);
    return;
  }
  // The beginning of a header waits. Only as many bytes as a header may need are put behind it at a time, so that a
  // long payload behind it is not copied.
  std::uint8_t joined[2 * kMaxHeaderSize];
  while (!data.empty() && !s.pending.empty() && s.phase == Phase::Frames) {
    const std::size_t old = s.pending.size();
    const std::size_t more = std::min(data.size(), kMaxHeaderSize);
    std::copy(s.pending.begin(), s.pending.end(), joined);
    std::copy_n(data.begin(), more, joined + old);
    s.pending.clear();
    const std::uint64_t offset = s.offset - data.size() - old;
    data = data.subspan(more);
    take_frames(s, MutableBytes(joined, old + more), offset, at);
  }
  if (!data.empty() && s.phase == Phase::Frames) take_frames(s, data, s.offset - data.size(), at);
}

void ConnectionWatch::take_pending(Side& s, Moment at, bool last_chance) {
  if (s.phase == Phase::Start) take_start(s, at, last_chance);
  for (std::size_t before = 0; s.phase == Phase::Head || s.phase == Phase::Body;) {
    before = s.pending.size();
    if (s.phase == Phase::Head) {
      take_head(s, at, last_chance);
    } else {
      const auto taken = static_cast<std::ptrdiff_t>(s.body.take(text_of(s.pending)));
      s.pending.erase(s.pending.begin(), s.pending.begin() + taken);
      if (s.body.done()) s.phase = Phase::Head;
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
    const std::size_t drop =
        static_cast<std::size_t>(std::min<std::uint64_t>(options.skip, s.pending.size()));
    speakers_[0].joined_midway = speakers_[1].joined_midway = true;
    if (!options.seek) return begin_frames(s, drop, at);
    s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(drop));
  }
  if (options.seek) {
    speakers_[0].joined_midway = speakers_[1].joined_midway = true;
    s.phase = Phase::Seeking;
    return;
  }
  const auto opening = opening_of(text_of(s.pending));
  if (opening == FirstBytes::Short && !last_chance) return;
  if (opening == FirstBytes::Http) {
    s.phase = Phase::Head;
    return;
  }
  if (opening == FirstBytes::Frames && take_early_frames(s, at, last_chance)) return;
  if (facts_.from_capture && opening == FirstBytes::Tls)
    return ignore("TLS, so its content is encrypted: a net-log of the browser has the bytes inside");
  if (opening == FirstBytes::Http2) return ignore("HTTP/2: WebSocket inside it (RFC 8441) is not read");
  if (facts_.from_capture && !recognised_) {
    // Without a handshake only a stream that reads like frames is taken for one.
    const Chain chain = chain_at(s.pending, 4).chain;
    if (chain == Chain::Short && s.pending.size() < kMaxHeaderSize && !last_chance) return;
    if (chain == Chain::No && facts_.start_seen) return ignore("");
    if (chain == Chain::No) {
      s.phase = Phase::Seeking;
      return;
    }
  }
  begin_frames(s, 0, at);
}

// Drops `drop` bytes of what is pending; frames begin behind them.
void ConnectionWatch::begin_frames(Side& s, std::size_t drop, Moment at) {
  announce();
  s.phase = Phase::Doubt;
  s.decoder.set_allowed_rsv(allowed_rsv_);
  s.pending.erase(s.pending.begin(),
                  s.pending.begin() + static_cast<std::ptrdiff_t>(std::min(drop, s.pending.size())));
  if (!s.begun_by_seek || s.frames_at == 0) s.frames_at = s.offset - s.pending.size();
  take_doubtful(s, at, false);
}

// Frames begin here, unless the bytes are something else that can be named.
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
  s.phase = Phase::Ignored;
  s.pending = {};
  Finding finding;
  finding.section = "5.1";
  const bool text = found.kind == Kind::Text;
  if (opening_.told) {
    const bool second = found.kind == Kind::Http && direction(s) == Direction::Server;
    finding.id = "not-frames";
    finding.text = std::string("expected a frame, got ") + (second ? "a second HTTP answer: " : "") +
                   (text ? "text without a frame: " : "") + found.words +
                   "; after the handshake all data is sent in frames";
  } else {
    finding.id = "payload-only";
    finding.level = Level::Warning;
    finding.text = (text ? "this is readable text, perhaps the payload of a message, and not a frame: "
                         : "this is not a frame but ") +
                   found.words;
  }
  tell({facts_.event.conn, 0, direction(s), at, &finding});
}

// A server that sends frames before its answer. True: it did, or more bytes are needed to know.
bool ConnectionWatch::take_early_frames(Side& s, Moment at, bool last_chance) {
  constexpr std::size_t kHeld = 4096;
  if (opening_.told || analysis_.options.skip > 0) return false;
  const auto early = frames_before_answer(s.pending);
  if (!early) return other(s).phase == Phase::Waiting && !last_chance && s.pending.size() < kHeld;
  announce();
  settle_roles(s, false);
  Finding finding;
  finding.id = "frames-before-101";
  finding.section = "4.2.2";
  finding.text = "the server sends " + std::to_string(*early) +
                 " bytes of frames before its 101; the client reads them as the beginning of the answer";
  tell({facts_.event.conn, 0, Direction::Server, at, &finding});
  s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(*early));
  s.phase = Phase::Head;
  return true;
}

void ConnectionWatch::take_seeking(Side& s, Moment at, bool last_chance) {
  // In the middle of a connection nobody knows whether RSV1 was negotiated.
  const std::uint8_t rsv = opening_.told ? allowed_rsv_ : std::uint8_t{4};
  const auto found = seek_frames(s.pending, rsv, last_chance);
  if (found) {
    const std::uint64_t offset = s.offset - s.pending.size() + *found;
    const std::uint64_t skipped = *found;
    s.begun_by_seek = true;
    announce();
    note(s, "frames found at offset " + std::to_string(offset) + " of the stream, " +
                std::to_string(skipped) + " bytes skipped");
    return begin_frames(s, *found, at);
  }
  if (last_chance) {
    if (recognised_ && !s.pending.empty()) {
      note(s, "no frame found in the last " + std::to_string(s.pending.size()) + " bytes of the stream");
    }
    s.pending.clear();
  } else if (s.pending.size() > kSeekWindow) {
    s.pending.erase(s.pending.begin(), s.pending.begin() + kSeekWindow / 2);
  }
}

// Nobody knows any longer where the next frame of this side begins, nor whether a message is open.
void ConnectionWatch::lose_place(Side& s) {
  Speaker& who = speaker(direction(s));
  const MessageLimits limits{analysis_.options.keep_message, 0xFFFFFFFF};
  who.assembler = MessageAssembler(limits, OnViolation::Report);
  who.message = 0;
  who.joined_midway = true;
  s.begun_by_seek = true;
  s.phase = Phase::Seeking;
  s.pending.clear();
}

void ConnectionWatch::gap(Direction from, std::uint64_t length, Moment at) {
  Side& s = side(from);
  s.last = at;
  take_pending(s, at, s.phase != Phase::Frames);
  const std::uint64_t offset = s.offset;
  s.offset += length;
  if (s.phase == Phase::Ignored) return;
  if (http_only_) return ignore(kNoHandshake);
  s.reliable = false;
  for (Speaker& who : speakers_) who.pings.forget();
  if (recognised_) {
    ++incomplete_;
    ++analysis_.totals.gaps;
    ++analysis_.totals.incomplete;
    analysis_.sink.gap({facts_.event.conn, direction(s), offset, length, at});
  }
  if (s.phase == Phase::Untrusted) return;
  if (s.phase != Phase::Frames || s.decoder.between_frames() || !s.pending.empty()) {
    if (s.phase == Phase::Frames && !s.pending.empty()) cut_frame(s, at);
    return lose_place(s);
  }
  const std::uint64_t inside = std::min(length, s.decoder.remaining());
  if (s.holes.size() < kMaxHoles) s.holes.push_back({s.came + s.lost, inside});
  s.lost += inside;
  s.decoder.skip(inside);
  Speaker& who = speaker(direction(s));
  if (!is_control(s.decoder.header().opcode)) {
    who.missing = true;
    who.lost += inside;
  }
  if (s.decoder.remaining() == 0) {
    MutableBytes nothing;
    const auto result = s.decoder.next(nothing);
    if (const auto* piece = std::get_if<FramePiece>(&result)) take_piece(s, *piece, at);
  }
  if (inside < length) lose_place(s);
}

}  // namespace ws101::wsdump
