// From bytes to frames and messages of one connection.
#include <algorithm>

#include "frame/close_payload.hpp"
#include "frame/mask.hpp"
#include "wsdump/hints.hpp"
#include "wsdump/watch/watch.hpp"

namespace ws101::wsdump {
namespace {

// A Close or a Ping is judged by its whole payload, so a little more than the largest legal one is kept.
constexpr std::size_t kControlKept = 256;

bool has_level_above_note(const Finding& finding) {
  return finding.level != Level::Note;
}

}  // namespace

void ConnectionWatch::TextPlace::remember(Bytes piece) {
  if (piece.size() >= tail.size()) {
    std::copy(piece.end() - static_cast<std::ptrdiff_t>(tail.size()), piece.end(), tail.begin());
    tail_size = static_cast<std::uint8_t>(tail.size());
    return;
  }
  for (const std::uint8_t byte : piece) {
    if (tail_size == tail.size()) {
      std::copy(tail.begin() + 1, tail.end(), tail.begin());
      --tail_size;
    }
    tail[tail_size++] = byte;
  }
}

// The byte at `index` of the piece, which may be just behind its end, was refused.
void ConnectionWatch::TextPlace::broke(std::uint64_t at_byte, Bytes piece, std::uint64_t index,
                                       std::uint64_t piece_offset) {
  const auto cut = static_cast<std::size_t>(std::min<std::uint64_t>(index, piece.size()));
  at = at_byte;
  in_frame = piece_offset + cut;
  remember(piece.first(cut));
  before = tail;
  before_size = tail_size;
  from_there_size = static_cast<std::uint8_t>(std::min(from_there.size(), piece.size() - cut));
  std::copy_n(piece.begin() + static_cast<std::ptrdiff_t>(cut), from_there_size, from_there.begin());
}

// `data` lies at `data_offset` of the stream. What is left of it, the beginning of a header, becomes pending.
void ConnectionWatch::take_frames(Side& s, MutableBytes data, std::uint64_t data_offset, Moment at) {
  if (!roles_settled_) {
    if (data.size() < 2) {
      s.pending.assign(data.begin(), data.end());
      return;
    }
    guessed_ = true;
    settle_roles(s, (data[1] & 0x80) != 0);
  }
  MutableBytes in = data;
  while (true) {
    const bool begins = s.decoder.between_frames();
    const std::size_t consumed = data.size() - in.size();
    const auto result = s.decoder.next(in);
    const auto* piece = std::get_if<FramePiece>(&result);
    if (piece == nullptr) break;
    if (begins) s.frame_offset = data_offset + consumed;
    rest_ = in;
    take_piece(s, *piece, at);
    if (s.phase != Phase::Frames) return;
  }
  if (!in.empty()) s.pending.assign(in.begin(), in.end());
  for (Speaker& who : speakers_) {
    if (who.assembler.in_message()) who.assembler.detach();  // `data` is about to be overwritten
  }
}

void ConnectionWatch::take_piece(Side& s, const FramePiece& piece, Moment at) {
  if (piece.first) {
    s.kept.clear();
    s.holes.clear();
    s.came = 0;
    s.lost = 0;
    s.violations = piece.violations;
  }
  const FrameHeader& header = piece.header;
  // In a single stream of unknown origin each frame's own MASK bit says who is speaking.
  const bool either = guessed_ && facts_.lone;
  const Direction from = either ? (header.masked ? Direction::Client : Direction::Server) : direction(s);
  Speaker& who = speaker(from);

  s.came += piece.payload.size();
  Bytes payload = piece.payload;
  if (!(piece.first && piece.last)) {
    const std::size_t limit =
        std::max(is_control(header.opcode) ? kControlKept : kEvidence, analysis_.options.keep_frame);
    if (s.kept.size() < limit) {
      const std::size_t more = std::min(limit - s.kept.size(), piece.payload.size());
      s.kept.insert(s.kept.end(), piece.payload.begin(),
                    piece.payload.begin() + static_cast<std::ptrdiff_t>(more));
    }
    payload = s.kept;
  }
  std::optional<Message> done;
  if (!is_control(header.opcode) && !is_reserved(header.opcode)) add_to_message(s, who, piece, done);
  const bool stops = piece.violations.contains(Violation::LengthTopBitSet);
  if (piece.last || stops) tell_frame(s, header, payload, piece.last, at, done);
  if (stops) {
    s.phase = Phase::Untrusted;
    s.untrusted_at = s.offset;
    ++incomplete_;
    note(s, "stopped after frame " + std::to_string(frames_) +
                ": its length cannot be right, so nobody can tell where the next frame begins");
  }
}

void ConnectionWatch::add_to_message(Side& s, Speaker& who, const FramePiece& piece,
                                     std::optional<Message>& done) {
  FramePiece given = piece;
  const bool continues = piece.header.opcode == Opcode::Continuation;
  if (piece.first) {
    const bool was_open = who.assembler.in_message();
    if (!continues || !was_open) {
      if (was_open) s.violations.add(Violation::MessageUnfinished);
      who.message = ++messages_;
      who.kind = piece.header.opcode == Opcode::Text ? Opcode::Text : Opcode::Binary;
      who.compressed = (piece.header.rsv & allowed_rsv_ & 4) != 0;
      who.unreadable = (piece.header.rsv & ~allowed_rsv_) != 0;
      who.missing = continues && who.joined_midway;
      who.lost = 0;
      who.text.tail_size = 0;
      who.empty_told = false;
      who.frames.clear();
      who.frame_count = 0;
      who.first_frame = frames_ + 1;
    }
    ++who.frame_count;
  }
  // Compressed text, or text behind reserved bits of unknown meaning, is not judged as UTF-8; nor is a message whose
  // beginning was not seen. The assembler judges text only.
  if (given.header.opcode == Opcode::Text && (who.compressed || who.unreadable))
    given.header.opcode = Opcode::Binary;
  if (continues && who.joined_midway)
    given.header.opcode = who.assembler.in_message() ? Opcode::Continuation : Opcode::Binary;
  if (piece.first && !continues) who.joined_midway = false;
  const std::uint64_t before =
      who.assembler.in_message() && !(piece.first && !continues) ? who.assembler.length() : 0;
  auto result = who.assembler.add(given);
  if (auto* message = std::get_if<Message>(&result)) {
    done = *message;
    if (continues) who.joined_midway = false;
  }
  const ViolationSet noted = who.assembler.take_noted();
  noted.each([&](Violation violation) {
    if (violation == Violation::MessageTooBig || violation == Violation::TooManyFragments)
      return;  // limits of ours
    if (violation == Violation::TextNotUtf8) {
      if (who.missing) return;
      const std::uint64_t at_byte = who.assembler.utf8_error_at();
      who.text.broke(at_byte, piece.payload, at_byte - std::min(before, at_byte), piece.offset);
    }
    s.violations.add(violation);
  });
  if (who.kind == Opcode::Text) who.text.remember(piece.payload);
}

void ConnectionWatch::tell_frame(Side& s, const FrameHeader& header, Bytes payload, bool last, Moment at,
                                 const std::optional<Message>& done) {
  const bool either = guessed_ && facts_.lone;
  FrameEvent event;
  event.conn = facts_.event.conn;
  event.n = ++frames_;
  event.at = at;
  event.from = either ? (header.masked ? Direction::Client : Direction::Server) : direction(s);
  event.guessed = guessed_;
  event.offset = s.frame_offset - std::min(s.frames_at, s.frame_offset);
  event.header = header;
  event.payload = payload;
  event.came = s.came;
  event.missing = s.holes;
  event.complete = last && s.lost == 0;
  event.length_trusted = !s.violations.contains(Violation::LengthTopBitSet);
  event.allowed_rsv = allowed_rsv_;
  ++analysis_.totals.frames;

  Speaker& who = speaker(event.from);
  Speaker& peer = speakers_[&who == &speakers_[0] ? 1 : 0];
  frame_findings_.clear();
  if (either) {
    ViolationSet kept;
    s.violations.each([&](Violation violation) {
      if (violation != Violation::MaskMissing && violation != Violation::MaskForbidden) kept.add(violation);
    });
    s.violations = kept;
  }
  event.violations = s.violations;
  const bool data = !is_control(header.opcode) && !is_reserved(header.opcode);
  if (data) {
    event.message = who.message;
    event.begins_message = who.frame_count == 1;
    event.content = who.kind;
    event.compressed = who.compressed;
    who.last_data_frame = event.n;
    if (who.frames.size() < kMaxFrameNumbers) who.frames.push_back(event.n);
    // RFC 6455 5.5.1: "The application MUST NOT send any more data frames after sending a Close frame."
    if (who.close_frame != 0) event.violations.add(Violation::DataAfterClose);
  } else if (is_control(header.opcode) && event.length_trusted) {
    judge_control(s, who, peer, event, at);
  }
  if (header.masked) judge_keys(who, header, event);
  if (!event.violations.empty()) {
    event.violations.each([&](Violation violation) { add_finding(event, violation, who); });
  }
  const auto is_wrong = [](const Finding& f) { return f.level == Level::Error || f.level == Level::Sender; };
  if (std::any_of(frame_findings_.begin(), frame_findings_.end(), is_wrong))
    add_hint(event, facts_.one_piece);
  else
    judge_plain_payload(event);
  if (either && !mixed_told_ && (direction(s) == Direction::Client) != header.masked) {
    mixed_told_ = true;
    Finding mixed;
    mixed.id = "roles-mixed";
    mixed.level = Level::Warning;
    mixed.section = "5.1";
    mixed.offset = 1;
    mixed.text =
        "masked and unmasked frames in one stream: two directions put together, or a sender that is wrong "
        "(--from client or --from server judges them as one sender's)";
    frame_findings_.push_back(mixed);
  }
  if (data || header.opcode == Opcode::Close) add_notes(who, event, done);
  event.findings = frame_findings_;
  analysis_.sink.frame(event);
  for (const Finding& finding : frame_findings_) {
    if (has_level_above_note(finding)) {
      tell({event.conn, event.n, event.from, at, &finding});
    } else {
      count(Level::Note);
    }
  }
  if (done) tell_message(who, *done, event.from, at);
}

void ConnectionWatch::tell_message(Speaker& who, const Message& message, Direction from, Moment at) {
  ++finished_messages_;
  ++analysis_.totals.messages;
  MessageEvent event;
  event.conn = facts_.event.conn;
  event.n = who.message;
  event.at = at;
  event.from = from;
  event.kind = who.kind;
  event.frames = who.frames;
  event.frame_count = who.frame_count;
  event.compressed = who.compressed;
  event.length = message.length + who.lost;
  event.payload = message.payload;
  event.missing = who.missing;
  if (who.kind == Opcode::Text && !who.compressed && !who.unreadable && !who.missing)
    event.utf8 = message.valid_utf8;
  event.utf8_error_at = who.assembler.utf8_error_at();
  analysis_.sink.message(event);
  who.message = 0;
  who.missing = false;
}

}  // namespace ws101::wsdump
