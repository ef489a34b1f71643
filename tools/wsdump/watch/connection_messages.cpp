// The part of ConnectionWatch that follows messages: the content of frames, inflated if it is compressed.
#include "frame/compression.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/watch/connection_watch.hpp"
#include "wsdump/watch/inflate_judge.hpp"

namespace ws101::wsdump {
std::string ConnectionWatch::before_input() const {
  return facts_.from_capture ? "the capture" : "the input";
}

void ConnectionWatch::settle_deflate(const DeflateUse& use) {
  deflate_ = use;
  const std::string earlier = handshake_told_ ? "" : before_input();
  speaker(Direction::Client).inflate.use(use.client, earlier);
  speaker(Direction::Server).inflate.use(use.server, earlier);
}

ViolationSet ConnectionWatch::take_data(Speaker& who, const FramePiece& piece) {
  MessageTracker& messages = who.messages;
  ViolationSet found;
  if (messages.begins(piece)) {
    found = messages.begin(++messages_, piece.header, deflate_possible() ? kCompressedBit : 0);
    if (messages.compressed()) {
      who.inflate.begin(messages_, messages.kind() == Opcode::Text);
    } else if (piece.header.opcode == Opcode::Continuation) {
      who.inflate.lose(before_input());  // it may have been compressed
    }
  }
  found.add(messages.add(piece));
  if (messages.compressed()) {
    if (piece.first) who.inflate.begin_frame();
    who.inflate.add(piece.payload);
    if (messages.done()) who.inflate.finish();
  } else if (deflate_.on()) {
    who.inflate.plain(messages.number(), piece.payload);
  }
  return found;
}

// The handshake is not in the input, and RSV1 is set: the message counts as compressed if it can be
// inflated.
void ConnectionWatch::settle_trial(const Side& s, Speaker& who) {
  const FrameHeader& header = s.frames.frame().header;
  if (is_control(header.opcode) || is_reserved(header.opcode) || !who.messages.compressed()) return;
  if (!deflate_.on()) {
    const Inflation& inflation = who.inflate.result();
    const bool sense = inflation.wire_length > 0 && !who.inflate.failed() && inflation.utf8 &&
                       !(who.messages.kind() == Opcode::Text && is_readable(inflation.wire));
    if (!sense) {
      who.messages.not_compressed();
      who.inflate.lose(before_input());
      return;
    }
    deflate_.source = DeflateUse::Source::Tried;
  }
  const bool tried = deflate_.source == DeflateUse::Source::Tried;
  if (deflate_noted_ || !(tried || deflate_.source == DeflateUse::Source::Offered)) return;
  deflate_noted_ = true;
  note(s, std::string(tried ? "the handshake" : "the answer of the server") +
              " is not in the input, and RSV1 is set: tried as permessage-deflate with its largest window "
              "(--deflate=PARAMS tells what was agreed)");
}

void ConnectionWatch::judge_compression(const FrameEvent& event, Speaker& who) {
  if (deflate_.on() && (event.header.rsv & kCompressedBit) != 0) {
    if (auto finding = judge_rsv1(event.header)) judge_.add(std::move(*finding));
  }
  if (!event.compressed || !who.inflate.ready_to_judge()) return;
  for (Finding& finding : judge_inflation(who.inflate.result(), event.header, who.inflate.error_in_frame()))
    judge_.add(std::move(finding));
}

void ConnectionWatch::tell_message(Speaker& who, Direction from, Moment at) {
  Totals& totals = analysis_.totals;
  ++finished_messages_;
  ++totals.messages;
  MessageEvent event;
  event.conn = facts_.event.conn;
  event.at = at;
  event.from = from;
  who.messages.describe(event);
  if (event.compressed) {
    const Inflation& inflation = who.inflate.result();
    event.inflation = &inflation;
    event.length = inflation.length;
    event.payload = inflation.output;
    if (event.kind == Opcode::Text && inflation.whole()) event.utf8 = inflation.utf8;
    event.utf8_error_at = inflation.utf8_error.at;
    if (inflation.whole()) {
      ++totals.compressed_messages;
      totals.wire_bytes += inflation.wire_length;
      totals.inflated_bytes += inflation.length;
    } else if (inflation.outcome == Inflation::Outcome::NeedsEarlier) {
      ++totals.incomplete;
    }
  }
  analysis_.sink.message(event);
  who.messages.close();
}

void ConnectionWatch::tell_gain(Moment at) {
  for (const Direction from : {Direction::Client, Direction::Server}) {
    const InflateStage& inflate = speaker(from).inflate;
    if (const auto finding = judge_gain(inflate.total_wire(), inflate.total_length()))
      tell(*finding, from, 0, at);
  }
}

}  // namespace ws101::wsdump
